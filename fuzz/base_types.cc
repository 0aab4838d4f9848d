#include <cstdint>

#include "base/types.h"

#include "require.h"

namespace {

using bina::fuzz::require;
using namespace bina::base;

using Code = Digits<struct CodeTag, 2, 4>;

/// What is read is written as it stood, and anything else is refused.
template <class Type>
void same(std::string_view text) {
    if (auto const value = Type::parse(text)) require(value->text() == text);
}

void check_day(std::string_view text) {
    auto const day = Day::parse(text);
    if (!day) return;
    require(day->text() == text && day->month_text() == text.substr(0, 7));
    auto const parts = Day::from_parts(day->year(), day->month(), day->day_of_month());
    require(parts && *parts == *day && Day::from_number(day->number()) == *day);
    auto const before = day->years_before(1);
    require(before < *day && before.month() == day->month());
}

void check_money(std::int64_t amount) {
    auto const money = Money::parse(amount);
    require(money.has_value() == (amount >= 0 && amount <= Money::max_rupiah));
    if (money) require(money->rupiah() == amount);
}

}  // namespace

/// Any bytes at all, as a day, a code, an id or an amount.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    check_day(text);
    same<Code>(text);
    same<AreaCode>(text);
    same<RegencyCode>(text);
    same<Id<struct Tag>>(text);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < size && i < 8; ++i) number = number << 8U | data[i];
    check_money(static_cast<std::int64_t>(number));
    auto const part = number & 0xffffffffU;
    auto const parent = derived_id_text(text, 0);
    auto const child = derived_id_text(parent, part);
    require(Id<struct Tag>::parse(child) && number_in_derived(parent, child) == part);
    if (auto const found = number_in_derived(text, text)) require(*found <= 0xffffffffU);
    return 0;
}
