#pragma once
#include <span>
#include <string>
#include <string_view>

#include "cli/demo/draw.h"

/// The words that invented people, businesses and addresses are made of, the most frequent first.
namespace bina::cli::demo {

using Words = std::span<std::string_view const>;

Words given_names(bool woman);
Words family_names(bool woman);
/// Names that traders wish themselves: "Barokah", "Sumber Rejeki".
Words wishes();
Words streets();
Words hamlets();

inline std::string_view common_word(Draw& draw, Words words) {
    return words[draw.common_first(words.size())];
}
inline std::string_view any_word(Draw& draw, Words words) {
    return words[draw.below(static_cast<std::uint32_t>(words.size()))];
}

/// "Sri Wahyuni", "Slamet", "Mohamad Ali Ansori": one to three words.
std::string person_name(Draw& draw, bool woman);
/// The first name, without a title.
std::string_view given_name(std::string_view person);
/// How neighbours call somebody: "Bu Yati" for Suyati, "Pak Min" for Ngatimin.
std::string honorific_name(Draw& draw, std::string_view person, bool woman);

}  // namespace bina::cli::demo
