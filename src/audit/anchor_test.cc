#include "audit/anchor.h"

#include <gmock/gmock.h>

#include "audit/merkle.h"
#include "fixture.h"

namespace bina::audit {
namespace {

using base::Result;
using testing::HasSubstr;
using testing::StartsWith;

class Anchors : public testing::Test {
protected:
    void note(int count, std::string_view regency = "3316") {
        for (int i = 0; i < count; ++i)
            db.write([&](storage::Tx& tx) {
                  return record(tx, auditor, "registry.changed", regency, std::to_string(i));
              }).value();
    }
    Anchor make(std::string_view day) { return anchor_of(db, base::Day::parse(day).value()).value(); }
    Result<Proof> proof(std::int64_t seq, std::string_view day, std::string_view regency = "3316") {
        return db.read(
            [&](storage::Tx& tx) { return prove(tx, auditor, regency, seq, base::Day::parse(day).value()); });
    }

    fixture::Store store;
    storage::Db& db = store.db();
    access::Actor auditor = fixture::actor(access::Role::auditor, "33");
};

TEST_F(Anchors, TellWhereEveryChainEnds) {
    note(3);
    note(2, "3317");
    auto const anchor = make("2026-01-01");
    EXPECT_THAT(anchor.text, StartsWith("bina-anchor-1\nday 2026-01-01\nmade 2026-"));
    EXPECT_THAT(anchor.text, HasSubstr("\nbefore " + std::string(64, '0') + "\n"));
    EXPECT_THAT(anchor.text, HasSubstr("\n3316 3 "));
    EXPECT_THAT(anchor.text, HasSubstr("\n3317 2 "));
    EXPECT_EQ(anchor.text.back(), '\n');
}

TEST_F(Anchors, AreMadeOnceADayAndNameTheOneBefore) {
    note(1);
    auto const first = make("2026-01-01");
    note(1);
    EXPECT_EQ(make("2026-01-01").text, first.text) << "what was published stays";
    auto const second = make("2026-01-02");
    EXPECT_THAT(second.text, HasSubstr("\nbefore " + first.hash + "\n"));
    EXPECT_THAT(second.text, HasSubstr("\n3316 2 "));
    auto const list = db.read([](storage::Tx& tx) { return anchors(tx, 10); }).value();
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].hash, second.hash);
}

TEST_F(Anchors, CoverTheEventsBeforeThemAndNoLaterOnes) {
    note(5);
    make("2026-01-01");
    note(1);
    for (std::int64_t seq = 1; seq <= 5; ++seq) {
        auto const found = proof(seq, "2026-01-01").value();
        EXPECT_EQ(found.event.seq, seq);
        EXPECT_EQ(found.tree_size, 5);
        EXPECT_EQ(found.before.empty(), seq == 1);
    }
    EXPECT_EQ(proof(6, "2026-01-01").error().kind, &error::not_anchored);
    EXPECT_EQ(proof(1, "2026-01-01", "3317").error().kind, &error::not_anchored);
    EXPECT_EQ(proof(1, "2026-01-02").error().kind, &error::no_anchor);
    auditor = fixture::actor(access::Role::auditor, "3317");
    EXPECT_EQ(proof(1, "2026-01-01").error().kind, &access::denied);
}

TEST_F(Anchors, NothingIsProvenOfAChainThatWasChanged) {
    note(4);
    make("2026-01-01");
    db.write([](storage::Tx& tx) {
          return tx.run("UPDATE event SET hash = $1 WHERE seq = 2", std::string(64, 'a'));
      }).value();
    EXPECT_EQ(proof(4, "2026-01-01").error().kind, &error::chain_broken);
}

}  // namespace
}  // namespace bina::audit
