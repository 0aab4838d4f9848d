#include "access/second_factor.h"

#include <gmock/gmock.h>

#include "access/session.h"
#include "access/totp.h"
#include "fixture.h"

namespace bina::access {
namespace {

using base::Result;
using testing::Each;
using testing::MatchesRegex;

constexpr auto password = "kopi susu pagi hari";
constexpr std::string_view secret = "12345678901234567890";

class SecondFactor : public testing::Test {
protected:
    SecondFactor() {
        Account const account{
            .id = id, .username = "sri", .name = "Bu Sri", .grants = {{Role::head, "3316"}}};
        db.write([&](storage::Tx& tx) {
              return put_account(tx, local_operator(), account, password);
          }).value();
    }
    Result<void> begin() {
        return db.write([&](storage::Tx& tx) { return begin_factor(tx, id, secret); });
    }
    Result<void> confirm(std::string_view code) {
        return db.write([&](storage::Tx& tx) { return confirm_factor(tx, id, code, recovery); });
    }
    void turn_on() {
        begin().value();
        confirm(code()).value();
        fixture::advance(totp_step_ms);
    }
    static std::string code(std::int64_t off = 0) {
        return totp_code(secret, fixture::clock().milliseconds / totp_step_ms + off);
    }
    base::ErrorKind const* refusal(std::string_view with, std::string_view word = password) {
        auto const outcome = sign_in(db, {.username = "sri", .password = word, .code = with});
        return outcome ? nullptr : outcome.error().kind;
    }
    Factor factor() {
        return db.read([&](storage::Tx& tx) { return factor_of(tx, id); }).value();
    }
    void require(std::string_view area, std::vector<Role> const& roles) {
        db.write([&](storage::Tx& tx) {
              return set_factor_rules(tx, local_operator(), area, roles);
          }).value();
    }

    fixture::Store store;
    storage::Db& db = store.db();
    AccountId const id = AccountId::derive("000000000000", 1);
    std::vector<std::string> const recovery = new_recovery_codes();
};

TEST_F(SecondFactor, CountsOnceACodeHasBeenGiven) {
    EXPECT_EQ(confirm(code()).error().kind, &error::factor_off);
    ASSERT_TRUE(begin());
    EXPECT_FALSE(factor().on);
    EXPECT_EQ(refusal(""), nullptr) << "whoever closed the window half way is not locked out";
    EXPECT_EQ(confirm("000000").error().kind, &error::bad_code);
    ASSERT_TRUE(confirm(code()));
    EXPECT_TRUE(factor().on);
    EXPECT_EQ(factor().recovery_left, recovery_codes);
    EXPECT_EQ(begin().error().kind, &error::factor_on);
    EXPECT_EQ(confirm(code()).error().kind, &error::factor_on);
}

TEST_F(SecondFactor, IsAskedForOnlyAfterTheRightPassword) {
    turn_on();
    EXPECT_EQ(refusal("", "wrong"), &error::bad_credentials);
    EXPECT_EQ(refusal(code(), "wrong"), &error::bad_credentials);
    EXPECT_EQ(refusal(""), &error::code_required);
    EXPECT_EQ(refusal(code()), nullptr);
}

TEST_F(SecondFactor, TakesNoCodeTwice) {
    begin().value();
    auto const first = code();
    confirm(first).value();
    EXPECT_EQ(refusal(first), &error::bad_code) << "the code of the enrolment is used up";
    fixture::advance(totp_step_ms);
    auto const second = code();
    EXPECT_EQ(refusal(second), nullptr);
    EXPECT_EQ(refusal(second), &error::bad_code);
    EXPECT_EQ(refusal(code(-1)), &error::bad_code);
}

TEST_F(SecondFactor, GuessingCodesEarnsTheSamePauseAsGuessingPasswords) {
    turn_on();
    for (int i = 0; i < attempts_before_pause; ++i) EXPECT_EQ(refusal("000000"), &error::bad_code) << i;
    EXPECT_EQ(refusal(code()), &error::too_many_attempts);
    fixture::advance(pause_ms);
    EXPECT_EQ(refusal(code()), nullptr);
}

TEST_F(SecondFactor, RecoveryCodesWorkOnceEach) {
    EXPECT_THAT(recovery, Each(MatchesRegex("[A-Z2-7]{5}-[A-Z2-7]{5}")));
    turn_on();
    EXPECT_EQ(refusal(recovery[0]), nullptr);
    EXPECT_EQ(refusal(recovery[0]), &error::bad_code);
    auto plain = recovery[1].substr(0, 5) + recovery[1].substr(6);
    for (char& c : plain)
        if (c >= 'A') c = static_cast<char>(c - 'A' + 'a');
    EXPECT_EQ(refusal(plain), nullptr) << "as people type it";
    EXPECT_EQ(factor().recovery_left, recovery_codes - 2);
}

// Whoever reads the store learns neither the secret nor a code.
TEST_F(SecondFactor, NothingUsableIsInTheStore) {
    turn_on();
    auto const stored = db.read([](storage::Tx& tx) -> Result<std::string> {
                              std::string all;
                              TRY(tx.each("SELECT secret FROM second_factor",
                                          [&](storage::Row const& row) { all += row.bytes(0); }));
                              TRY(tx.each("SELECT code_hash FROM recovery_code",
                                          [&](storage::Row const& row) { all += row.text(0); }));
                              return all;
                          }).value();
    EXPECT_FALSE(stored.contains(secret));
    for (auto const& one : recovery) EXPECT_FALSE(stored.contains(one.substr(0, 5)));
}

TEST_F(SecondFactor, RoleThatAsksForItGivesNothingWithout) {
    EXPECT_FALSE(factor().required);
    require("3316", {Role::head});
    EXPECT_TRUE(factor().required);
    auto const without = sign_in(db, {"sri", password}).value().actor;
    EXPECT_FALSE(without.may_somewhere(Permission::registry_read));
    turn_on();
    auto const with = sign_in(db, {.username = "sri", .password = password, .code = code()}).value().actor;
    EXPECT_TRUE(with.may(Permission::registry_read, "3316"));
}

TEST_F(SecondFactor, RulesHoldInTheirAreaAndForTheirRole) {
    require("3317", {Role::head});
    EXPECT_FALSE(factor().required);
    require("3316", {Role::operator_});
    EXPECT_FALSE(factor().required);
    require("33", {Role::head});
    EXPECT_TRUE(factor().required);
    require("33", {});
    EXPECT_FALSE(factor().required);
    auto const neighbour = fixture::actor(Role::administrator, "3317");
    std::vector<Role> const roles{Role::head};
    EXPECT_EQ(db.write([&](storage::Tx& tx) { return set_factor_rules(tx, neighbour, "3316", roles); })
                  .error()
                  .kind,
              &denied);
    EXPECT_EQ(db.read([&](storage::Tx& tx) { return factor_rules(tx, neighbour, "33"); }).error().kind,
              &denied);
}

TEST_F(SecondFactor, RemovedItIsNotAskedForAnyMore) {
    turn_on();
    db.write([&](storage::Tx& tx) { return remove_factor(tx, id); }).value();
    EXPECT_EQ(refusal(""), nullptr);
    EXPECT_EQ(factor().recovery_left, 0);
}

}  // namespace
}  // namespace bina::access
