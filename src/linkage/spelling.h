#pragma once
#include <string>
#include <string_view>

namespace bina::linkage {

/// One letter was written two ways before 1972 and the other way round after: old j is y, old dj is j. A word
/// whose spelling is not known to be old or new has both readings.
enum class Reading {
    modern,  ///< j is j, z sounds j (Zaenal, Jaenal)
    old,  ///< j is y, z sounds s, Javanese o is a (Widodo, Widada)
};

/// What is left of a folded word when everything that clerks spell differently is made one: Soekardi and
/// Sukardi, Djoko and Joko, Sumiyati and Sumiati, Fatimah and Patima, Chalid and Halid. Words with anything
/// but the letters a to z are left as they are.
std::string spelling_key(std::string_view folded, Reading reading);

}  // namespace bina::linkage
