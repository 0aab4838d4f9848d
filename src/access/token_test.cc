#include "access/token.h"

#include <gmock/gmock.h>

#include "access/secret.h"
#include "access/session.h"
#include "base/duration.h"
#include "fixture.h"

namespace bina::access {
namespace {

using base::Result;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;

class Token : public testing::Test {
protected:
    Token() { hold({{Role::operator_, "3316"}}); }

    AccountId const id = AccountId::derive("000000000000", 1);
    /// Gives the account these grants, and the owner in the tests the same.
    void hold(std::vector<Grant> grants, bool disabled = false) {
        Account const account{
            .id = id, .username = "sri", .name = "Bu Sri", .disabled = disabled, .grants = grants};
        std::string_view const with = std::exchange(first, false) ? "kopi susu pagi hari" : "";
        db.write([&](storage::Tx& tx) { return put_account(tx, local_operator(), account, with); }).value();
        owner = {.id = id, .name = "Bu Sri", .grants = std::move(grants)};
        sessions.forget();
    }
    ApiToken wanted(int n = 1) const {
        return {.id = TokenId::derive("000000000000", static_cast<std::uint64_t>(n)),
                .account = id,
                .name = "Laporan bulanan",
                .permissions = {Permission::registry_read},
                .expires_at = {fixture::clock().milliseconds + 30 * base::day_ms}};
    }
    Result<void> issue(ApiToken const& token, std::string_view with) { return issue_as(owner, token, with); }
    Result<void> issue_as(Actor const& actor, ApiToken const& token, std::string_view with) {
        return db.write([&](storage::Tx& tx) { return issue_token(tx, actor, token, with); });
    }
    base::ErrorKind const* refusal(ApiToken const& token) {
        auto const done = issue(token, new_token_secret());
        return done ? nullptr : done.error().kind;
    }
    std::vector<ApiToken> list(Actor const& actor) {
        return db.read([&](storage::Tx& tx) { return tokens_of(tx, actor, id); }).value();
    }

    fixture::Store store;
    storage::Db& db = store.db();
    bool first = true;
    Sessions sessions{db};
    Actor owner;
    std::string const secret = new_token_secret();
};

TEST_F(Token, GivesWhatItNamesAndNoMore) {
    EXPECT_THAT(secret, MatchesRegex("bina_[0-9a-f]{64}"));
    ASSERT_TRUE(issue(wanted(), secret));
    auto const actor = sessions.find_bearer(secret).value();
    EXPECT_EQ(actor.id, id);
    EXPECT_TRUE(actor.may(Permission::registry_read, "331609"));
    EXPECT_FALSE(actor.may(Permission::registry_write, "331609")) << "its owner may";
    EXPECT_FALSE(actor.may_somewhere(Permission::registry_export));
    EXPECT_THAT(actor.permissions(), ElementsAre(Permission::registry_read));
    EXPECT_FALSE(actor.may(Permission::registry_read, "3317"));
}

TEST_F(Token, IsHeldToItsAreas) {
    auto token = wanted();
    token.areas = {"331605", "331609"};
    ASSERT_TRUE(issue(token, secret));
    auto const actor = sessions.find_bearer(secret).value();
    EXPECT_TRUE(actor.may(Permission::registry_read, "331605"));
    EXPECT_TRUE(actor.may(Permission::registry_read, "3316091005"));
    EXPECT_FALSE(actor.may(Permission::registry_read, "3316"));
    EXPECT_FALSE(actor.may(Permission::registry_read, "331601"));
}

TEST_F(Token, IsNotInTheStore) {
    ASSERT_TRUE(issue(wanted(), secret));
    auto const stored =
        db.read([](storage::Tx& tx) {
              return tx.first("SELECT token_hash FROM api_token",
                              [](storage::Row const& row) { return row.get<std::string>(0); });
          }).value();
    EXPECT_EQ(*stored, hash_secret(secret));
    EXPECT_FALSE(secret.contains(*stored));
    for (auto const& other : {std::string(), *stored, "bina_" + *stored, secret + "0"})
        EXPECT_EQ(sessions.find_bearer(other).error().kind, &error::no_session);
    EXPECT_EQ(sessions.find(secret).error().kind, &error::no_session) << "it is no cookie";
}

TEST_F(Token, EndsWhenItsTimeIsOverOrItIsRevoked) {
    ASSERT_TRUE(issue(wanted(), secret));
    auto const other = new_token_secret();
    ASSERT_TRUE(issue(wanted(2), other));
    db.write([&](storage::Tx& tx) { return revoke_token(tx, owner, wanted(2).id); }).value();
    sessions.forget();
    EXPECT_FALSE(sessions.find_bearer(other));
    EXPECT_TRUE(sessions.find_bearer(secret));
    fixture::advance(30 * base::day_ms);
    EXPECT_FALSE(sessions.find_bearer(secret));
}

TEST_F(Token, FollowsTheRightsOfItsOwner) {
    ASSERT_TRUE(issue(wanted(), secret));
    hold({{Role::operator_, "331605"}});
    EXPECT_FALSE(sessions.find_bearer(secret).value().may(Permission::registry_read, "331609"));
    hold({{Role::partner, "3316"}});
    EXPECT_THAT(sessions.find_bearer(secret).value().permissions(), IsEmpty());
    hold({{Role::operator_, "3316"}}, true);
    EXPECT_EQ(sessions.find_bearer(secret).error().kind, &error::no_session);
}

TEST_F(Token, NobodyGivesMoreThanHeHas) {
    auto token = wanted();
    token.permissions = {Permission::registry_read, Permission::users_manage};
    EXPECT_EQ(refusal(token), &denied);
    token = wanted();
    token.areas = {"3317"};
    EXPECT_EQ(refusal(token), &denied);
    token.areas = {"33"};
    EXPECT_EQ(refusal(token), &denied);
    // Who manages the account gives its keys, but none that reaches further than he himself.
    hold({{Role::auditor, "331605"}});
    auto const manager = fixture::actor(Role::administrator, "3316");
    EXPECT_TRUE(issue_as(manager, wanted(), secret));
    token = wanted(2);
    token.permissions = {Permission::registry_write};
    EXPECT_EQ(issue_as(manager, token, new_token_secret()).error().kind, &denied) << "the auditor may not";
    EXPECT_EQ(
        issue_as(fixture::actor(Role::administrator, "3317"), wanted(3), new_token_secret()).error().kind,
        &denied);
}

TEST_F(Token, FormIsCheckedAllAtOnce) {
    auto token = wanted();
    token.name.clear();
    token.permissions.clear();
    token.areas = {"33161"};
    token.expires_at.milliseconds = fixture::clock().milliseconds + (token_days_max + 1) * base::day_ms;
    auto const refused = issue(token, secret);
    EXPECT_EQ(refused.error().kind, &base::malformed);
    EXPECT_EQ(refused.error().faults.size(), 4U);
    token = wanted();
    token.expires_at = fixture::clock();
    EXPECT_EQ(refusal(token), &base::malformed);
}

TEST_F(Token, IsShownOnceAndThereAreNotTooMany) {
    ASSERT_TRUE(issue(wanted(), secret));
    EXPECT_EQ(refusal(wanted()), &error::token_exists);
    for (int n = 2; n <= tokens_max; ++n) ASSERT_EQ(refusal(wanted(n)), nullptr) << n;
    EXPECT_EQ(refusal(wanted(99)), &error::too_many_tokens);
    db.write([&](storage::Tx& tx) { return revoke_token(tx, owner, wanted().id); }).value();
    EXPECT_EQ(refusal(wanted(99)), nullptr);
}

TEST_F(Token, ListTellsWhenItWasUsedLast) {
    ASSERT_TRUE(issue(wanted(), secret));
    EXPECT_EQ(list(owner).at(0).used_at, std::nullopt);
    auto const used = fixture::clock();
    ASSERT_TRUE(sessions.find_bearer(secret));
    EXPECT_EQ(list(owner).at(0).used_at, used);
    EXPECT_THAT(list(owner).at(0).permissions, ElementsAre(Permission::registry_read));
    EXPECT_EQ(
        db.read([&](storage::Tx& tx) { return tokens_of(tx, fixture::actor(Role::operator_, "3316"), id); })
            .error()
            .kind,
        &denied);
}

TEST_F(Token, OfAnotherIsNotThere) {
    ASSERT_TRUE(issue(wanted(), secret));
    auto const stranger = fixture::actor(Role::operator_, "3316");
    EXPECT_EQ(db.write([&](storage::Tx& tx) { return revoke_token(tx, stranger, wanted().id); }).error().kind,
              &error::token_not_found);
    auto const manager = fixture::actor(Role::administrator, "3316");
    EXPECT_TRUE(db.write([&](storage::Tx& tx) { return revoke_token(tx, manager, wanted().id); }));
}

}  // namespace
}  // namespace bina::access
