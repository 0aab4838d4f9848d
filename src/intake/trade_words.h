#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace bina::intake {

/// A word or phrase of the lists and the trade it names.
struct TradeWord {
    std::string_view text;  ///< Folded; one to three words.
    std::string_view trade;  ///< Of registry::trades.
    std::uint8_t strength;  ///< 0 to 100: how surely it names that trade.
};

/// What people write in Java's lists, some 1,270 of them. A phrase outweighs its words: "ayam goreng" is
/// food, "ternak ayam" farming, "jual ayam" neither surely.
std::span<TradeWord const> trade_words();

}  // namespace bina::intake
