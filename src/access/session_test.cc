#include "access/session.h"

#include <gmock/gmock.h>

#include "fixture.h"

namespace bina::access {
namespace {

using base::Result;

constexpr auto password = "kopi susu pagi hari";
constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;

class Session : public testing::Test {
protected:
    Session() { put(false); }
    void put(bool disabled, std::vector<Grant> grants = {{Role::operator_, "3316"}}) {
        Account const wanted{
            .id = id, .username = "sri", .name = "Bu Sri", .disabled = disabled, .grants = std::move(grants)};
        std::string_view const set = std::exchange(first, false) ? password : "";
        db.write([&](storage::Tx& tx) { return put_account(tx, local_operator(), wanted, set); }).value();
    }
    Result<SignedIn> sign_in(std::string_view with = password) { return access::sign_in(db, {"sri", with}); }
    base::ErrorKind const* refusal(std::string_view with = password) {
        auto const outcome = sign_in(with);
        return outcome ? nullptr : outcome.error().kind;
    }
    bool known(std::string_view token) {
        sessions.forget();
        return sessions.find(token).has_value();
    }

    fixture::Store store;
    storage::Db& db = store.db();
    bool first = true;
    AccountId id = AccountId::derive("000000000000", 1);
    Sessions sessions{db};
};

TEST_F(Session, KnowsWhoSignedIn) {
    auto const [token, actor] = sign_in().value();
    EXPECT_THAT(token, testing::MatchesRegex("[0-9a-f]{64}"));
    EXPECT_EQ(actor.name, "Bu Sri");
    auto const found = sessions.find(token).value();
    EXPECT_EQ(found.id, id);
    EXPECT_EQ(found.name, "Bu Sri");
    EXPECT_TRUE(found.may(Permission::registry_write, "331609"));
    EXPECT_NE(sign_in().value().token, token);
}

TEST_F(Session, IsNobodysWithoutItsToken) {
    auto const token = sign_in().value().token;
    for (auto const& other :
         {std::string(), std::string("x"), std::string(64, '0'), token.substr(1), token + "0"})
        EXPECT_EQ(sessions.find(other).error().kind, &error::no_session);
}

// Whoever reads the store cannot sign in with what stands there.
TEST_F(Session, TokenIsNotInTheStore) {
    auto const token = sign_in().value().token;
    auto const stored = db.read([](storage::Tx& tx) {
        return tx.first("SELECT token_hash FROM session",
                        [](storage::Row const& row) { return row.get<std::string>(0); });
    });
    EXPECT_NE(*stored.value(), token);
    EXPECT_FALSE(sessions.find(*stored.value()));
}

TEST_F(Session, WrongNameAndWrongPasswordSoundAlike) {
    EXPECT_EQ(refusal("kopi susu pagi har"), &error::bad_credentials);
    EXPECT_EQ(refusal(""), &error::bad_credentials);
    auto const nobody = access::sign_in(db, {"nobody", password});
    EXPECT_EQ(nobody.error().kind, &error::bad_credentials);
    EXPECT_EQ(nobody.error().detail, sign_in("wrong").error().detail);
    EXPECT_EQ(access::sign_in(db, {std::string(10'000, 'a'), password}).error().kind,
              &error::bad_credentials);
}

TEST_F(Session, FailuresEarnAPauseThatDoubles) {
    for (int i = 0; i < attempts_before_pause; ++i) EXPECT_EQ(refusal("wrong"), &error::bad_credentials) << i;
    EXPECT_EQ(refusal(), &error::too_many_attempts);
    fixture::advance(pause_ms - 1);
    EXPECT_EQ(refusal(), &error::too_many_attempts);
    fixture::advance(1);
    EXPECT_EQ(refusal("wrong"), &error::bad_credentials);
    fixture::advance(pause_ms);
    EXPECT_EQ(refusal(), &error::too_many_attempts) << "the second pause is twice as long";
    fixture::advance(pause_ms);
    EXPECT_EQ(refusal(), nullptr);
    // Signing in wipes the slate.
    for (int i = 0; i < attempts_before_pause; ++i) EXPECT_EQ(refusal("wrong"), &error::bad_credentials) << i;
    EXPECT_EQ(access::sign_in(db, {"someone.else", "wrong"}).error().kind, &error::bad_credentials);
}

TEST_F(Session, PauseIsAnHourAtMost) {
    EXPECT_EQ(refusal("wrong"), &error::bad_credentials);
    // Attempts that were under way together may count far beyond the limit.
    db.write([](storage::Tx& tx) {
          return tx.run("UPDATE sign_in_failure SET failures = 5000, last_at = $1", tx.now());
      }).value();
    fixture::advance(pause_max_ms - 1);
    EXPECT_EQ(refusal(), &error::too_many_attempts);
    fixture::advance(1);
    EXPECT_EQ(refusal(), nullptr);
}

TEST_F(Session, OldFailuresAreForgotten) {
    for (int i = 0; i < 3; ++i) (void)access::sign_in(db, {"guess." + std::to_string(i), "wrong"});
    fixture::advance(pause_max_ms + 1);
    (void)access::sign_in(db, {"guess.new", "wrong"});
    auto const kept = db.read([](storage::Tx& tx) {
        return tx.first("SELECT count(*) FROM sign_in_failure",
                        [](storage::Row const& row) { return row.integer(0); });
    });
    EXPECT_EQ(kept.value(), 1);
}

TEST_F(Session, EndsWhenUnused) {
    auto const token = sign_in().value().token;
    for (int i = 0; i < 3; ++i) {
        fixture::advance(session_idle_ms - minute);
        EXPECT_TRUE(known(token)) << "use keeps it";
    }
    fixture::advance(session_idle_ms);
    EXPECT_FALSE(known(token));
}

TEST_F(Session, IsKnownWhileTheStoreCannotBeWritten) {
    auto const token = sign_in().value().token;
    bool const sqlite = db.engine() == storage::Engine::sqlite;
    db.write_alone([&](storage::Tx& tx) {
          return tx.script(sqlite ? "PRAGMA query_only = ON" : "SET default_transaction_read_only = on");
      }).value();
    fixture::advance(hour);
    EXPECT_TRUE(known(token));
    EXPECT_EQ(refusal("wrong"), &storage::error::read_only);
}

TEST_F(Session, EndsAfterAWeekEvenWhenUsed) {
    auto const token = sign_in().value().token;
    constexpr std::int64_t pause = 7 * hour;
    for (std::int64_t used = 0; used + pause < session_life_ms; used += pause) {
        fixture::advance(pause);
        ASSERT_TRUE(known(token));
    }
    fixture::advance(pause);
    EXPECT_FALSE(known(token));
}

// Enumerators are without a signal for days and sign in once; a lost phone must not open the office.
TEST_F(Session, OfAPhoneInTheFieldLastsAndMayDoLittle) {
    put(false, {{Role::administrator, "3316"}});
    auto const [token, actor] =
        access::sign_in(db, {.username = "sri", .password = password, .field = true}).value();
    for (auto const& who : {actor, sessions.find(token).value()}) {
        EXPECT_THAT(who.permissions(),
                    testing::UnorderedElementsAre(Permission::registry_read, Permission::census_visit));
        EXPECT_TRUE(who.only) << "what only a person may do at a desk";
    }
    fixture::advance(field_session_idle_ms - minute);
    EXPECT_TRUE(known(token));
    EXPECT_TRUE(db.read([&](storage::Tx& tx) { return sessions_of(tx, id, token); }).value().at(0).field);
    // Who signs in elsewhere does not end it.
    sign_in().value();
    EXPECT_TRUE(known(token));
    fixture::advance(field_session_idle_ms);
    EXPECT_FALSE(known(token));
}

TEST_F(Session, EndsWithSignOut) {
    auto const token = sign_in().value().token;
    auto const other = sign_in().value().token;
    db.write([&](storage::Tx& tx) { return sign_out(tx, token); }).value();
    EXPECT_FALSE(known(token));
    EXPECT_TRUE(known(other));
}

TEST_F(Session, EndsWhenTheAccountIsDisabled) {
    auto const token = sign_in().value().token;
    put(true);
    EXPECT_FALSE(known(token));
    EXPECT_EQ(refusal(), &error::bad_credentials);
    put(false);
    EXPECT_FALSE(known(token)) << "an old session does not come back";
    EXPECT_EQ(refusal(), nullptr);
}

TEST_F(Session, HasTheRightsOfNow) {
    auto const token = sign_in().value().token;
    ASSERT_TRUE(sessions.find(token).value().may(Permission::registry_write, "3316"));
    put(false, {{Role::enumerator, "3316"}});
    EXPECT_TRUE(sessions.find(token).value().may(Permission::registry_write, "3316")) << "remembered";
    sessions.forget();
    EXPECT_FALSE(sessions.find(token).value().may(Permission::registry_write, "3316"));
    put(false, {{Role::operator_, "3316"}});
    fixture::advance(5'000);
    EXPECT_TRUE(sessions.find(token).value().may(Permission::registry_write, "3316"))
        << "for five seconds only";
}

TEST_F(Session, ChangedPasswordEndsTheOthers) {
    auto const [token, actor] = sign_in().value();
    auto const other = sign_in().value().token;
    auto const change = [&](std::string_view old_password, std::string_view wanted) {
        return change_password(db, actor, old_password, wanted, token);
    };
    EXPECT_EQ(change("wrong", "teh tarik sore hari").error().kind, &error::bad_credentials);
    EXPECT_EQ(change(password, "teh").error().kind, &error::password_short);
    EXPECT_EQ(change(password, "password1234").error().kind, &error::password_common);
    EXPECT_TRUE(known(other));
    ASSERT_TRUE(change(password, "teh tarik sore hari"));
    EXPECT_TRUE(known(token));
    EXPECT_FALSE(known(other));
    EXPECT_EQ(refusal(), &error::bad_credentials);
    EXPECT_EQ(refusal("teh tarik sore hari"), nullptr);
}

TEST_F(Session, AreLimitedForOneAccount) {
    db.write([&](storage::Tx& tx) -> Result<void> {
          for (int i = 0; i < 30; ++i)
              TRY(tx.run(
                  "INSERT INTO session (token_hash, account, created_at, seen_at) VALUES ($1, $2, $3, $3)",
                  "hash" + std::to_string(i), id, tx.now().milliseconds - minute - i));
          return {};
      }).value();
    auto const token = sign_in().value().token;
    auto const kept = db.read([](storage::Tx& tx) {
                            return tx.rows("SELECT seen_at FROM session ORDER BY seen_at",
                                           [](storage::Row const& row) { return row.integer(0); });
                        }).value();
    EXPECT_EQ(kept.size(), static_cast<std::size_t>(sessions_max));
    EXPECT_EQ(kept.front(), db.now().milliseconds - minute - (sessions_max - 2));
    EXPECT_TRUE(known(token));
}

}  // namespace
}  // namespace bina::access
