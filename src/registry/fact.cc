#include "registry/fact.h"

#include <fmt/format.h>

#include <algorithm>

namespace bina::registry {

std::string encode(Statement const& statement) {
    std::string body;
    for (auto const& [field, text] : statement) {
        body += info(field).key;
        body += '\t';
        for (char const c : text) body += c == '\t' || c == '\n' ? ' ' : c;
        body += '\n';
    }
    return body;
}

Statement decode(std::string_view body) {
    Statement statement;
    while (!body.empty()) {
        auto const line = body.substr(0, body.find('\n'));
        body.remove_prefix(std::min(line.size() + 1, body.size()));
        auto const tab = line.find('\t');
        if (tab == line.npos) throw storage::Damage("fact: line without tab");
        // A field that this version no longer knows is kept in the store, and left out here.
        if (auto const field = field_of(line.substr(0, tab)))
            statement.push_back({*field, std::string(line.substr(tab + 1))});
    }
    return statement;
}

std::string encode_body(Fact const& fact) {
    auto body = encode(fact.values);
    if (fact.reason.empty()) return body;
    body += '\t';
    for (char const c : fact.reason) body += c == '\n' ? ' ' : c;
    return body + '\n';
}

void decode_body(std::string_view body, Fact& fact) {
    auto const values = body.starts_with('\t') ? 0 : body.find("\n\t");
    if (values == body.npos) {
        fact.values = decode(body);
        return;
    }
    auto const reason = body.substr(values == 0 ? 1 : values + 2);
    fact.reason = reason.substr(0, reason.find('\n'));
    fact.values = decode(body.substr(0, values == 0 ? 0 : values + 1));
}

namespace {

constexpr std::string_view fact_columns =
    "f.id, f.day, f.recorded_at, f.actor, f.source, f.label, f.batch, f.row_number, f.person, f.body,"
    " (SELECT count(*) FROM withdrawal w WHERE w.regency = f.regency AND w.target IN (f.batch, f.id)), "
    "f.business";

Fact fact_of(storage::Vault const& vault, storage::Row const& row) {
    auto const kind = std::ranges::find(source_names, row.text(4)) - source_names.begin();
    Fact fact{.id = row.get<FactId>(0),
              .business = row.get<BusinessId>(11),
              .day = row.get<base::Day>(1),
              .recorded_at = row.get<base::Instant>(2),
              .actor = row.get<std::string>(3),
              .source = {.kind = static_cast<Source::Kind>(kind),
                         .label = row.get<std::string>(5),
                         .batch = row.text(6).empty() ? BatchId{} : row.get<BatchId>(6),
                         .row = row.integer(7)},
              .person = row.text(8).empty() ? PersonId{} : row.get<PersonId>(8),
              .withdrawn = row.integer(10) > 0};
    auto const body = vault.unseal(row.bytes(9));
    if (!body) throw storage::Damage("fact: cannot be unsealed");
    decode_body(*body, fact);
    return fact;
}

}  // namespace

base::Result<std::vector<Fact>> facts_of(storage::Tx& tx, RegencyCode const& regency,
                                         BusinessId const& business) {
    static std::string const sql =
        fmt::format("SELECT {} FROM fact f WHERE f.regency = $1 AND f.business = $2", fact_columns);
    auto facts = TRY(
        tx.rows(sql, [&](storage::Row const& row) { return fact_of(tx.vault(), row); }, regency, business));
    sort_facts(facts);
    return facts;
}

base::Result<std::map<BusinessId, std::vector<Fact>>> facts_between(storage::Tx& tx,
                                                                    RegencyCode const& regency,
                                                                    BusinessId const& first,
                                                                    BusinessId const& last) {
    static std::string const sql = fmt::format(
        "SELECT {} FROM fact f WHERE f.regency = $1 AND f.business >= $2 AND f.business <= $3", fact_columns);
    std::map<BusinessId, std::vector<Fact>> facts;
    TRY(tx.each(
        sql,
        [&](storage::Row const& row) {
            auto fact = fact_of(tx.vault(), row);
            facts[fact.business].push_back(std::move(fact));
        },
        regency, first, last));
    auto const survivors = TRY(tx.rows(
        "SELECT DISTINCT survivor FROM merge /* by merge_survivor */ WHERE regency = $1 AND survivor >= $2"
        " AND survivor <= $3 AND undone_at IS NULL",
        [](storage::Row const& row) { return row.get<BusinessId>(0); }, regency, first, last));
    for (auto& [business, said] : facts) sort_facts(said);
    for (auto const& survivor : survivors) facts[survivor] = TRY(family_facts(tx, regency, survivor));
    return facts;
}

base::Result<std::vector<BusinessId>> absorbed_by(storage::Tx& tx, RegencyCode const& regency,
                                                  BusinessId const& business) {
    return tx.rows(
        "SELECT absorbed FROM merge /* by merge_survivor */ WHERE regency = $1 AND survivor = $2"
        " AND undone_at IS NULL ORDER BY id",
        [](storage::Row const& row) { return row.get<BusinessId>(0); }, regency, business);
}

base::Result<std::vector<Fact>> family_facts(storage::Tx& tx, RegencyCode const& regency,
                                             BusinessId const& business) {
    auto facts = TRY(facts_of(tx, regency, business));
    auto const absorbed = TRY(absorbed_by(tx, regency, business));
    for (auto const& id : absorbed)
        std::ranges::move(TRY(family_facts(tx, regency, id)), std::back_inserter(facts));
    if (!absorbed.empty()) sort_facts(facts);
    return facts;
}

void sort_facts(std::vector<Fact>& facts) {
    std::ranges::sort(facts, {}, [](Fact const& fact) {
        return std::tuple(fact.day, fact.recorded_at, std::string_view(fact.id.text()));
    });
}

}  // namespace bina::registry
