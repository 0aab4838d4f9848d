#include "cli/demo/spelling.h"

#include <fmt/format.h>

#include <array>

namespace bina::cli::demo {

void replace(std::string& text, std::string_view from, std::string_view to) {
    if (auto const at = text.find(from); at != text.npos) text.replace(at, from.size(), to);
}

/// Spelling before 1972: oe for u, dj for j, tj for c.
std::string old_spelling(std::string name) {
    replace(name, "Su", "Soe");
    replace(name, "Jo", "Djo");
    replace(name, "ju", "djoe");
    replace(name, "cah", "tjah");
    return name;
}

std::string name_variant(Draw& draw, std::string name) {
    constexpr std::array<std::string_view, 6> muhammads{"Moh.", "Moch.", "Muh.", "M.", "Mohamad", "Muhamad"};
    if (name.starts_with("Muhammad ")) replace(name, "Muhammad", muhammads[draw.below(muhammads.size())]);
    if (name.starts_with("Ahmad")) replace(name, "Ahmad", "Achmad");
    if (name.starts_with("Siti ")) replace(name, "Siti", draw.chance(500) ? "St." : "Sitti");
    if (name.starts_with("Sri ")) replace(name, "Sri", "Srie");
    if (name.ends_with("iyah")) replace(name, "iyah", "yah");
    if (name.ends_with("wati") && draw.chance(500)) replace(name, "wati", "watie");
    return name;
}

std::string address_variant(Draw& draw, std::string address) {
    constexpr std::array<std::string_view, 3> roads{"Jln.", "Jalan", "Jl"};
    constexpr std::array<std::string_view, 4> hamlets{"Dk.", "Dkh", "Dsn.", "Dusun"};
    if (address.starts_with("Jl.")) {
        address.replace(0, 3, roads[draw.below(roads.size())]);
        if (draw.chance(500)) replace(address, "No. ", "");
    } else if (address.starts_with("Dukuh")) {
        address.replace(0, 5, hamlets[draw.below(hamlets.size())]);
    }
    return address;
}

std::string typing_error(Draw& draw, std::string text) {
    if (text.size() < 5) return text;
    auto const at = 1 + draw.below(static_cast<std::uint32_t>(text.size()) - 2);
    if (draw.chance(500))
        std::swap(text[at], text[at + 1]);
    else
        text.erase(at, 1);
    return text;
}

std::string local_phone(std::string_view phone) {
    return fmt::format("0{}", phone.substr(3));
}

std::string thousands(std::int64_t rupiah) {
    auto text = std::to_string(rupiah);
    for (auto at = static_cast<int>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ".");
    return text;
}

/// "1,5 jt", "850rb", "2,1 M": to one digit after the comma, as people say it.
std::string in_words(Draw& draw, std::int64_t rupiah) {
    auto const tenth = [](std::int64_t amount, std::int64_t unit) {
        auto const tenths = (amount * 10 + unit / 2) / unit;
        return tenths % 10 == 0 ? std::to_string(tenths / 10)
                                : fmt::format("{},{}", tenths / 10, tenths % 10);
    };
    bool const blank = draw.chance(500);
    if (rupiah >= 1'000'000'000) return tenth(rupiah, 1'000'000'000) + (blank ? " M" : "M");
    if (rupiah >= 1'000'000) return tenth(rupiah, 1'000'000) + (blank ? " jt" : "jt");
    return std::to_string(rupiah / 1000) + (blank ? " rb" : "rb");
}

std::string as_range(std::int64_t rupiah) {
    if (rupiah < 1'000'000) return "< 1 juta";
    if (rupiah < 5'000'000) return "1-5 juta";
    if (rupiah < 25'000'000) return "5-25 juta";
    return "> 25 juta";
}

}  // namespace bina::cli::demo
