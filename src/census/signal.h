#pragma once
#include "census/visit.h"

/// What a supervisor should look at. A signal never decides anything.
namespace bina::census {

inline constexpr std::array<std::string_view, 6> signal_names{
    "hasty",  ///< The questionnaire was answered in less than `hasty_minutes`.
    "odd_hour",  ///< It began before five or after nine in the evening.
    "same_photo",  ///< A photo of it is one of another target, too.
    "straight_line",  ///< Its choices are those of several others by the same enumerator.
    "clock",  ///< The phone's clock was more than `clock_minutes` off.
    "outside",  ///< Where he stood lies outside the village.
};
inline constexpr std::int64_t hasty_minutes = 4;
inline constexpr std::int64_t clock_minutes = 10;
inline constexpr std::int64_t straight_line_visits = 3;

/// A keyed hash of the choices and numbers that a visit answers, "" for fewer than eight: two families that
/// answer all of it alike are rare.
std::string pattern_of(storage::Vault const&, Questionnaire const&, Said const&);

/// The signals of a visit whose photos are noted.
base::Result<std::vector<std::string>> signals_of(storage::Tx&, Visit const&);

}  // namespace bina::census
