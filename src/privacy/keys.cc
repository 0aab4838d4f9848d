#include "privacy/keys.h"

#include <algorithm>

#include "audit/audit.h"
#include "intake/row.h"
#include "privacy/consent.h"
#include "privacy/http.h"
#include "privacy/incident.h"
#include "registry/writer.h"
#include "storage/reseal.h"

namespace bina::privacy {
namespace {

using base::fail;
using base::Result;
using storage::Tx;

/// Everything that any module seals.
std::vector<storage::SealedColumn> all_columns() {
    std::vector<storage::SealedColumn> all;
    auto const add = [&](auto const& columns) { all.insert(all.end(), columns.begin(), columns.end()); };
    add(sealed_replies());
    add(audit::sealed_columns);
    add(registry::sealed_columns);
    add(intake::sealed_columns);
    add(privacy::sealed_columns);
    add(privacy::incident_columns);
    return all;
}

Result<std::map<unsigned, std::int64_t>> count_values(storage::Db& db) {
    return db.read([](Tx& tx) -> Result<std::map<unsigned, std::int64_t>> {
        std::map<unsigned, std::int64_t> sums;
        for (auto const& column : all_columns())
            for (auto const& [number, count] : TRY(storage::count_keys(tx, column))) sums[number] += count;
        return sums;
    });
}

std::int64_t older_than(std::map<unsigned, std::int64_t> const& counts, unsigned newest) {
    std::int64_t sum = 0;
    for (auto const& [number, count] : counts)
        if (number != newest) sum += count;
    return sum;
}

Result<void> run_reseal(storage::Db& db, intake::Content const& content, jobs::Progress& progress) {
    auto const& vault = db.vault();
    vault.refresh();
    auto const newest = vault.newest();
    progress.begin("sealing",
                   older_than(TRY(count_values(db)), newest) + older_than(TRY(content.count_keys()), newest));
    for (auto const& column : all_columns()) {
        TRY(storage::reseal(db, column, [&](std::int64_t done) {
            progress.advance(done);
            return !progress.stopping();
        }));
        if (progress.stopping()) return fail(storage::error::busy);
    }
    TRY(content.reseal([&] {
        progress.advance();
        return !progress.stopping();
    }));
    return {};
}

Result<void> record(storage::Db& db, std::string_view event, unsigned number) {
    return db.write([&](Tx& tx) {
        return audit::record(tx, access::local_operator(), event, audit::no_regency, std::to_string(number));
    });
}

}  // namespace

Result<std::vector<KeyUse>> key_uses(storage::Db& db, intake::Content const& content) {
    auto const values = TRY(count_values(db));
    auto const files = TRY(content.count_keys());
    auto const of = [](auto const& counts, unsigned number) {
        auto const found = counts.find(number);
        return found == counts.end() ? 0 : found->second;
    };
    std::vector<KeyUse> uses;
    for (auto const& key : db.vault().keys())
        uses.push_back(
            {key, of(values, key.number), of(files, key.number), key.number == db.vault().newest()});
    return uses;
}

Result<void> ask_reseal(storage::Db& db) {
    return db.write([&](Tx& tx) {
        return jobs::enqueue(tx, {.id = jobs::JobId::make(tx.now()),
                                  .regency = std::string(audit::no_regency),
                                  .kind = std::string(job::reseal),
                                  .subject = std::string(job::reseal),
                                  .actor = access::local_operator()});
    });
}

Result<unsigned> rotate(storage::Db& db) {
    auto const number = TRY(db.vault().add_key(base::Day::of(db.now())));
    TRY(record(db, "privacy.key_added", number));
    TRY(ask_reseal(db));
    return number;
}

Result<void> retire(storage::Db& db, intake::Content const& content, unsigned number) {
    auto const uses = TRY(key_uses(db, content));
    auto const found = std::ranges::find(uses, number, [](KeyUse const& use) { return use.key.number; });
    if (found == uses.end() || found->newest)
        return fail(storage::error::key_unknown, std::to_string(number));
    if (found->values + found->files > 0) return fail(storage::error::key_in_use, std::to_string(number));
    TRY(db.vault().drop_key(number));
    return record(db, "privacy.key_retired", number);
}

void register_key_jobs(jobs::Jobs& jobs, storage::Db& db, intake::Content const& content) {
    jobs.handle(std::string(job::reseal), [&db, &content](jobs::Job const&, jobs::Progress& progress) {
        return run_reseal(db, content, progress);
    });
}

}  // namespace bina::privacy
