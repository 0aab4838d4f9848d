#include "intake/linker.h"

#include <algorithm>

#include "intake/pair.h"
#include "intake/reader.h"
#include "registry/list.h"
#include "registry/state.h"

namespace bina::intake {
namespace {

using base::Result;
using registry::Field;
using storage::Tx;

/// A coordinate in millionths of a degree.
std::optional<std::int32_t> micro_degrees(std::string_view text) {
    if (text.empty()) return std::nullopt;
    bool const negative = text.starts_with('-');
    std::int64_t value = 0;
    int decimals = -1;
    for (char const c : text.substr(negative ? 1 : 0)) {
        if (c == '.') {
            decimals = 0;
        } else {
            value = value * 10 + (c - '0');
            if (decimals >= 0) ++decimals;
        }
    }
    for (int i = std::max(decimals, 0); i < 6; ++i) value *= 10;
    return static_cast<std::int32_t>(negative ? -value : value);
}

std::optional<linkage::Position> position_of(std::string_view latitude, std::string_view longitude) {
    auto const north = micro_degrees(latitude);
    auto const east = micro_degrees(longitude);
    if (!north || !east) return std::nullopt;
    return linkage::Position{*north, *east};
}

std::optional<base::Day> birth_day_of(std::string_view text) {
    auto const day = base::Day::parse(text);
    return day ? std::optional(*day) : std::nullopt;
}

/// The statement as a record to compare. Its views live as long as the statement and `phones`.
linkage::Record record_of(registry::Statement const& statement, std::vector<std::string_view>& phones) {
    phones.clear();
    for (auto const& value : statement)
        if (value.field == Field::phone) phones.push_back(value.text);
    auto const text = [&](Field field) { return registry::get(statement, field); };
    linkage::Record record{.owner_name = text(Field::owner_name),
                           .business_name = text(Field::business_name),
                           .nik = text(Field::nik),
                           .nib = text(Field::nib),
                           .phones = phones,
                           .village = text(Field::village),
                           .district = text(Field::district),
                           .trade = text(Field::trade),
                           .activity = text(Field::activity),
                           .address = text(Field::address)};
    record.birth_day = birth_day_of(text(Field::birth_day));
    record.position = position_of(text(Field::latitude), text(Field::longitude));
    return record;
}

/// "ground score level:weight level:weight": what a pair keeps of why it is doubtful.
std::string evidence_of(linkage::Decision const& decision) {
    std::string text = std::string(linkage::key(decision.ground)) + ' ' + std::to_string(decision.score);
    for (auto const& reason : decision.explanation.reasons())
        text += ' ' + std::string(linkage::info(reason.level).key) + ':' + std::to_string(reason.weight);
    return text;
}

bool names_owner(registry::Statement const& statement) {
    return !registry::get(statement, Field::owner_name).empty() ||
           !registry::get(statement, Field::nik).empty();
}

}  // namespace

linkage::Record record_of(registry::ListItem const& item, std::string_view const& phone) {
    linkage::Record record{
        .business = linkage::RecordId::parse(item.id.text()).value_or(linkage::RecordId{}),
        .owner_name = item.owner,
        .business_name = item.name,
        .nik = item.nik,
        .nib = item.nib,
        .village = item.village,
        .district = item.district,
        .trade = item.trade == "unknown" ? std::string_view{} : std::string_view(item.trade),
        .address = item.place.address,
        .birth_day = birth_day_of(item.birth_day),
        .position = position_of(item.place.latitude, item.place.longitude)};
    if (!phone.empty()) record.phones = std::span(&phone, 1);
    if (auto const owner = linkage::RecordId::parse(item.person)) record.owner = *owner;
    return record;
}

Result<void> Linker::load(Tx& tx, jobs::Progress& progress) {
    auto const remember = [&](std::string_view said) { m_said_before.put(said, 0); };
    TRY(registry::each_said(tx, m_regency, remember));
    TRY(each_parked(tx, m_regency, remember));
    registry::ListQuery const query{.regency = m_regency, .status = "all"};
    return registry::each_business(tx, query, [&](registry::ListItem const& item) {
        std::string_view const phone = item.phone;
        m_index.add(record_of(item, phone));
        progress.advance();
        return true;
    });
}

void Linker::make_new(ReadRow& read, std::string const& owner) {
    auto& row = read.row;
    row.verdict = Verdict::fresh;
    row.business = business_id(m_batch, row.number).text();
    if (!owner.empty())
        row.person = owner;
    else if (names_owner(read.statement))
        row.person = person_id(m_batch, row.number).text();
    m_said_in_file.put(read.said, row.number);
}

void Linker::repeat_of_earlier(ReadRow& read, std::int64_t earlier) {
    auto& row = read.row;
    row.verdict = Verdict::duplicate_in_file;
    bool const same = m_said_in_file.find(read.said) == earlier;
    row.reason = same ? reason::duplicate_same : reason::duplicate_differs;
    row.business = business_id(m_batch, earlier).text();
    row.evidence = std::to_string(earlier);
}

Result<void> Linker::compare_with_known(Tx& tx, ListRow& row, registry::Statement const& statement,
                                        base::Day as_of) {
    auto const business = TRY(registry::BusinessId::parse(row.business));
    auto const facts = TRY(registry::facts_of(tx, m_regency, business));
    auto const state = registry::fold(facts, as_of);
    bool const known = std::ranges::all_of(statement, [&](registry::Value const& value) {
        return std::ranges::any_of(state, [&](registry::Current const& current) {
            return current.field == value.field && current.text == value.text;
        });
    });
    row.verdict = known ? Verdict::same : Verdict::update;
    return {};
}

Result<bool> Linker::was_said(Tx& tx, ReadRow& read) {
    if (auto const earlier = m_said_in_file.find(read.said)) {
        repeat_of_earlier(read, *earlier);
        return true;
    }
    if (!m_said_before.contains(read.said)) return false;
    auto const note = [&](std::string_view why, registry::BusinessId const& business) {
        read.row.verdict = Verdict::same;
        read.row.reason = why;
        read.row.business = business.text();
        return true;
    };
    if (auto const said = TRY(registry::who_said(tx, m_regency, read.said)); !said.empty())
        return note(reason::said_before, said.front());
    if (auto const waiting = TRY(parked_before(tx, m_regency, read.said)))
        return note(reason::parked_before, *waiting);
    return false;
}

Result<void> Linker::judge(Tx& tx, ReadRow& read, base::Day as_of) {
    if (TRY(was_said(tx, read))) return {};
    auto& row = read.row;
    auto const& statement = read.statement;
    std::vector<std::string_view> phones;
    auto const record = record_of(statement, phones);
    auto encoded = m_index.encode(record);
    auto const decision = linkage::decide(m_index, m_model, encoded, m_stats);
    switch (decision.verdict) {
        case linkage::Verdict::fresh:
            make_new(read, {});
            break;
        case linkage::Verdict::same_person_other_business:
            make_new(read, decision.owner.empty() ? std::string{} : decision.owner.text());
            break;
        case linkage::Verdict::same_business: {
            row.business = decision.business.text();
            row.person = decision.owner.empty() ? std::string{} : decision.owner.text();
            auto const of_file = row_of_business(m_batch, row.business);
            if (!of_file) return compare_with_known(tx, row, statement, as_of);
            repeat_of_earlier(read, *of_file);
            return {};
        }
        case linkage::Verdict::doubtful:
            row.verdict = Verdict::doubtful;
            row.business = decision.business.text();
            row.person = names_owner(statement) ? person_id(m_batch, row.number).text() : std::string{};
            row.evidence = evidence_of(decision);
            return {};
    }
    encoded.business = TRY(linkage::RecordId::parse(row.business));
    if (!row.person.empty()) encoded.owner = TRY(linkage::RecordId::parse(row.person));
    m_index.add(encoded);
    return {};
}

}  // namespace bina::intake
