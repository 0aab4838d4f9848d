#include "linkage/index.h"

#include <algorithm>
#include <charconv>

#include "base/fold.h"

namespace bina::linkage {
namespace {

constexpr std::size_t activity_bytes_max = 200;
constexpr std::size_t owner_keys_max = 3;
constexpr std::size_t village_digits = 10;
constexpr std::size_t district_digits = 6;

std::uint64_t packed_nib(std::string_view digits) {
    std::uint64_t value = 0;
    auto const [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return digits.size() == 13 && code == std::errc{} && end == digits.data() + digits.size() ? value : 0;
}

std::uint64_t owner_key(RecordId const& owner) {
    return mixed(owner.high ^ mixed(owner.low));
}

/// 0 unless the address tells more than the street.
std::uint64_t house_key(Row const& row) {
    std::uint64_t const block =
        std::uint64_t{row.house_number} << 32U | std::uint64_t{row.rt} << 16U | row.rw;
    return row.street == 0 || block == 0 || row.district == 0 ? 0 : mixed(row.street) ^ block;
}

}  // namespace

void Index::encode_place(Record const& record, Row& row) {
    auto district = record.district;
    if (district.empty() && record.village.size() == village_digits)
        district = record.village.substr(0, district_digits);
    row.village = m_villages.put(record.village);
    row.district = m_districts.put(district);
    auto const address = parse_address(record.address);
    row.street = m_streets.put(address.street);
    row.house_number = address.number;
    row.rt = address.rt;
    row.rw = address.rw;
    if (record.position) row.position = m_positions.put(*record.position);
}

Row Index::encode(Record const& record) {
    Row row{.business = record.business, .owner = record.owner.empty() ? record.business : record.owner};
    auto const owner = parse_owner(record.owner_name);
    auto const business = parse_business(record.business_name);
    m_stats.words_cut += owner.words_cut + business.words_cut;
    row.owner_name = m_vocabulary.put(m_vocabulary.owner_value(owner));
    row.business_name = m_vocabulary.put(m_vocabulary.business_value(business));
    auto const nik = read_nik(record.nik);
    row.nik_digits = nik.digits;
    row.nik_length = nik.length;
    row.nik_state = nik.state;
    if (nik.state == NikState::junk) ++m_stats.niks_junk;
    row.nib = packed_nib(record.nib);
    std::size_t kept = 0;
    for (auto const phone : record.phones) {
        std::uint64_t const packed = packed_phone(phone);
        if (packed == 0 || (kept > 0 && row.phones[0] == packed)) continue;
        if (kept == phones_max)
            ++m_stats.phones_cut;
        else
            row.phones[kept++] = packed;
    }
    row.trade = m_trades.put(record.trade);
    row.activity = m_activities.put(base::fold(base::clip(record.activity, activity_bytes_max)));
    encode_place(record, row);
    auto const& day = record.birth_day;
    row.birth = day ? BirthDate::of(day->year(), day->month(), day->day_of_month()) : birth_date(nik);
    return row;
}

void Index::Keys::put(KeyRule rule, std::uint64_t a, std::uint64_t b) {
    if (a == 0) return;
    list[count++] = {mixed(a ^ mixed(b + (std::uint64_t{static_cast<std::uint8_t>(rule)} << 56U))), rule};
}

Index::Keys Index::keys_of(Row const& row) const {
    Keys keys{};
    keys.put(KeyRule::birth_and_district, birth_and_district(row.nik()), 0);
    keys.put(KeyRule::nib, row.nib, 0);
    for (auto const phone : row.phones) keys.put(KeyRule::phone, phone, 0);
    auto const owner = m_vocabulary.owner(row.owner_name).name();
    std::uint64_t const whole = m_vocabulary.sound(owner);
    std::size_t used = 0;
    for (auto const word : owner) {
        if (row.village == 0 || used == owner_keys_max || m_vocabulary.info(word).bytes < 2) continue;
        keys.put(KeyRule::owner_word_in_village, m_vocabulary.info(word).modern, row.village);
        ++used;
    }
    keys.put(KeyRule::owner_in_district, row.district == 0 ? 0 : whole, row.district);
    keys.put(KeyRule::owner_anywhere, whole, 0);
    std::uint64_t const business = m_vocabulary.sound(m_vocabulary.business(row.business_name).name());
    if (row.village != 0) keys.put(KeyRule::business_in_village, business, row.village);
    keys.put(KeyRule::business_in_district, business, row.district);
    keys.put(KeyRule::house_in_district, house_key(row), row.district);
    if (row.position != 0) keys.put(KeyRule::business_at_position, business, row.position);
    return keys;
}

RowNumber Index::add(Row const& row) {
    auto const number = static_cast<RowNumber>(m_rows.size());
    m_rows.push_back(row);
    auto const keys = keys_of(row);
    for (std::size_t i = 0; i < keys.count; ++i) m_postings.prefetch(keys.list[i].hash);
    for (std::size_t i = 0; i < keys.count; ++i) m_postings.add(keys.list[i].hash, number);
    m_owners.add(owner_key(row.owner), number);
    m_vocabulary.count(row.owner_name, row.business_name);
    m_villages.count(row.village);
    m_districts.count(row.district);
    m_trades.count(row.trade);
    m_activities.count(row.activity);
    m_positions.count(row.position);
    m_streets.count(row.street);
    ++m_stats.records;
    return number;
}

Candidates Index::candidates(Row const& row, Stats& stats) const {
    Candidates found;
    auto const keys = keys_of(row);
    for (std::size_t i = 0; i < keys.count; ++i) m_postings.prefetch(keys.list[i].hash);
    for (std::size_t i = 0; i < keys.count; ++i) {
        auto const [hash, rule] = keys.list[i];
        auto& count = stats.of(rule);
        ++count.lookups;
        std::size_t const before = found.rows.size();
        bool const all =
            m_postings.visit(hash, m_limits.of(rule), [&](RowNumber each) { found.rows.push_back(each); });
        count.rows += found.rows.size() - before;
        if (all) continue;
        ++count.cut;
        if (rule == KeyRule::phone) found.phone_cut = true;
        if (rule == KeyRule::birth_and_district) found.nik_cut = true;
    }
    std::ranges::sort(found.rows);
    auto const [first, last] = std::ranges::unique(found.rows);
    found.rows.erase(first, last);
    stats.candidates += found.rows.size();
    return found;
}

std::vector<RowNumber> Index::rows_of_owner(RecordId const& owner) const {
    std::vector<RowNumber> rows;
    m_owners.visit(owner_key(owner), ~std::uint32_t{0}, [&](RowNumber each) {
        if (m_rows[each].owner == owner) rows.push_back(each);
    });
    std::ranges::sort(rows);
    return rows;
}

std::size_t Index::bytes() const {
    return m_vocabulary.bytes() + m_villages.bytes() + m_districts.bytes() + m_trades.bytes() +
           m_activities.bytes() + m_positions.bytes() + m_streets.bytes() + m_rows.bytes() +
           m_postings.bytes() + m_owners.bytes();
}

}  // namespace bina::linkage
