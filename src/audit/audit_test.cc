#include "audit/audit.h"

#include <gmock/gmock.h>

#include "fixture.h"

namespace bina::audit {
namespace {

using base::Result;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view blora = "3316";

class Audit : public testing::Test {
protected:
    void note(std::string_view event, std::string_view subject, std::string_view regency = blora) {
        db.write([&](storage::Tx& tx) {
              return record(tx, clerk, event, regency, subject, R"({"rows":12})");
          }).value();
    }
    void note_five() {
        for (auto const* subject : {"a", "b", "c", "d", "e"}) note("registry.changed", subject);
    }
    /// Somebody with the store at hand, but without its key.
    void tamper(std::string const& sql) {
        db.write([&](storage::Tx& tx) { return tx.script(sql); }).value();
    }
    ChainCheck check(std::string_view regency = blora) {
        return db.read([&](storage::Tx& tx) { return check_chain(tx, regency); }).value();
    }
    Result<std::vector<Event>> search(Search const& what, access::Actor const& who) {
        return db.read([&](storage::Tx& tx) { return events(tx, who, what); });
    }
    std::vector<std::string> subjects(Search const& what) {
        std::vector<std::string> found;
        auto const events_found = search(what, auditor).value();
        for (auto const& event : events_found) found.push_back(event.subject);
        return found;
    }

    fixture::Store store;
    storage::Db& db = store.db();
    access::Actor clerk = fixture::actor(access::Role::operator_, "3316");
    access::Actor auditor = fixture::actor(access::Role::auditor, "3316");
};

TEST_F(Audit, KeepsWhoDidWhatWhen) {
    auto const at = db.now();
    note("intake.batch_committed", "batch-1");
    auto const found = search({.regency = "3316"}, auditor).value();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].seq, 1);
    EXPECT_EQ(found[0].at, at);
    EXPECT_EQ(found[0].actor, clerk.id.text());
    EXPECT_EQ(found[0].event, "intake.batch_committed");
    EXPECT_EQ(found[0].subject, "batch-1");
    EXPECT_EQ(found[0].detail, R"({"rows":12})");
    EXPECT_EQ(found[0].hash.size(), 64U);
}

TEST_F(Audit, WhatWasUndoneLeavesNoEvent) {
    constexpr base::ErrorKind refused{"audit.test_refused", 422};
    (void)db.write([&](storage::Tx& tx) -> Result<void> {
        TRY(record(tx, clerk, "registry.changed", blora, "a"));
        return base::fail(refused);
    });
    EXPECT_THAT(subjects({.regency = "3316"}), IsEmpty());
    EXPECT_EQ(check().events, 0);
}

TEST_F(Audit, ListsNewestFirstByPageEventAndActor) {
    note_five();
    note("intake.undone", "f");
    EXPECT_THAT(subjects({.regency = "3316"}), ElementsAre("f", "e", "d", "c", "b", "a"));
    EXPECT_THAT(subjects({.regency = "3316", .limit = 2}), ElementsAre("f", "e"));
    EXPECT_THAT(subjects({.regency = "3316", .before = 5, .limit = 2}), ElementsAre("d", "c"));
    EXPECT_THAT(subjects({.regency = "3316", .event = "intake.undone"}), ElementsAre("f"));
    EXPECT_THAT(subjects({.regency = "3316", .actors = {{auditor.id.text()}}, .limit = 1}), ElementsAre("f"));
    EXPECT_THAT(subjects({.regency = "3316", .actors = {{"nobody"}}}), IsEmpty());
    EXPECT_THAT(subjects({.regency = "3316", .actors = std::vector<std::string>{}}), IsEmpty());
    EXPECT_THAT(subjects({.regency = "3316", .before = 1}), IsEmpty());
    auto const count = [&](Search const& what) {
        return db.read([&](storage::Tx& tx) { return count_events(tx, auditor, what); }).value();
    };
    EXPECT_EQ(count({.regency = "3316", .limit = 1}), 6);
    EXPECT_EQ(count({.regency = "3316", .event = "intake.undone"}), 1);
    EXPECT_EQ(count({.regency = "3316", .actors = {{"nobody", clerk.id.text()}}}), 6);
}

TEST_F(Audit, IsReadByWhoMayInThatRegencyOnly) {
    note("registry.changed", "a");
    note("access.signed_in", "b", no_regency);
    EXPECT_EQ(search({.regency = "3316"}, clerk).error().kind, &access::denied);
    EXPECT_EQ(search({.regency = "3317"}, auditor).error().kind, &access::denied);
    EXPECT_EQ(search({}, clerk).error().kind, &access::denied);
    EXPECT_THAT(subjects({}), ElementsAre("b"));
    EXPECT_EQ(search({.regency = "33"}, fixture::actor(access::Role::auditor, "3316")).error().kind,
              &access::denied);
    EXPECT_EQ(search({.regency = "blora"}, auditor).error().kind, &base::malformed);
}

TEST_F(Audit, EachRegencyHasAChainOfItsOwn) {
    note_five();
    note("registry.changed", "x", "3317");
    EXPECT_THAT(db.read(chains).value(), ElementsAre("3316", "3317"));
    tamper("UPDATE event SET subject = 'y' WHERE regency = '3317'");
    EXPECT_EQ(check("3316").broken_at, std::nullopt);
    EXPECT_EQ(check("3317").broken_at, 1);
    EXPECT_EQ(check("3318").events, 0);
    EXPECT_EQ(check("3318").broken_at, std::nullopt);
}

TEST_F(Audit, IntactChainIsIntact) {
    note_five();
    EXPECT_EQ(check().events, 5);
    EXPECT_EQ(check().broken_at, std::nullopt);
}

TEST_F(Audit, EveryChangedColumnShows) {
    note_five();
    for (auto const* change : {"at = at + 1", "actor = 'somebody'", "event = 'registry.read'",
                               "subject = 'z'", "detail = '{}'", "hash = 'f' || substr(hash, 2)"}) {
        SCOPED_TRACE(change);
        tamper("CREATE TABLE kept AS SELECT * FROM event WHERE seq = 3");
        tamper(std::string("UPDATE event SET ") + change + " WHERE seq = 3");
        EXPECT_EQ(check().broken_at, 3);
        tamper("DELETE FROM event WHERE seq = 3; INSERT INTO event SELECT * FROM kept; DROP TABLE kept");
        EXPECT_EQ(check().broken_at, std::nullopt);
    }
}

TEST_F(Audit, RemovedEventShows) {
    note_five();
    tamper("DELETE FROM event WHERE seq = 3");
    EXPECT_EQ(check().broken_at, 3);
}

TEST_F(Audit, RemovedBeginningShows) {
    note_five();
    tamper("DELETE FROM event WHERE seq = 1; UPDATE event SET seq = seq - 1");
    EXPECT_EQ(check().broken_at, 1);
}

TEST_F(Audit, RemovedEndShows) {
    note_five();
    tamper("DELETE FROM event WHERE seq = 5");
    EXPECT_EQ(check().broken_at, 5);
    tamper("UPDATE event_head SET seq = 4, hash = (SELECT hash FROM event WHERE seq = 4)");
    EXPECT_EQ(check().broken_at, 4) << "the seal needs the key";
    tamper("DELETE FROM event_head");
    EXPECT_EQ(check().broken_at, 4);
    tamper("DELETE FROM event");
    EXPECT_EQ(check().events, 0);
}

TEST_F(Audit, InsertedEventShows) {
    note_five();
    tamper(
        "UPDATE event SET seq = 6 WHERE seq = 5;"
        "INSERT INTO event SELECT regency, 5, at, actor, event, subject, detail, hash FROM event WHERE seq = "
        "4");
    EXPECT_EQ(check().broken_at, 5);
}

TEST_F(Audit, SwappedEventsShow) {
    note_five();
    tamper(
        "UPDATE event SET seq = 99 WHERE seq = 2; UPDATE event SET seq = 2 WHERE seq = 3;"
        "UPDATE event SET seq = 3 WHERE seq = 99");
    EXPECT_EQ(check().broken_at, 2);
}

// Parts are written with their lengths, so that moving text from one column to the next is a change.
TEST_F(Audit, TextMovedBetweenColumnsShows) {
    note("registry.changed", "ab");
    tamper("UPDATE event SET event = 'registry.changeda', subject = 'b'");
    EXPECT_EQ(check().broken_at, 1);
}

}  // namespace
}  // namespace bina::audit
