#include "cli/prove.h"

#include <stdlib.h>

#include "audit/audit.h"
#include "census/result.h"
#include "cli/command.h"
#include "insight/snapshot.h"
#include "registry/check.h"

namespace bina::cli {
namespace {

using base::JsonWriter;
using base::Result;
using storage::Tx;

bool go_on(std::string_view, std::int64_t, std::int64_t) {
    return true;
}

/// A folder that is gone with the object.
class Scratch {
public:
    static Result<Scratch> make() {
        auto pattern = (std::filesystem::temp_directory_path() / "bina-prove-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) return base::fail(storage::error::read_only, pattern);
        return Scratch(pattern);
    }
    Scratch(Scratch&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}
    Scratch& operator=(Scratch&&) = delete;
    ~Scratch() {
        std::error_code ignored;
        if (!m_path.empty()) std::filesystem::remove_all(m_path, ignored);
    }
    std::filesystem::path const& path() const { return m_path; }

private:
    explicit Scratch(std::filesystem::path path) : m_path(std::move(path)) {}
    std::filesystem::path m_path;
};

/// Whether the store is as the manifest says that it was.
Result<bool> same_as(backup::Manifest const& manifest, storage::Db& db, JsonWriter& json) {
    backup::Manifest found;
    TRY(db.read([&](Tx& tx) { return backup::observe(tx, found); }));
    json.key("different_tables").array();
    for (auto const& [table, count] : manifest.rows)
        if (found.rows[table] != count) json.value(table);
    json.end().field("same_chain_ends", found.chains == manifest.chains);
    return found.rows == manifest.rows && found.chains == manifest.chains;
}

/// Restores and recounts; compares with the manifest when nothing of the log is added.
Result<bool> prove_at(backup::Entry const& entry, StoreOptions const& key_holder,
                      std::optional<base::Instant> until, JsonWriter& json) {
    auto const scratch = TRY(Scratch::make());
    backup::Restore const wanted{
        .data = scratch.path() / "data", .database = key_holder.database, .until = until};
    auto const as_of = TRY(backup::restore(entry, wanted, go_on));
    auto const key = key_holder.key.empty() ? key_holder.folder / "bina.key" : key_holder.key;
    auto vault = TRY(storage::Vault::open(key.string(), false));
    auto const location =
        wanted.database.empty() ? (wanted.data / backup::sqlite_file).string() : wanted.database;
    auto const db = TRY(storage::Db::open({.location = location}, std::move(vault)));
    json.object().field("commit", std::int64_t{as_of.number}).field("second", as_of.second);
    bool const same = until || TRY(same_as(entry.manifest, *db, json));
    auto const rules = TRY(db->read([](Tx& tx) { return registry::ClassRules::load(tx); }));
    bool const sound = TRY(recount(*db, rules, json));
    json.field("good", same && sound).end();
    return same && sound;
}

/// Whether every frozen figure is what its digest says; writes how many there are and which are not.
Result<bool> check_snapshots(Tx& tx, base::RegencyCode const& regency, base::JsonWriter& json) {
    ProgressBar bar("Cuplikan " + regency.text());
    auto const ids = TRY(insight::snapshot_ids(tx, regency));
    std::vector<std::string> broken;
    for (std::int64_t done = 0; auto const& id : ids) {
        bar.show("cuplikan", ++done, std::ssize(ids));
        auto const one = TRY(insight::find_snapshot(tx, access::local_operator(), regency, id));
        if (!TRY(insight::verify_snapshot(tx, regency, one))) broken.push_back(one.code);
    }
    json.object().field("regency", regency.text()).field("count", std::ssize(ids)).key("broken").array();
    for (auto const& code : broken) json.value(code);
    json.end().end();
    return broken.empty();
}

Result<bool> campaign_fits(Tx& tx, base::RegencyCode const& regency, census::Campaign const& campaign) {
    if (!TRY(census::tallies_fit(tx, regency, campaign.id))) return false;
    auto const result = census::find_result(tx, access::local_operator(), regency, campaign.id);
    if (!result && result.error().kind == &census::error::no_result) return true;
    return census::verify_result(tx, regency, campaign.id, *result);
}

/// Whether the tallies of every campaign are what its targets say, and its frozen result what they were;
/// writes how many there are and which are not.
Result<bool> check_campaigns(Tx& tx, base::RegencyCode const& regency, base::JsonWriter& json) {
    ProgressBar bar("Pendataan " + regency.text());
    auto const all = TRY(census::campaigns(tx, access::local_operator(), regency));
    std::vector<std::string> wrong;
    for (std::int64_t done = 0; auto const& one : all) {
        bar.show("pendataan", ++done, std::ssize(all));
        if (!TRY(campaign_fits(tx, regency, one))) wrong.push_back(one.id.text());
    }
    json.object().field("regency", regency.text()).field("count", std::ssize(all)).key("wrong").array();
    for (auto const& id : wrong) json.value(id);
    json.end().end();
    return wrong.empty();
}

}  // namespace

Result<bool> recount(storage::Db& db, registry::ClassRules const& rules, JsonWriter& json) {
    bool good = true;
    json.key("registries").array();
    TRY(db.read([&](Tx& tx) -> Result<void> {
        for (auto const& code : TRY(registry::regencies(tx))) {
            ProgressBar bar("Periksa " + code);
            std::int64_t done = 0;
            auto const found =
                TRY(registry::check_registry(tx, rules, TRY(base::RegencyCode::parse(code)), [&] {
                    if (++done % 1'000 == 0) bar.show("usaha", done, done);
                }));
            good = good && found.good();
            json.object()
                .field("regency", code)
                .field("businesses", found.businesses)
                .field("facts", found.facts);
            json.field("wrong_rows", found.wrong_rows).field("missing_rows", found.missing_rows);
            json.field("unfounded_rows", found.unfounded_rows).field("wrong_tallies", found.wrong_tallies);
            json.field("not_indexed", found.not_indexed).end();
        }
        json.end().key("chains").array();
        for (auto const& code : TRY(audit::chains(tx))) {
            auto const chain = TRY(audit::check_chain(tx, code));
            good = good && !chain.broken_at;
            json.object().field("regency", code).field("events", chain.events).key("broken_at");
            chain.broken_at ? json.value(*chain.broken_at) : json.null();
            json.end();
        }
        json.end().key("snapshots").array();
        for (auto const& code : TRY(registry::regencies(tx)))
            good = TRY(check_snapshots(tx, TRY(base::RegencyCode::parse(code)), json)) && good;
        json.end().key("campaigns").array();
        for (auto const& code : TRY(registry::regencies(tx)))
            good = TRY(check_campaigns(tx, TRY(base::RegencyCode::parse(code)), json)) && good;
        return {};
    }));
    json.end();
    return good;
}

Result<bool> prove(backup::Entry const& entry, StoreOptions const& key_holder, JsonWriter& json) {
    auto const key = key_holder.key.empty() ? key_holder.folder / "bina.key" : key_holder.key;
    TRY(backup::verify(entry, TRY(storage::Vault::open(key.string(), false)), go_on));
    json.field("backup", entry.name).key("restored");
    bool const good = TRY(prove_at(entry, key_holder, std::nullopt, json));
    constexpr base::Instant everything{INT64_MAX};
    auto const& manifest = entry.manifest;
    if (manifest.engine != "sqlite" ||
        TRY(backup::log_end(entry, everything)).number == manifest.commit.number)
        return good;
    json.key("with_log");
    return TRY(prove_at(entry, key_holder, everything, json)) && good;
}

}  // namespace bina::cli
