#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Two phones, one visit: what each changed is put together field by field. Pure.
namespace bina::census {

/// What is said of a visit, by field: `outcome`, `note`, `answer.nik`, …. A field that begins with `@` tells
/// of the saying itself (when, where): it is never in conflict.
using Said = std::map<std::string, std::string, std::less<>>;

/// As one text, and back. Values hold neither line ends nor tabs.
std::string encode(Said const&);
Said decode(std::string_view text);

/// The value, or "" where nothing is said.
std::string_view get(Said const&, std::string_view field);

/// The whole number under a field; 0 where there is none.
std::int64_t integer_in(Said const&, std::string_view field);

struct Merged {
    Said said;
    std::vector<std::string> conflicts;  ///< Fields that both changed, differently: what is kept stands.
};
/// `base` is what the sender knew, `kept` what stands. A field that `sent` leaves out is not changed; an
/// empty value takes it back.
Merged merge(Said const& base, Said const& kept, Said const& sent);

}  // namespace bina::census
