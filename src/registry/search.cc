#include "registry/search.h"

#include <fmt/format.h>
#include <xxhash.h>

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
constexpr std::size_t nib_digits = 13;
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

bool is_identifier(std::string_view folded, std::string_view digits) {
    return digits.size() >= identifier_digits_min && folded.find_first_not_of(" 0123456789") == folded.npos;
}

Wanted wanted(storage::Vault const& vault, std::string_view query) {
    auto const folded = base::fold(query);
    auto const digits = digits_of(query);
    if (is_identifier(folded, digits)) {
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

/// The SQL of one of the two indexes, in the engine's language.
struct Index {
    Index(Engine engine, std::string_view name)
        : table(name),
          remove(engine == Engine::sqlite
                     ? fmt::format("INSERT INTO {0} ({0}, rowid, words) VALUES ('delete', $1, $2)", name)
                     : fmt::format("DELETE FROM {} WHERE seq = $1", name)),
          find(engine == Engine::sqlite
                   ? fmt::format("SELECT rowid FROM {0} WHERE {0} MATCH $1 AND rowid >= $2 AND rowid < $3"
                                 " ORDER BY rowid DESC LIMIT $4",
                                 name)
                   : fmt::format("SELECT seq FROM {} WHERE words @@ CAST($1 AS tsquery) AND seq >= $2"
                                 " AND seq < $3 ORDER BY seq DESC LIMIT $4",
                                 name)),
          all(engine == Engine::sqlite
                  ? fmt::format("SELECT term, doc FROM {}_word WHERE doc >= $1 AND doc < $2", name)
                  : fmt::format("SELECT word.lexeme, s.seq FROM {} s, unnest(s.words) AS word"
                                " WHERE s.seq >= $1 AND s.seq < $2",
                                name)) {}
    std::string table;
    std::string remove;
    std::string find;
    std::string all;  ///< Each word and the number it belongs to.
};

Index const& name_index(Engine engine) {
    static std::array const indexes{Index(Engine::sqlite, "business_search"),
                                    Index(Engine::postgresql, "business_search")};
    return indexes[engine == Engine::sqlite ? 0 : 1];
}
Index const& identifier_index(Engine engine) {
    static std::array const indexes{Index(Engine::sqlite, "business_identifier"),
                                    Index(Engine::postgresql, "business_identifier")};
    return indexes[engine == Engine::sqlite ? 0 : 1];
}

/// The names' words and the identifiers of what is indexed; the words come first.
std::string_view words_in(std::string_view text) {
    return text.substr(0, text.find('#'));
}
std::string_view identifiers_in(std::string_view text) {
    return text.substr(words_in(text).size());
}

using Part = std::string_view (*)(std::string_view);

std::string_view part_of(Part part, std::optional<std::string> const& text) {
    return text ? part(*text) : std::string_view{};
}

/// First what goes, then what comes, in the order of numbers and many at a time: SQLite's index gathers what
/// follows each other in memory, and every statement costs it what would undo it.
Result<void> change_part(Tx& tx, std::span<IndexChange const> changes, Index const& index, Part part) {
    bool const sqlite = tx.engine() == Engine::sqlite;
    std::vector<std::pair<std::int64_t, std::string>> coming;
    for (auto const& change : changes) {
        auto const before = part_of(part, change.before);
        auto const after = part_of(part, change.after);
        if (before == after) continue;
        if (!before.empty())
            TRY(sqlite ? tx.run(index.remove, change.seq, before) : tx.run(index.remove, change.seq));
        if (!after.empty()) coming.emplace_back(change.seq, sqlite ? std::string(after) : vector_text(after));
    }
    std::vector<storage::Arg> args;
    args.reserve(2 * coming.size());
    for (auto const& [seq, words] : coming) args.insert(args.end(), {storage::Arg(seq), storage::Arg(words)});
    std::array<std::string_view, 2> const columns{sqlite ? "rowid" : "seq", "words"};
    return tx.append(index.table, columns, args);
}

std::uint64_t hash_of(std::string_view word) {
    return XXH3_64bits(word.data(), word.size());
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

Result<void> change_index(Tx& tx, std::span<IndexChange const> changes) {
    TRY(change_part(tx, changes, name_index(tx.engine()), words_in));
    return change_part(tx, changes, identifier_index(tx.engine()), identifiers_in);
}

bool asks_for_person(std::string_view query) {
    auto const digits = digits_of(query);
    bool const maybe_phone = digits.starts_with("08") || digits.starts_with("62");
    bool const nib = digits.size() == nib_digits && !maybe_phone;
    return !nib && is_identifier(base::fold(query), digits);
}

std::pair<std::int64_t, std::int64_t> index_range(RegencyCode const& regency) {
    auto const first = std::stoi(regency.text()) * index_numbers;
    return {first, first + index_numbers};
}

std::uint64_t index_sum(std::string_view text) {
    std::uint64_t sum = 0;
    for (auto const word : base::words(text)) sum += hash_of(word);
    return sum;
}

Result<std::unordered_map<std::int64_t, std::uint64_t>> index_sums(Tx& tx, RegencyCode const& regency) {
    std::unordered_map<std::int64_t, std::uint64_t> sums;
    auto const [first, last] = index_range(regency);
    for (auto const* index : {&name_index(tx.engine()), &identifier_index(tx.engine())})
        TRY(tx.stream(
            index->all,
            [&](Row const& row) {
                sums[row.integer(1)] += hash_of(row.text(0));
                return true;
            },
            first, last));
    return sums;
}

Result<std::vector<std::int64_t>> search_index(Tx& tx, RegencyCode const& regency, std::string_view query,
                                               std::int64_t before, std::int64_t limit) {
    auto const what = wanted(tx.vault(), query);
    if (what.nothing()) return std::vector<std::int64_t>{};
    auto const [first, last] = index_range(regency);
    auto const until = before > 0 ? std::min(before, last) : last;
    auto const& index = what.tokens.empty() ? name_index(tx.engine()) : identifier_index(tx.engine());
    return tx.rows(
        index.find, [](Row const& row) { return row.integer(0); }, engine_query(tx.engine(), what), first,
        until, limit);
}

}  // namespace bina::registry
