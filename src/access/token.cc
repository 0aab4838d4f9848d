#include "access/token.h"

#include <algorithm>

#include "access/second_factor.h"
#include "access/secret.h"
#include "base/duration.h"
#include "base/json.h"

namespace bina::access {
namespace {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::int64_t use_noted_every_ms = 300'000;

std::string joined(std::vector<std::string> const& words) {
    std::string text;
    for (auto const& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::vector<Permission> permissions_in(std::string_view text) {
    std::vector<Permission> found;
    for (auto const& word : parted(text))
        if (auto const permission = permission_of(word)) found.push_back(*permission);
    return found;
}

constexpr std::string_view token_columns =
    "id, account, name, permissions, areas, created_at, expires_at, used_at, revoked_at";

ApiToken token_of(Row const& row) {
    return {.id = row.get<TokenId>(0),
            .account = row.get<AccountId>(1),
            .name = row.get<std::string>(2),
            .permissions = permissions_in(row.text(3)),
            .areas = parted(row.text(4)),
            .created_at = row.get<base::Instant>(5),
            .expires_at = row.get<base::Instant>(6),
            .used_at = row.maybe<base::Instant>(7),
            .revoked_at = row.maybe<base::Instant>(8)};
}

Result<void> may_manage(Tx& tx, Actor const& actor, AccountId const& account) {
    if (actor.id == account) return {};
    return require_manages(tx, actor, account);
}

/// Whether these grants give every permission of the token over every area that it names.
bool covers(Actor const& holder, ApiToken const& token) {
    return std::ranges::all_of(token.permissions, [&](Permission permission) {
        if (token.areas.empty()) return holder.may_somewhere(permission);
        return std::ranges::all_of(token.areas,
                                   [&](std::string const& area) { return holder.may(permission, area); });
    });
}

Result<void> check_token(Tx& tx, Actor const& actor, ApiToken const& token) {
    std::vector<base::Fault> faults;
    auto const refuse = [&](std::string_view path) {
        faults.push_back({std::string(path), std::string(base::malformed.key)});
    };
    if (token.name.empty() || token.name.size() > name_length_max) refuse("name");
    if (token.permissions.empty()) refuse("permissions");
    auto const life = token.expires_at.milliseconds - tx.now().milliseconds;
    if (life <= 0 || life > token_days_max * base::day_ms) refuse("expires_at");
    for (auto const& area : token.areas)
        if (!base::AreaCode::parse(area)) refuse("areas");
    if (!faults.empty()) return fail(base::malformed, {}, std::move(faults));

    Actor const holder{token.account, {}, TRY(usable_grants(tx, token.account))};
    // A person gives away no more than he has, whoever's key it is.
    if (!covers(holder, token) || !covers(actor, token)) return fail(denied, "token");
    return {};
}

}  // namespace

std::string new_token_secret() {
    return std::string(token_prefix) + random_hex();
}

Result<void> issue_token(Tx& tx, Actor const& actor, ApiToken const& token, std::string_view secret) {
    TRY(may_manage(tx, actor, token.account));
    TRY(check_token(tx, actor, token));
    auto const known =
        TRY(tx.first("SELECT 1 FROM api_token WHERE id = $1", [](Row const&) { return true; }, token.id));
    if (known) return fail(error::token_exists);
    auto const live = TRY(tx.first(
        "SELECT count(*) FROM api_token WHERE account = $1 AND revoked_at IS NULL AND expires_at > $2",
        [](Row const& row) { return row.integer(0); }, token.account, tx.now()));
    if (live.value_or(0) >= tokens_max) return fail(error::too_many_tokens);
    std::vector<std::string> names;
    for (auto const permission : token.permissions) names.emplace_back(name_of(permission));
    TRY(
        tx.run("INSERT INTO api_token (id, account, name, token_hash, permissions, areas, created_at,"
               " created_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
               token.id, token.account, token.name, hash_secret(secret), joined(names), joined(token.areas),
               tx.now(), actor.id, token.expires_at));
    return {};
}

Result<std::vector<ApiToken>> tokens_of(Tx& tx, Actor const& actor, AccountId const& account) {
    TRY(may_manage(tx, actor, account));
    static std::string const sql = "SELECT " + std::string(token_columns) +
                                   " FROM api_token WHERE account = $1 ORDER BY created_at DESC, id DESC";
    return tx.rows(sql, token_of, account);
}

Result<ApiToken> revoke_token(Tx& tx, Actor const& actor, TokenId const& id) {
    static std::string const sql = "SELECT " + std::string(token_columns) + " FROM api_token WHERE id = $1";
    auto const token = TRY(tx.first(sql, token_of, id));
    // Whether it is there is nobody's business but of those who may end it.
    if (!token || !may_manage(tx, actor, token->account)) return fail(error::token_not_found);
    TRY(tx.run("UPDATE api_token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", id, tx.now()));
    return *token;
}

Result<std::optional<TokenHolder>> holder_of_token(Tx& tx, std::string_view secret_hash) {
    struct Found {
        AccountId account;
        std::string name;
        std::vector<Permission> permissions;
        std::vector<std::string> areas;
        std::optional<base::Instant> used_at;
    };
    auto const found = TRY(tx.first(
        "SELECT a.id, a.name, t.permissions, t.areas, t.used_at FROM api_token t JOIN account a ON a.id = "
        "t.account"
        " WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2 AND a.disabled_at IS NULL",
        [](Row const& row) {
            return Found{row.get<AccountId>(0), row.get<std::string>(1), permissions_in(row.text(2)),
                         parted(row.text(3)), row.maybe<base::Instant>(4)};
        },
        secret_hash, tx.now()));
    if (!found) return std::nullopt;
    auto const noted = found->used_at.value_or(base::Instant{}).milliseconds;
    return TokenHolder{.actor = {.id = found->account,
                                 .name = found->name,
                                 .grants = narrowed(TRY(usable_grants(tx, found->account)), found->areas),
                                 .only = found->permissions},
                       .use_unnoted = tx.now().milliseconds - noted > use_noted_every_ms};
}

Result<void> note_token_use(Tx& tx, std::string_view secret_hash) {
    TRY(tx.run("UPDATE api_token SET used_at = $2 WHERE token_hash = $1", secret_hash, tx.now()));
    return {};
}

std::string token_detail(ApiToken const& token) {
    base::JsonWriter json;
    json.object().key("permissions").array();
    for (auto const permission : token.permissions) json.value(name_of(permission));
    json.end();
    if (!token.areas.empty()) {
        json.key("areas").array();
        for (auto const& area : token.areas) json.value(area);
        json.end();
    }
    json.field("expires", base::Day::of(token.expires_at).text()).end();
    return json.take();
}

std::vector<Grant> narrowed(std::vector<Grant> const& grants, std::vector<std::string> const& areas) {
    if (areas.empty()) return grants;
    std::vector<Grant> left;
    for (auto const& grant : grants)
        for (auto const& area : areas) {
            if (area.starts_with(grant.area))
                left.push_back({grant.role, area});
            else if (grant.area.starts_with(area))
                left.push_back(grant);
        }
    return left;
}

}  // namespace bina::access
