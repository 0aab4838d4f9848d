#include "kbli/store.h"

#include <algorithm>
#include <set>

#include "audit/audit.h"
#include "base/fold.h"
#include "base/json.h"

namespace bina::kbli {
namespace {

using access::Actor;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

// A list of the right edition knows clearly more of that edition's classes than of another's.
constexpr std::int64_t margin_percent = 5;

class Faults {
public:
    void add(std::uint64_t line, std::string_view key) {
        if (m_list.size() < faults_max) m_list.push_back({std::to_string(line), std::string(key)});
    }
    Result<void> finish() {
        if (m_list.empty()) return {};
        return fail(error::bad_lines, {}, std::move(m_list));
    }

private:
    std::vector<base::Fault> m_list;
};

/// Digits as a spreadsheet leaves them: "1111" of a number cell is 01111, "C" a section.
std::string code_of(std::string_view text) {
    auto code = base::squeeze(text);
    bool const letter = code.size() == 1 && code[0] >= 'A' && code[0] <= 'Z';
    bool const digits =
        code.size() >= 2 && code.size() <= class_digits && code.find_first_not_of("0123456789") == code.npos;
    return letter || digits ? code : std::string{};
}

std::string class_of(std::string_view text) {
    auto code = code_of(text);
    return code.size() == class_digits ? code : std::string{};
}

using Titles = std::map<std::string, std::string>;

Result<Titles> checked(Edition edition, std::span<ListLine const> lines) {
    if (lines.empty()) return fail(error::no_lines);
    Titles titles;
    Faults faults;
    for (auto const& line : lines) {
        auto const code = code_of(line.code);
        auto const title = base::squeeze(line.title);
        if (code.empty()) {
            faults.add(line.line, fault::bad_code);
        } else if (!Table::builtin().nearest(edition, code) && !Table::builtin().find(edition, code)) {
            faults.add(line.line, error::unknown_code.key);
        } else if (title.empty() || title.size() > title_bytes_max) {
            faults.add(line.line, fault::no_title);
        } else if (auto const [known, first] = titles.emplace(code, title);
                   !first && known->second != title) {
            faults.add(line.line, fault::repeated);
        }
    }
    TRY(faults.finish());
    return titles;
}

/// How many in a hundred of the edition's built-in classes the list has.
std::int64_t share_of(Edition edition, Titles const& titles) {
    std::int64_t classes = 0;
    std::int64_t found = 0;
    for (auto const& entry : Table::builtin().entries(edition)) {
        if (entry.code.size() != class_digits) continue;
        ++classes;
        found += titles.contains(std::string(entry.code)) ? 1 : 0;
    }
    return 100 * found / classes;
}

Result<void> fits(Edition edition, Titles const& titles) {
    for (auto const& other : editions)
        if (share_of(other.edition, titles) > share_of(edition, titles) + margin_percent)
            return fail(error::other_edition, std::string(other.name));
    return {};
}

/// The number of the list imported last; 0 for none.
Result<std::int64_t> last_import(Tx& tx) {
    auto const last = TRY(tx.first("SELECT coalesce(max(seq), 0) FROM kbli_import",
                                   [](Row const& row) { return row.integer(0); }));
    return last.value_or(0);
}

Result<void> record(Tx& tx, Actor const& actor, std::string_view list, Imported const& done) {
    TRY(tx.run("INSERT INTO kbli_import (seq, list, lines, at, actor) VALUES ($1, $2, $3, $4, $5)",
               TRY(last_import(tx)) + 1, list, done.lines, tx.now(), actor.id));
    base::JsonWriter detail;
    detail.object().field("list", list).field("lines", done.lines).field("added", done.added);
    detail.field("changed", done.changed).field("removed", done.removed).end();
    return audit::record(tx, actor, "kbli.imported", audit::no_regency, list, detail.text());
}

}  // namespace

Result<Imported> import_list(Tx& tx, Actor const& actor, Edition edition, std::span<ListLine const> lines) {
    TRY(actor.require_somewhere(access::Permission::kbli_manage));
    auto const titles = TRY(checked(edition, lines));
    TRY(fits(edition, titles));
    auto const name = info(edition).name;
    Titles known;
    TRY(tx.each(
        "SELECT code, title FROM kbli_entry WHERE edition = $1",
        [&](Row const& row) { known.emplace(row.get<std::string>(0), row.get<std::string>(1)); }, name));
    Imported done{.lines = std::ssize(titles)};
    for (auto const& [code, title] : titles) {
        auto const found = known.extract(code);
        if (!found.empty() && found.mapped() == title) continue;
        ++(found.empty() ? done.added : done.changed);
        TRY(
            tx.run("INSERT INTO kbli_entry (edition, code, title) VALUES ($1, $2, $3)"
                   " ON CONFLICT (edition, code) DO UPDATE SET title = excluded.title",
                   name, code, title));
    }
    done.removed = std::ssize(known);
    for (auto const& [code, title] : known)
        TRY(tx.run("DELETE FROM kbli_entry WHERE edition = $1 AND code = $2", name, code));
    if (!done.nothing_new()) TRY(record(tx, actor, name, done));
    return done;
}

Result<Imported> import_crosswalk(Tx& tx, Actor const& actor, std::span<CrosswalkLine const> lines) {
    TRY(actor.require_somewhere(access::Permission::kbli_manage));
    if (lines.empty()) return fail(error::no_lines);
    auto const table = TRY(Tables().current(tx));
    std::set<std::pair<std::string, std::string>> pairs;
    Faults faults;
    for (auto const& line : lines) {
        auto const from = class_of(line.code_2020);
        auto const to = class_of(line.code_2025);
        if (from.empty() || to.empty())
            faults.add(line.line, fault::bad_code);
        else if (!table->may_be({from, Edition::kbli2020}) || !table->may_be({to, Edition::kbli2025}))
            faults.add(line.line, error::unknown_code.key);
        else
            pairs.emplace(from, to);
    }
    TRY(faults.finish());
    Imported done{.lines = std::ssize(pairs)};
    std::set<std::pair<std::string, std::string>> known;
    TRY(tx.each("SELECT code_2020, code_2025 FROM kbli_crossing",
                [&](Row const& row) { known.emplace(row.get<std::string>(0), row.get<std::string>(1)); }));
    for (auto const& pair : pairs) {
        if (known.erase(pair) == 1) continue;
        ++done.added;
        TRY(tx.run("INSERT INTO kbli_crossing (code_2020, code_2025) VALUES ($1, $2)", pair.first,
                   pair.second));
    }
    done.removed = std::ssize(known);
    for (auto const& [from, to] : known)
        TRY(tx.run("DELETE FROM kbli_crossing WHERE code_2020 = $1 AND code_2025 = $2", from, to));
    if (!done.nothing_new()) TRY(record(tx, actor, "crosswalk", done));
    return done;
}

Result<std::shared_ptr<Table const>> Tables::current(Tx& tx) const {
    auto const last = TRY(last_import(tx));
    std::scoped_lock const lock(m_mutex);
    if (m_seq == last) return m_table;
    auto const listed = TRY(tx.rows("SELECT edition, code, title FROM kbli_entry", [](Row const& row) {
        return Listed{edition_of(row.text(0)).value(), row.get<std::string>(1), row.get<std::string>(2)};
    }));
    auto const crossings = TRY(tx.rows("SELECT code_2020, code_2025 FROM kbli_crossing", [](Row const& row) {
        return Crossing{row.get<std::string>(0), row.get<std::string>(1)};
    }));
    m_table = std::make_shared<Table>(listed, crossings);
    m_seq = last;
    return m_table;
}

}  // namespace bina::kbli
