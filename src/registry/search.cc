#include "registry/search.h"

#include <algorithm>

#include "base/fold.h"

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

std::string token(storage::Vault const& vault, char kind, std::string_view identifier) {
    return kind + vault.hash("search", identifier).substr(0, hash_digits);
}

std::string digits_of(std::string_view text) {
    std::string digits;
    for (char const c : text)
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

/// A phone as the registry writes it, from what somebody typed; "" if it cannot be one.
std::string phone_of(std::string_view digits) {
    if (digits.starts_with("62")) return "+" + std::string(digits);
    if (digits.starts_with("0")) return "+62" + std::string(digits.substr(1));
    return "+62" + std::string(digits);
}

/// The query in the language of the engine's index; "" when there is nothing to look for.
std::string engine_query(Tx& tx, std::string_view query) {
    bool const sqlite = tx.engine() == Engine::sqlite;
    auto const digits = digits_of(query);
    bool const identifier =
        digits.size() >= identifier_digits_min &&
        base::fold(query).find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    if (identifier) {
        auto const& vault = tx.vault();
        return token(vault, 'k', digits) + (sqlite ? " OR " : " | ") + token(vault, 't', phone_of(digits)) +
               (sqlite ? " OR b" : " | b") + digits;
    }
    auto const folded = base::fold(query);
    std::string text;
    std::size_t count = 0;
    for (auto const word : base::words(folded)) {
        if (++count > query_words_max) break;
        if (!text.empty()) text += sqlite ? " AND " : " & ";
        text += sqlite ? "\"" + std::string(word) + "\" *" : std::string(word) + ":*";
    }
    return text;
}

/// The words as PostgreSQL reads a TSVECTOR: folded words need no escaping.
std::string vector_text(std::string_view text) {
    std::string quoted;
    for (auto const word : base::words(text)) quoted += "'" + std::string(word) + "' ";
    return quoted;
}

}  // namespace

std::string search_text(storage::Vault const& vault, std::string_view name, std::string_view owner,
                        std::string_view nib, std::string_view nik, std::span<std::string const> phones) {
    std::string const folded = base::fold(std::string(name) + " " + std::string(owner));
    std::string text;
    std::vector<std::string_view> seen;
    for (auto const word : base::words(folded)) {
        if (std::ranges::find(seen, word) != seen.end()) continue;
        seen.push_back(word);
        text += text.empty() ? "" : " ";
        text += word;
    }
    if (!nib.empty()) text += " b" + std::string(nib);
    if (!nik.empty()) text += " " + token(vault, 'k', nik);
    for (auto const& phone : phones) text += " " + token(vault, 't', phone);
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

std::pair<std::int64_t, std::int64_t> index_range(RegencyCode const& regency) {
    auto const first = static_cast<std::int64_t>(std::stoi(regency.text())) << 32;
    return {first, first + (std::int64_t{1} << 32)};
}

Result<std::vector<std::int64_t>> search_index(Tx& tx, RegencyCode const& regency, std::string_view query,
                                               std::int64_t before, std::int64_t limit) {
    auto const text = engine_query(tx, query);
    if (text.empty()) return std::vector<std::int64_t>{};
    auto const [first, last] = index_range(regency);
    auto const until = before > 0 ? std::min(before, last) : last;
    auto const* const sql = tx.engine() == Engine::sqlite
                                ? "SELECT rowid FROM business_search WHERE business_search MATCH $1 AND "
                                  "rowid >= $2 AND rowid < $3"
                                  " ORDER BY rowid DESC LIMIT $4"
                                : "SELECT seq FROM business_search WHERE words @@ to_tsquery('simple', $1) "
                                  "AND seq >= $2 AND seq < $3"
                                  " ORDER BY seq DESC LIMIT $4";
    return tx.rows(sql, [](Row const& row) { return row.integer(0); }, text, first, until, limit);
}

}  // namespace bina::registry
