#pragma once
#include <cstdint>
#include <string_view>

namespace bina::intake {

/// What a folded word is commonly used for; one word can be several.
enum class WordUse : std::uint32_t {
    given_name = 1U << 0U,
    honorific = 1U << 1U,  ///< Bu, Pak, Mbak, H, Hj: a person follows, in a person's or a business's name.
    business = 1U << 2U,  ///< Warung, toko, ud, production: part of a business's name.
    goods = 1U << 3U,  ///< What is made, sold or eaten: in names of businesses, and in names of trades.
    staple = 1U << 4U,  ///< What price lists follow: rice, chilli, cement, fuel.
    trade = 1U << 5U,  ///< Kuliner, fashion, perdagangan: a class of businesses.
    filler = 1U << 6U,  ///< Dan, lainnya, pengolahan: says nothing by itself.
    size_class = 1U << 7U,  ///< Mikro, kecil, menengah.
    month = 1U << 8U,
    unit = 1U << 9U,  ///< Kg, liter, unit, orang.
    total = 1U << 10U,  ///< Jumlah, total, rata.
    indicator = 1U << 11U,  ///< What statistics count: umkm, tenaga, ekspor, investasi, penduduk.
    street = 1U << 12U,  ///< Jl, gg, dusun, rt: part of an address.
    price = 1U << 13U,  ///< Harga, het, inflasi.
};

/// A set of WordUse.
using WordUses = std::uint32_t;

constexpr bool has(WordUses uses, WordUse use) {
    return (uses & static_cast<WordUses>(use)) != 0;
}

/// `word` is folded.
WordUses uses_of(std::string_view word);

/// True for the 38 provinces, their usual short names, and "indonesia" or "nasional". `text` is folded.
bool is_province(std::string_view text);

}  // namespace bina::intake
