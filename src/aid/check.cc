#include "aid/check.h"

#include "base/json.h"
#include "intake/value_finding.h"
#include "linkage/compare.h"
#include "linkage/decide.h"
#include "registry/list.h"
#include "registry/restriction.h"

namespace bina::aid {
namespace {

using base::Result;
using registry::Field;
using storage::Row;
using storage::Tx;

constexpr std::int64_t rows_a_page = 200;

/// A row of the list, as far as it is checked.
struct Checked {
    std::int64_t number = 0;
    std::string nik;  ///< keyed hash; empty for none
    std::string why;  ///< key of what is wrong with its NIK; empty for nothing
    linkage::RowNumber name = 0;  ///< in the index of names
    bool has_name = false;
};

/// What is odd about the NIK of a row; of what is gravest the first.
std::string nik_fault(intake::ListRow const& row, std::string_view nik) {
    std::string why;
    auto gravest = intake::Severity::info;
    for (auto const& remark : row.remarks) {
        bool const of_nik = remark.field == registry::info(Field::nik).key;
        // That others have it, too, is another check's.
        if (!of_nik || remark.key == intake::finding::nik_shared.key || remark.severity <= gravest) continue;
        why = remark.key;
        gravest = remark.severity;
    }
    return nik.empty() && why.empty() ? "aid.nik_missing" : why;
}

/// The rows of a list by their NIKs, names beside them: in memory, for one check.
class Rows {
public:
    explicit Rows(storage::Vault const& vault) : m_vault(vault) {}

    void add(intake::ListRow const& row) {
        auto const statement = row.statement();
        auto const nik = registry::get(statement, Field::nik);
        Checked checked{.number = row.number, .nik = hash(nik), .why = nik_fault(row, nik)};
        if (auto const owner = registry::get(statement, Field::owner_name); !owner.empty()) {
            checked.name = add_name(owner);
            checked.has_name = true;
        }
        if (!checked.nik.empty()) m_by_nik[checked.nik].push_back(m_all.size());
        m_all.push_back(std::move(checked));
    }
    linkage::RowNumber add_name(std::string_view owner) { return m_index.add({.owner_name = owner}); }
    bool unlike(linkage::RowNumber a, linkage::RowNumber b) const {
        auto const level = linkage::owner_level(m_index, m_model, m_index[a], m_index[b]);
        return level && !linkage::is_similar_name(level);
    }
    std::string hash(std::string_view nik) const {
        return nik.empty() ? std::string() : m_vault.hash("aid.nik", nik);
    }
    std::vector<Checked> const& all() const { return m_all; }
    std::vector<std::size_t> const& with_nik(std::string const& nik) const {
        static std::vector<std::size_t> const none;
        auto const found = m_by_nik.find(nik);
        return found == m_by_nik.end() ? none : found->second;
    }

private:
    storage::Vault const& m_vault;
    std::vector<Checked> m_all;
    std::unordered_map<std::string, std::vector<std::size_t>> m_by_nik;
    linkage::Index m_index;
    linkage::Model m_model;
};

class Checking {
public:
    Checking(List const& list, jobs::Progress& progress) : m_list(list), m_progress(progress) {}

    Result<void> run(Tx& tx) {
        Rows rows(tx.vault());
        TRY(read(tx, rows));
        m_progress.begin("checking", 0);
        for (auto const& row : rows.all()) {
            m_without += row.nik.empty() ? 1 : 0;
            m_niks.emplace_back(row.number, row.nik);
        }
        if (m_list.exclusion) return {};
        check_rows(rows);
        TRY(check_registry(tx, rows));
        return check_lists(tx, rows);
    }
    /// Judgements of what is found again stay.
    Result<void> store(Tx& tx, base::Instant began) const {
        TRY(tx.run("DELETE FROM aid_row WHERE regency = $1 AND list = $2", m_list.regency, m_list.id));
        for (auto const& [number, nik] : m_niks)
            TRY(tx.run(
                "INSERT INTO aid_row (regency, list, row_number, nik, dropped) VALUES ($1, $2, $3, $4, 0)",
                m_list.regency, m_list.id, number, nik));
        TRY(forget_gone(tx));
        for (auto const& [key, finding] : m_findings)
            TRY(tx.run(
                "INSERT INTO aid_finding (regency, list, finding, check_name, row_number, why, with_list,"
                " with_row, business, first, first_by, second, second_by, third, third_by, final, note)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', '', '', '', '', '', $10)"
                " ON CONFLICT (regency, list, finding) DO UPDATE SET why = $6, with_list = $7,"
                " with_row = $8, business = $9",
                m_list.regency, m_list.id, finding_number(finding.check, finding.row),
                check_names[static_cast<std::size_t>(finding.check)], finding.row, finding.why,
                finding.with_list, finding.with_row, finding.business, storage::Bytes{std::string_view{}}));
        TRY(
            tx.run("UPDATE aid_list SET state = 'open', row_count = $3, without_nik = $4, checked_at = $5"
                   " WHERE regency = $1 AND id = $2",
                   m_list.regency, m_list.id, std::ssize(m_niks), m_without, began));
        return {};
    }

private:
    Result<void> read(Tx& tx, Rows& rows) {
        auto const system = access::local_operator();
        auto const batch = TRY(intake::find_batch(tx, system, m_list.regency, m_list.batch));
        m_progress.begin("reading", batch.counts.rows);
        intake::RowQuery query{.regency = m_list.regency, .batch = m_list.batch, .limit = rows_a_page};
        for (;;) {
            auto const page = TRY(intake::rows(tx, system, query));
            for (auto const& row : page) {
                if (row.verdict != intake::Verdict::skipped) rows.add(row);
                m_progress.advance();
            }
            if (std::ssize(page) < rows_a_page || m_progress.stopping()) return {};
            query.after = page.back().number;
        }
    }

    void found(Finding const& finding) {
        auto const key = std::pair(finding.check, finding.row);
        m_findings.try_emplace(key, finding);
    }

    void check_rows(Rows const& rows) {
        for (auto const& row : rows.all()) {
            if (!row.why.empty()) found({.check = Check::nik_implausible, .row = row.number, .why = row.why});
            auto const& same = rows.with_nik(row.nik);
            if (same.size() < 2) continue;
            auto const& first = rows.all()[same.front()];
            // Each is told the first of the others.
            auto const& other = first.number == row.number ? rows.all()[same[1]] : first;
            found({.check = Check::nik_twice,
                   .row = row.number,
                   .with_list = m_list.id.text(),
                   .with_row = other.number});
            for (auto const number : same) {
                auto const& each = rows.all()[number];
                if (!row.has_name || !each.has_name || !rows.unlike(row.name, each.name)) continue;
                found({.check = Check::name_differs,
                       .row = row.number,
                       .with_list = m_list.id.text(),
                       .with_row = each.number});
                break;
            }
        }
    }

    Result<void> check_registry(Tx& tx, Rows& rows) {
        auto const restricted = TRY(registry::restricted_businesses(tx, m_list.regency));
        struct Unlike {
            std::int64_t row;
            std::string business;
        };
        std::vector<Unlike> unlike;
        TRY(registry::each_business(
            tx, {.regency = m_list.regency, .status = "all"}, [&](registry::ListItem const& item) {
                auto const& same = rows.with_nik(rows.hash(item.nik));
                if (same.empty() || item.owner.empty() || restricted.contains(item.id.text())) return true;
                auto const name = rows.add_name(item.owner);
                for (auto const number : same) {
                    auto const& row = rows.all()[number];
                    if (row.has_name && rows.unlike(row.name, name))
                        unlike.push_back({row.number, item.id.text()});
                }
                return !m_progress.stopping();
            }));
        for (auto const& one : unlike)
            found({.check = Check::name_differs, .row = one.row, .business = one.business});
        return {};
    }

    /// Lists of who is excluded, and signed lists of other programmes.
    Result<void> check_lists(Tx& tx, Rows const& rows) {
        for (auto const& row : rows.all()) {
            if (row.nik.empty()) continue;
            TRY(tx.each(
                "SELECT l.kind, r.list, r.row_number FROM aid_row r JOIN aid_list l ON l.regency = r.regency"
                " AND l.id = r.list WHERE r.regency = $1 AND r.nik = $2 AND r.nik <> '' AND r.list <> $3"
                " AND ((l.kind = 'exclusion' AND l.state = 'open')"
                " OR (l.kind = 'recipients' AND l.state = 'signed' AND r.dropped = 0 AND lower(l.name) <> "
                "lower($4)))"
                " ORDER BY l.asked_at, r.list, r.row_number",
                [&](Row const& other) {
                    found({.check = other.text(0) == "exclusion" ? Check::excluded : Check::other_programme,
                           .row = row.number,
                           .with_list = other.get<std::string>(1),
                           .with_row = other.integer(2)});
                },
                m_list.regency, row.nik, m_list.id, m_list.name));
        }
        return {};
    }

    Result<void> forget_gone(Tx& tx) const {
        std::vector<std::int64_t> gone;
        TRY(tx.each(
            "SELECT finding FROM aid_finding WHERE regency = $1 AND list = $2",
            [&](Row const& row) {
                auto const number = row.integer(0);
                if (!m_findings.contains({static_cast<Check>(number % 8), number / 8}))
                    gone.push_back(number);
            },
            m_list.regency, m_list.id));
        for (auto const number : gone)
            TRY(tx.run("DELETE FROM aid_finding WHERE regency = $1 AND list = $2 AND finding = $3",
                       m_list.regency, m_list.id, number));
        return {};
    }

    List const& m_list;
    jobs::Progress& m_progress;
    std::vector<std::pair<std::int64_t, std::string>> m_niks;
    std::map<std::pair<Check, std::int64_t>, Finding> m_findings;
    std::int64_t m_without = 0;
};

Result<void> run_check(Tools const& tools, jobs::Job const& job, jobs::Progress& progress) {
    auto const regency = TRY(RegencyCode::parse(job.regency));
    auto const id = TRY(ListId::parse(job.subject));
    auto const list =
        TRY(tools.db.read([&](Tx& tx) { return find_list(tx, access::local_operator(), regency, id); }));
    if (list.state != State::checking) return {};  // done before a restart
    auto const began = tools.db.now();
    Checking checking(list, progress);
    TRY(tools.db.read([&](Tx& tx) { return checking.run(tx); }));
    if (progress.stopping()) return base::fail(jobs::error::crashed);
    return tools.db.write_alone([&](Tx& tx) { return checking.store(tx, began); });
}

/// A check that failed can be asked for again; until one has ended well the list is not signed.
Result<void> give_up_check(Tx& tx, jobs::Job const& job, base::Error const&) {
    TRY(
        tx.run("UPDATE aid_list SET state = 'open', checked_at = NULL WHERE regency = $1 AND id = $2"
               " AND state = 'checking'",
               job.regency, job.subject));
    return {};
}

}  // namespace

void register_jobs(jobs::Jobs& jobs, Tools const& tools) {
    auto const check = [tools](jobs::Job const& job, jobs::Progress& progress) {
        return run_check(tools, job, progress);
    };
    jobs.handle("aid.check", check, give_up_check);
}

}  // namespace bina::aid
