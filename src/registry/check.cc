#include "registry/check.h"

#include <fmt/format.h>

#include <map>

#include "base/zone.h"
#include "registry/past.h"
#include "registry/responsible_rule.h"

namespace bina::registry {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::string_view row_columns =
    "id, seq, search, merged_into, sealed, name, sort_name, owner, person, trade, class, status, village,"
    " district, nib, coached_by, coached_since, flagship, has, since, kbli, activity, responsible";
constexpr int first_said_column = 5;
constexpr int last_said_column = 21;

/// A row of `business`, and what it says as one text, to be held against what its facts amount to.
struct Stored {
    BusinessId id;
    std::int64_t seq;
    std::string search;
    std::string merged_into;
    Sealed sealed;
    std::string says;
    std::string agency;
};

Stored read_stored(storage::Vault const& vault, Row const& row) {
    std::string says;
    for (int column = first_said_column; column <= last_said_column; ++column)
        says += fmt::format("\t{}", row.text(column));
    return {.id = row.get<BusinessId>(0),
            .seq = row.integer(1),
            .search = row.get<std::string>(2),
            .merged_into = row.get<std::string>(3),
            .sealed = unseal(vault, row.bytes(4)),
            .says = std::move(says),
            .agency = row.get<std::string>(last_said_column + 1)};
}

std::string says(Projection const& row) {
    auto const& cell = row.cell;
    return fmt::format("\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", row.name,
                       row.sort_name, row.owner, row.person.text(), trades[cell.trade],
                       class_names[static_cast<std::size_t>(cell.size_class)], statuses[cell.status],
                       known_village(cell), known_district(cell), row.nib, row.coached_by, row.coached_since,
                       cell.flagship ? 1 : 0, cell.has, row.since.text(), cell.kbli, row.activity);
}

/// Whether the row says what the facts amount to; of places only what it holds at all.
bool shows(Stored const& stored, Projection const& row) {
    auto const& [nik, phone, birth_day, place] = stored.sealed;
    return nik == row.nik && phone == row.phone && birth_day == row.birth_day &&
           place.value_or(row.place) == row.place && stored.says == says(row);
}

Result<std::vector<Stored>> next_rows(Tx& tx, RegencyCode const& regency, std::string_view after) {
    auto const sql = fmt::format(
        "SELECT {} FROM business WHERE regency = $1 AND id > $2 ORDER BY id LIMIT 1000", row_columns);
    return tx.rows(sql, [&](Row const& row) { return read_stored(tx.vault(), row); }, regency, after);
}

/// The counts of every area and day that the store holds, to be held against a recount.
Result<std::map<std::pair<std::string, std::string>, Tally>> stored_tallies(Tx& tx,
                                                                            RegencyCode const& regency) {
    std::string sql = "SELECT area, period";
    for (auto const& name : tally_names()) sql += ", " + name;
    std::map<std::pair<std::string, std::string>, Tally> tallies;
    TRY(tx.each(
        sql + " FROM tally WHERE regency = $1",
        [&](Row const& row) {
            Tally tally{};
            for (std::size_t i = 0; i < tally.size(); ++i) tally[i] = row.integer(static_cast<int>(i) + 2);
            if (tally != Tally{})
                tallies.emplace(std::pair(row.get<std::string>(0), row.get<std::string>(1)), tally);
        },
        regency));
    return tallies;
}

/// Businesses whose facts stand without a row: all of them must be withdrawn.
Result<std::int64_t> missing_rows(Tx& tx, RegencyCode const& regency) {
    auto const found = TRY(tx.first(
        "SELECT count(DISTINCT f.business) FROM fact f WHERE f.regency = $1 AND NOT EXISTS (SELECT 1 FROM "
        "business b"
        " WHERE b.regency = f.regency AND b.id = f.business) AND NOT EXISTS (SELECT 1 FROM withdrawal w"
        " WHERE w.regency = f.regency AND w.target IN (f.batch, f.id))",
        [](Row const& row) { return row.integer(0); }, regency));
    return found.value_or(0);
}

/// Records that were merged into one that is not there.
Result<std::int64_t> lost_merges(Tx& tx, RegencyCode const& regency) {
    auto const found = TRY(tx.first(
        "SELECT count(*) FROM merge m WHERE m.regency = $1 AND m.undone_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM business b WHERE b.regency = m.regency AND b.id = m.survivor)",
        [](Row const& row) { return row.integer(0); }, regency));
    return found.value_or(0);
}

Result<bool> owners_fit(Tx& tx, RegencyCode const& regency, BusinessId const& business,
                        std::span<Fact const> facts) {
    std::map<std::string, base::Day> stored;
    TRY(tx.each(
        "SELECT person, since FROM ownership WHERE regency = $1 AND business = $2",
        [&](Row const& row) { stored.emplace(row.get<std::string>(0), row.get<base::Day>(1)); }, regency,
        business));
    return stored == owners_of(facts);
}

/// Days whose class a row may show: today's, or until the law's first day is worked through, that before.
struct ShownDays {
    base::Day today;
    base::Day before;
};

/// Owners, licences or coaches of what is no business of its own.
Result<std::int64_t> stray_rows(Tx& tx, RegencyCode const& regency, std::string_view table) {
    auto const found = TRY(tx.first(
        fmt::format("SELECT count(*) FROM {} t WHERE t.regency = $1 AND NOT EXISTS (SELECT 1 FROM business b"
                    " WHERE b.regency = t.regency AND b.id = t.business AND b.merged_into = '')",
                    table),
        [](Row const& row) { return row.integer(0); }, regency));
    return found.value_or(0);
}

/// What a recount goes by.
struct CheckRules {
    ClassRules const& classes;
    LicenceRules licences;
    bool answered;  ///< The first job about coaches and agencies has been here.
    ResponsibleRules responsible;
    ResponsibleRules responsible_before;  ///< Until the job of a rule's first day has been here.
    CoachNames coach_names;
};

Result<CheckRules> load_rules(Tx& tx, ClassRules const& classes, RegencyCode const& regency) {
    auto const today = base::day_in(regency.text(), tx.now());
    auto const as_of = TRY(responsible_as_of(tx, regency));
    return CheckRules{.classes = classes,
                      .licences = TRY(LicenceRules::load(tx)),
                      .answered = as_of.has_value(),
                      .responsible = TRY(ResponsibleRules::load(tx, regency, today)),
                      .responsible_before = TRY(ResponsibleRules::load(tx, regency, as_of.value_or(today))),
                      .coach_names = TRY(CoachNames::load(tx, regency))};
}

/// What all facts together should have left in the counts.
struct Recount {
    TallyChanges tallies;
    ActivityChanges activities;
    AnsweringChanges answering;
};

template <class Key>
std::int64_t differences(std::map<Key, std::int64_t> stored, std::map<Key, std::int64_t> const& right) {
    std::int64_t wrong = 0;
    for (auto const& [key, count] : right) {
        auto const found = stored.extract(key);
        wrong += !found.empty() && found.mapped() == count ? 0 : 1;
    }
    return wrong + std::ssize(stored);
}

Result<std::int64_t> wrong_counts(Tx& tx, RegencyCode const& regency, Recount const& recount) {
    std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> stored;
    TRY(tx.each(
        "SELECT area, period, kbli, counted FROM tally_kbli WHERE regency = $1 AND counted <> 0",
        [&](Row const& row) {
            stored.emplace(
                std::tuple(row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2)),
                row.integer(3));
        },
        regency));
    std::map<std::pair<std::string, std::string>, std::int64_t> groups;
    std::map<std::pair<std::string, std::string>, std::int64_t> phrases;
    std::map<std::pair<std::string, std::string>, std::int64_t> answering;
    auto const into = [](auto& map) {
        return [&map](Row const& row) {
            map.emplace(std::pair(row.get<std::string>(0), row.get<std::string>(1)), row.integer(2));
        };
    };
    TRY(tx.each("SELECT kbli, activity, businesses FROM activity_group WHERE regency = $1", into(groups),
                regency));
    TRY(tx.each("SELECT phrase, kbli, businesses FROM kbli_phrase WHERE regency = $1", into(phrases),
                regency));
    TRY(tx.each("SELECT agency, district, businesses FROM responsible_count WHERE regency = $1",
                into(answering), regency));
    return differences(std::move(stored), recount.tallies.kbli_periods()) +
           differences(std::move(answering), recount.answering.counts()) +
           differences(std::move(groups), recount.activities.groups()) +
           differences(std::move(phrases), recount.activities.phrases());
}

Result<std::int64_t> wrong_tallies(Tx& tx, RegencyCode const& regency, Recount const& recount) {
    auto stored = TRY(stored_tallies(tx, regency));
    std::int64_t wrong = TRY(wrong_counts(tx, regency, recount));
    for (auto const& [key, tally] : recount.tallies.periods()) {
        auto const found = stored.find(key);
        bool const same = found != stored.end() ? found->second == tally : tally == Tally{};
        wrong += same ? 0 : 1;
        if (found != stored.end()) stored.erase(found);
    }
    return wrong + std::ssize(stored);
}

/// Whether the row names the agency that rules and hand-overs do.
Result<bool> agency_fits(Tx& tx, CheckRules const& rules, RegencyCode const& regency, Stored const& row,
                         Cell const& cell, std::span<Fact const> facts) {
    if (!rules.answered) return row.agency.empty();
    if (auto const by_hand = TRY(handed_over(tx, regency, family_of(facts))))
        return row.agency == by_hand->agency;
    auto const subject = subject_of(cell);
    return row.agency == rules.responsible.decide(Level::regency, subject).agency ||
           row.agency == rules.responsible_before.decide(Level::regency, subject).agency;
}

Result<void> check_business(Tx& tx, CheckRules const& rules, RegencyCode const& regency,
                            ShownDays const& days, Stored const& row, RegistryCheck& check,
                            Recount& recount) {
    auto const facts = TRY(family_facts(tx, regency, row.id));
    check.facts += std::ssize(facts);
    auto right = project(rules.classes, regency, facts, days.today);
    if (!right) {
        ++check.unfounded_rows;
        return {};
    }
    bool fits = row.search == search_text(tx.vault(), *right, facts) &&
                TRY(owners_fit(tx, regency, row.id, facts)) &&
                TRY(licences_fit(tx, rules.licences, regency, row.id, held_licences(facts)));
    bool const shown = shows(row, *right);
    if (!shown) right = project(rules.classes, regency, facts, days.before);
    fits = fits && (shown || shows(row, *right));
    bool const counted = is_counted(statuses[right->cell.status]);
    fits = fits && TRY(agency_fits(tx, rules, regency, row, right->cell, facts));
    if (rules.answered)
        fits = fits && TRY(coaches_fit(tx, rules.coach_names, regency, row.id, coaches_of(facts), counted));
    auto const history = timeline(rules.classes, regency, facts);
    auto const past = TRY(past_of(tx, regency, row.id));
    fits = fits && (history.size() > 1 ? past == history : past.empty());
    check.wrong_rows += fits ? 0 : 1;
    recount.tallies.replace({}, history);
    recount.activities.replace(std::nullopt, group_of(*right));
    recount.answering.replace(std::nullopt,
                              Answering{row.agency, std::string(known_district(right->cell)), counted});
    return {};
}

}  // namespace

Result<RegistryCheck> check_registry(Tx& tx, ClassRules const& classes, RegencyCode const& regency,
                                     std::function<void()> const& step) {
    auto const rules = TRY(load_rules(tx, classes, regency));
    RegistryCheck check;
    for (auto const* const table : {"ownership", "licence", "coach"})
        check.wrong_rows += TRY(stray_rows(tx, regency, table));
    Recount recount;
    auto indexed = TRY(index_sums(tx, regency));
    auto const today = base::day_in(regency.text(), tx.now());
    ShownDays const days{today, std::min(today, TRY(classes_as_of(tx, regency)).value_or(today))};
    std::string after;
    for (;;) {
        auto const rows = TRY(next_rows(tx, regency, after));
        if (rows.empty()) break;
        after = rows.back().id.text();
        for (auto const& row : rows) {
            ++check.businesses;
            if (step) step();
            if (!row.merged_into.empty()) continue;
            TRY(check_business(tx, rules, regency, days, row, check, recount));
            auto const found = indexed.extract(row.seq);
            check.not_indexed += (found.empty() ? 0 : found.mapped()) == index_sum(row.search) ? 0 : 1;
        }
    }
    check.not_indexed += std::ssize(indexed);  // found by a search, and not there
    check.wrong_tallies = TRY(wrong_tallies(tx, regency, recount));
    check.missing_rows = TRY(missing_rows(tx, regency)) + TRY(lost_merges(tx, regency));
    return check;
}

Result<void> require_everywhere(Tx& tx, access::Actor const& actor, access::Permission permission) {
    TRY(actor.require_somewhere(permission));
    for (auto const& code : TRY(regencies(tx))) TRY(actor.require(permission, TRY(RegencyCode::parse(code))));
    return {};
}

Result<std::vector<std::string>> regencies(Tx& tx) {
    return tx.rows("SELECT regency FROM registry_state ORDER BY regency",
                   [](Row const& row) { return row.get<std::string>(0); });
}

}  // namespace bina::registry
