#include "privacy/keys.h"

#include <algorithm>

#include "audit/audit.h"

namespace bina::privacy {
namespace {

using base::fail;
using base::Result;
using storage::Tx;

Result<std::map<unsigned, std::int64_t>> count_values(Sealed const& sealed) {
    return sealed.db.read([&](Tx& tx) -> Result<std::map<unsigned, std::int64_t>> {
        std::map<unsigned, std::int64_t> sums;
        for (auto const& column : sealed.columns)
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

Result<void> run_reseal(Sealed const& sealed, jobs::Progress& progress) {
    auto const& vault = sealed.db.vault();
    vault.refresh();
    auto const newest = vault.newest();
    progress.begin("sealing", older_than(TRY(count_values(sealed)), newest) +
                                  older_than(TRY(sealed.content.count_keys()), newest));
    for (auto const& column : sealed.columns) {
        TRY(storage::reseal(sealed.db, column, [&](std::int64_t done) {
            progress.advance(done);
            return !progress.stopping();
        }));
        if (progress.stopping()) return fail(storage::error::busy);
    }
    TRY(sealed.content.reseal([&] {
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

Result<std::vector<KeyUse>> key_uses(Sealed const& sealed) {
    auto const values = TRY(count_values(sealed));
    auto const files = TRY(sealed.content.count_keys());
    auto const of = [](auto const& counts, unsigned number) {
        auto const found = counts.find(number);
        return found == counts.end() ? 0 : found->second;
    };
    std::vector<KeyUse> uses;
    for (auto const& key : sealed.db.vault().keys())
        uses.push_back(
            {key, of(values, key.number), of(files, key.number), key.number == sealed.db.vault().newest()});
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

Result<void> retire(Sealed const& sealed, unsigned number) {
    auto const uses = TRY(key_uses(sealed));
    auto const found = std::ranges::find(uses, number, [](KeyUse const& use) { return use.key.number; });
    if (found == uses.end() || found->newest)
        return fail(storage::error::key_unknown, std::to_string(number));
    if (found->values + found->files > 0) return fail(storage::error::key_in_use, std::to_string(number));
    TRY(sealed.db.vault().drop_key(number));
    return record(sealed.db, "privacy.key_retired", number);
}

void register_key_jobs(jobs::Jobs& jobs, Sealed sealed) {
    jobs.handle(std::string(job::reseal),
                [sealed = std::move(sealed)](jobs::Job const&, jobs::Progress& progress) {
                    return run_reseal(sealed, progress);
                });
}

}  // namespace bina::privacy
