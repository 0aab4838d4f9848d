#include "registry/search.h"

#include <algorithm>

#include "base/fold.h"
#include "registry/identifier.h"

namespace bina::registry {
namespace {

using base::Result;
using storage::Engine;
using storage::Row;
using storage::Tx;

// Words of a query beyond these add cost, not precision.
constexpr std::size_t query_words_max = 6;
// From so many digits on, a query is an identifier and no part of a name.
constexpr std::size_t identifier_digits_min = 9;
constexpr std::size_t hash_digits = 20;

/// Identifiers begin with a sign that no folded word holds, so that no name is ever taken for one.
std::string hashed(storage::Vault const& vault, char kind, std::string_view identifier) {
    return std::string("#") + kind + vault.hash("search", identifier).substr(0, hash_digits);
}
std::string hashed_nik(storage::Vault const& vault, std::string_view nik) {
    return hashed(vault, 'k', nik);
}
std::string hashed_phone(storage::Vault const& vault, std::string_view phone) {
    return hashed(vault, 't', phone);
}
std::string plain_nib(std::string_view nib) {
    return "#b" + std::string(nib);
}

std::string digits_of(std::string_view text) {
    std::string digits;
    for (char const c : text)
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

/// What is looked for: any of `tokens`, or all words that begin with `prefixes`.
struct Wanted {
    std::vector<std::string> tokens;
    std::vector<std::string> prefixes;
    bool nothing() const { return tokens.empty() && prefixes.empty(); }
};

Wanted wanted(storage::Vault const& vault, std::string_view query) {
    auto const folded = base::fold(query);
    auto const digits = digits_of(query);
    if (digits.size() >= identifier_digits_min &&
        folded.find_first_not_of(" 0123456789") == std::string::npos) {
        Wanted found{.tokens = {hashed_nik(vault, digits), plain_nib(digits)}};
        for (auto const& phone : read_phones(query, false))
            if (!phone.text.empty()) found.tokens.push_back(hashed_phone(vault, phone.text));
        return found;
    }
    Wanted found;
    for (auto const word : base::words(folded))
        if (found.prefixes.size() < query_words_max) found.prefixes.emplace_back(word);
    return found;
}

std::string joined(std::span<std::string const> words, std::string_view before, std::string_view after,
                   std::string_view between) {
    std::string text;
    for (auto const& word : words) {
        if (!text.empty()) text += between;
        text += before;
        text += word;
        text += after;
    }
    return text;
}

/// In the language of the engine's index. Folded words need no escaping, only quotes.
std::string engine_query(storage::Engine engine, Wanted const& wanted) {
    if (engine == Engine::sqlite)
        return wanted.tokens.empty() ? joined(wanted.prefixes, "\"", "\" *", " AND ")
                                     : joined(wanted.tokens, "\"", "\"", " OR ");
    return wanted.tokens.empty() ? joined(wanted.prefixes, "'", "':*", " & ")
                                 : joined(wanted.tokens, "'", "'", " | ");
}

/// The words as PostgreSQL reads a TSVECTOR.
std::string vector_text(std::string_view text) {
    std::string quoted;
    for (auto const word : base::words(text)) {
        quoted += '\'';
        quoted += word;
        quoted += "' ";
    }
    return quoted;
}

/// Every phone that anybody said, so that an old one still finds its business.
std::vector<std::string_view> phones_of(std::span<Fact const> facts) {
    std::vector<std::string_view> phones;
    for (auto const& fact : facts)
        for (auto const& value : fact.values)
            if (!fact.withdrawn && value.field == Field::phone &&
                std::ranges::find(phones, value.text) == phones.end())
                phones.push_back(value.text);
    return phones;
}

}  // namespace

std::string search_text(storage::Vault const& vault, Projection const& row, std::span<Fact const> facts) {
    std::string const folded = base::fold(row.name + " " + row.owner);
    std::string text;
    std::vector<std::string_view> seen;
    auto const put = [&](std::string_view word) {
        if (!text.empty()) text += ' ';
        text += word;
    };
    for (auto const word : base::words(folded)) {
        if (std::ranges::find(seen, word) != seen.end()) continue;
        seen.push_back(word);
        put(word);
    }
    if (!row.nib.empty()) put(plain_nib(row.nib));
    if (!row.nik.empty()) put(hashed_nik(vault, row.nik));
    for (auto const phone : phones_of(facts)) put(hashed_phone(vault, phone));
    return text;
}

Result<void> index_business(Tx& tx, std::int64_t seq, std::string_view text) {
    IndexEntry const entry{seq, std::string(text)};
    return index_businesses(tx, std::span(&entry, 1));
}

Result<void> index_businesses(Tx& tx, std::span<IndexEntry const> entries) {
    if (tx.engine() == Engine::sqlite) {
        for (auto const& [seq, text] : entries)
            TRY(tx.run("INSERT INTO business_search (rowid, words) VALUES ($1, $2)", seq, text));
        return {};
    }
    std::vector<std::string> vectors;
    vectors.reserve(entries.size());
    std::vector<storage::Arg> args;
    for (auto const& [seq, text] : entries) {
        vectors.push_back(vector_text(text));
        args.emplace_back(seq);
        args.emplace_back(std::string_view(vectors.back()));
    }
    static constexpr std::array<std::string_view, 2> columns{"seq", "words"};
    return tx.append("business_search", columns, args);
}

Result<void> unindex_business(Tx& tx, std::int64_t seq, std::string_view text) {
    if (tx.engine() == Engine::sqlite)
        TRY(tx.run("INSERT INTO business_search (business_search, rowid, words) VALUES ('delete', $1, $2)",
                   seq, text));
    else
        TRY(tx.run("DELETE FROM business_search WHERE seq = $1", seq));
    return {};
}

Result<bool> is_indexed(Tx& tx, std::int64_t seq, std::string_view text) {
    bool const sqlite = tx.engine() == Engine::sqlite;
    auto const* const sql =
        sqlite ? "SELECT 1 FROM business_search WHERE business_search MATCH $2 AND rowid = $1"
               : "SELECT 1 FROM business_search WHERE seq = $1 AND words = CAST($2 AS tsvector)";
    auto const words = base::words(text);
    std::vector<std::string> const tokens(words.begin(), words.end());
    if (sqlite && tokens.empty()) return true;
    auto const all = sqlite ? joined(tokens, "\"", "\"", " AND ") : vector_text(text);
    auto const found = TRY(tx.first(sql, [](Row const&) { return true; }, seq, all));
    return found.has_value();
}

std::pair<std::int64_t, std::int64_t> index_range(RegencyCode const& regency) {
    auto const first = static_cast<std::int64_t>(std::stoi(regency.text())) << 32;
    return {first, first + (std::int64_t{1} << 32)};
}

Result<std::vector<std::int64_t>> search_index(Tx& tx, RegencyCode const& regency, std::string_view query,
                                               std::int64_t before, std::int64_t limit) {
    auto const what = wanted(tx.vault(), query);
    if (what.nothing()) return std::vector<std::int64_t>{};
    auto const [first, last] = index_range(regency);
    auto const until = before > 0 ? std::min(before, last) : last;
    auto const* const sql = tx.engine() == Engine::sqlite
                                ? "SELECT rowid FROM business_search WHERE business_search MATCH $1 AND "
                                  "rowid >= $2 AND rowid < $3"
                                  " ORDER BY rowid DESC LIMIT $4"
                                : "SELECT seq FROM business_search WHERE words @@ CAST($1 AS tsquery) "
                                  "AND seq >= $2 AND seq < $3"
                                  " ORDER BY seq DESC LIMIT $4";
    return tx.rows(
        sql, [](Row const& row) { return row.integer(0); }, engine_query(tx.engine(), what), first, until,
        limit);
}

}  // namespace bina::registry
