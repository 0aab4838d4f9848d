#pragma once
#include <fmt/format.h>

#include <string>
#include <vector>

#include "linkage/decide.h"

/// Invented people for the tests of this module.
namespace bina::linkage::sample {

/// A record that owns its texts. Ids are made of small numbers.
struct Entry {
    int business = 0;
    int owner = 0;  ///< 0: the source knows none
    std::string owner_name;
    std::string business_name;
    std::string nik;
    std::string nib;
    std::vector<std::string> phones;
    std::string village;
    std::string district;
    std::string trade;
    std::string activity;
    std::string address;
    std::optional<base::Day> birth_day = std::nullopt;
    std::optional<Position> position = std::nullopt;
};

inline RecordId id(int number) {
    return number == 0 ? RecordId{} : RecordId::parse(fmt::format("{:032x}", number)).value();
}

template <class Use>
auto with_record(Entry const& entry, Use const& use) {
    std::vector<std::string_view> const phones(entry.phones.begin(), entry.phones.end());
    return use(Record{.business = id(entry.business),
                      .owner = id(entry.owner),
                      .owner_name = entry.owner_name,
                      .business_name = entry.business_name,
                      .nik = entry.nik,
                      .nib = entry.nib,
                      .phones = phones,
                      .village = entry.village,
                      .district = entry.district,
                      .trade = entry.trade,
                      .activity = entry.activity,
                      .address = entry.address,
                      .birth_day = entry.birth_day,
                      .position = entry.position});
}

inline Row encode(Index& index, Entry const& entry) {
    return with_record(entry, [&](Record const& record) { return index.encode(record); });
}
inline RowNumber add(Index& index, Entry const& entry) {
    return index.add(encode(index, entry));
}
inline Decision decide(Index& index, Entry const& entry, Model const& model = {}) {
    Stats stats;
    return linkage::decide(index, model, encode(index, entry), stats);
}

/// Siti Aminah of Beran, Blora, born 12-03-1987, who has a warung.
inline Entry siti() {
    return {.business = 1,
            .owner = 101,
            .owner_name = "Siti Aminah",
            .business_name = "Warung Barokah",
            .nik = "3316095203870001",
            .phones = {"+6281234567890"},
            .village = "3316091006",
            .trade = "retail",
            .address = "Jl. Melati No. 12 RT 3 RW 5"};
}

}  // namespace bina::linkage::sample
