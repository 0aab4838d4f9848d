#include "access/account.h"

#include <gmock/gmock.h>

#include "access/session.h"
#include "fixture.h"

namespace bina::access {
namespace {

using base::Result;
using testing::ElementsAre;

constexpr auto password = "kopi susu pagi hari";

AccountId id(int n) {
    return AccountId::derive("000000000000", static_cast<std::uint64_t>(n));
}

Account account(int n, std::vector<Grant> grants) {
    return {.id = id(n),
            .username = "petugas." + std::to_string(n),
            .name = "Petugas",
            .grants = std::move(grants)};
}

class Accounts : public testing::Test {
protected:
    Result<void> put(Account const& wanted, std::string_view with = password) {
        return put_as(manager, wanted, with);
    }
    Result<void> put_as(Actor const& actor, Account const& wanted, std::string_view with = password) {
        return db.write([&](storage::Tx& tx) { return put_account(tx, actor, wanted, with); });
    }
    Result<void> set_up(Account const& wanted) {
        return db.write([&](storage::Tx& tx) { return access::set_up(tx, wanted, password); });
    }
    std::vector<std::string> visible_to(Actor const& actor) {
        std::vector<std::string> found;
        auto const list = db.read([&](storage::Tx& tx) { return accounts(tx, actor); }).value();
        for (auto const& each : list) found.push_back(each.username);
        return found;
    }

    fixture::Store store;
    storage::Db& db = store.db();
    Actor manager = fixture::actor(Role::administrator, "3316");
};

TEST_F(Accounts, FirstAdministratorIsMadeOnce) {
    EXPECT_TRUE(db.read(needs_set_up).value());
    ASSERT_TRUE(set_up(account(1, {{Role::administrator, "3316"}})));
    EXPECT_FALSE(db.read(needs_set_up).value());
    EXPECT_EQ(set_up(account(2, {{Role::administrator, "3316"}})).error().kind, &error::already_set_up);
    auto const signed_in = sign_in(db, {"petugas.1", password}).value();
    EXPECT_EQ(signed_in.actor.id, id(1));
    EXPECT_TRUE(signed_in.actor.may(Permission::users_manage, "3316"));
}

TEST_F(Accounts, KeepWhatWasGiven) {
    auto wanted = account(1, {{Role::operator_, "331609"}, {Role::auditor, "3316"}});
    wanted.name = "Ibu Sri Wahyuningsih, S.E.";
    ASSERT_TRUE(put(wanted));
    auto const list = db.read([&](storage::Tx& tx) { return accounts(tx, manager); }).value();
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].id, wanted.id);
    EXPECT_EQ(list[0].name, wanted.name);
    EXPECT_FALSE(list[0].disabled);
    EXPECT_EQ(list[0].last_seen, std::nullopt);
    ASSERT_EQ(list[0].grants.size(), 2U);
    EXPECT_EQ(list[0].grants[0].role, Role::auditor);
    EXPECT_EQ(list[0].grants[1].area, "331609");
}

TEST_F(Accounts, ChangeWithoutNewPasswordKeepsTheOldOne) {
    auto wanted = account(1, {{Role::operator_, "3316"}});
    ASSERT_TRUE(put(wanted));
    wanted.username = "sri.w";
    wanted.grants = {{Role::enumerator, "331609"}, {Role::enumerator, "331609"}};
    ASSERT_TRUE(put(wanted, ""));
    auto const signed_in = sign_in(db, {"sri.w", password}).value();
    EXPECT_EQ(signed_in.actor.grants.size(), 1U);
    EXPECT_EQ(sign_in(db, {"petugas.1", password}).error().kind, &error::bad_credentials);
}

TEST_F(Accounts, NewOneNeedsAPassword) {
    EXPECT_EQ(put(account(1, {}), "").error().kind, &error::password_short);
    EXPECT_EQ(put(account(1, {}), "kopi").error().kind, &error::password_short);
    EXPECT_EQ(put(account(1, {}), "password1234").error().kind, &error::password_common);
    ASSERT_TRUE(put(account(1, {})));
    EXPECT_EQ(put(account(1, {}), "kopi").error().kind, &error::password_short);
    EXPECT_TRUE(sign_in(db, {"petugas.1", password})) << "what was refused changed nothing";
}

TEST_F(Accounts, UsernameHasItsForm) {
    auto wanted = account(1, {});
    for (std::string const& username :
         {std::string(), std::string("ab"), std::string("Sri"), std::string("bu sri"),
          std::string("sri@blora"), std::string("café"), std::string(61, 'a')}) {
        wanted.username = username;
        EXPECT_EQ(put(wanted).error().kind, &error::username_form) << username;
    }
    for (std::string const& username : {std::string("abc"), std::string("a.b-c_9"), std::string(60, 'a')}) {
        wanted.username = username;
        EXPECT_TRUE(put(wanted)) << username;
    }
}

TEST_F(Accounts, NameAndAreaHaveTheirForm) {
    auto wanted = account(1, {});
    for (std::string const& name : {std::string(), std::string(121, 'a')}) {
        wanted.name = name;
        EXPECT_EQ(put(wanted).error().kind, &base::malformed);
    }
    EXPECT_EQ(put_as(local_operator(), account(1, {{Role::operator_, "331"}})).error().kind,
              &base::malformed);
}

TEST_F(Accounts, UsernameIsNobodyElses) {
    ASSERT_TRUE(put(account(1, {})));
    auto other = account(2, {});
    other.username = "petugas.1";
    EXPECT_EQ(put(other).error().kind, &error::username_taken);
    EXPECT_TRUE(put(account(1, {}))) << "it may keep its own";
}

TEST_F(Accounts, RightsAreGivenInsideOnesOwnAreaOnly) {
    EXPECT_EQ(put(account(1, {{Role::operator_, "3317"}})).error().kind, &denied);
    EXPECT_EQ(put(account(1, {{Role::province, "33"}})).error().kind, &denied);
    EXPECT_EQ(put(account(1, {{Role::auditor, ""}})).error().kind, &denied);
    EXPECT_EQ(put(account(1, {{Role::operator_, "3316"}, {Role::operator_, "3317"}})).error().kind, &denied);
    EXPECT_TRUE(put(account(1, {{Role::administrator, "331609"}})));
    auto const head = fixture::actor(Role::head, "3316");
    EXPECT_EQ(put_as(head, account(1, {})).error().kind, &denied);
}

TEST_F(Accounts, RightsAreTakenInsideOnesOwnAreaOnly) {
    auto const neighbour = fixture::actor(Role::administrator, "3317");
    ASSERT_TRUE(put_as(neighbour, account(1, {{Role::operator_, "3317"}})));
    EXPECT_EQ(put(account(1, {}), "another good secret").error().kind, &denied);
    EXPECT_TRUE(sign_in(db, {"petugas.1", password}));
}

TEST_F(Accounts, ManagerSeesThoseOfHisArea) {
    ASSERT_TRUE(put_as(local_operator(), account(1, {{Role::operator_, "3316"}})));
    ASSERT_TRUE(put_as(local_operator(), account(2, {{Role::operator_, "3317"}})));
    ASSERT_TRUE(
        put_as(local_operator(), account(3, {{Role::operator_, "331609"}, {Role::operator_, "3317"}})));
    ASSERT_TRUE(put_as(local_operator(), account(4, {})));
    EXPECT_THAT(visible_to(manager), ElementsAre("petugas.1", "petugas.3", "petugas.4"));
    EXPECT_THAT(visible_to(local_operator()),
                ElementsAre("petugas.1", "petugas.2", "petugas.3", "petugas.4"));
    auto const head = fixture::actor(Role::head, "3316");
    EXPECT_EQ(db.read([&](storage::Tx& tx) { return accounts(tx, head); }).error().kind, &denied);
}

TEST_F(Accounts, NobodyLocksHimselfOut) {
    auto own = account(1, {{Role::administrator, "3316"}});
    own.id = manager.id;
    ASSERT_TRUE(put(own));
    auto disabled = own;
    disabled.disabled = true;
    EXPECT_EQ(put(disabled, "").error().kind, &error::own_account);
    auto demoted = own;
    demoted.grants = {{Role::operator_, "3316"}};
    EXPECT_EQ(put(demoted, "").error().kind, &error::own_account);
    own.name = "Nama Baru";
    EXPECT_TRUE(put(own, ""));
}

TEST_F(Accounts, HaveANameForWhatTheyDid) {
    ASSERT_TRUE(put(account(1, {})));
    auto const name = [&](std::string_view who) {
        return db.read([&](storage::Tx& tx) { return account_name(tx, who); }).value();
    };
    EXPECT_EQ(name(id(1).text()), "Petugas");
    EXPECT_EQ(name(local_operator().id.text()), "bina");
    EXPECT_EQ(name(id(2).text()), "");
}

}  // namespace
}  // namespace bina::access
