#include "privacy/retention.h"

#include <gmock/gmock.h>

#include "audit/audit.h"
#include "base/duration.h"
#include "privacy/desk.h"
#include "registry/test_registry.h"

namespace bina::privacy {
namespace {

using namespace registry::test;
using access::Role;
using storage::Tx;
using testing::HasSubstr;

/// The store holds businesses of one regency, and the officer's is that one.
class RetentionTest : public RegistryTest {
protected:
    void SetUp() override {
        ASSERT_EQ(create(fact(1, "2024-05-01", {{registry::Field::business_name, "Warung Maju"}})), nullptr);
    }
    base::ErrorKind const* set(access::Actor const& actor, std::string const& subject, std::int64_t days,
                               std::string const& law = "Perda 1/2026") {
        auto const done = db().write(
            [&](Tx& tx) { return set_retention(tx, actor, {.subject = subject, .days = days, .law = law}); });
        return done ? nullptr : done.error().kind;
    }
    RetentionRule rule(std::string_view subject) {
        auto const found = db().write([&](Tx& tx) { return open_retention(tx, officer); }).value();
        for (auto const& one : found.rules)
            if (one.subject == subject) return one;
        throw std::logic_error("no such rule");
    }
    std::int64_t due(std::int64_t days) {
        return read([&](Tx& tx) { return due_after(tx, officer, "requests", days); }).value();
    }
    /// A request that was answered today.
    void answer(int number) {
        PrivacyRequest const request{
            .id = RequestId::parse(fmt::format("01900000000070008000e{:011}", number)).value(),
            .regency = home,
            .kind = "access",
            .business = business_id(1),
            .person = "Siti Aminah",
            .contact = "datang ke kantor",
            .wish = ""};
        db().write([&](Tx& tx) -> base::Result<void> {
                TRY(open_request(tx, officer, request));
                return refuse(tx, officer, home, request.id, "no_data", "tidak ada datanya");
            })
            .value();
    }
    std::vector<audit::Event> events() {
        return read([](Tx& tx) { return audit::events(tx, access::local_operator(), {}); }).value();
    }
};

TEST_F(RetentionTest, ARuleIsSetFromWhatItWouldRemove) {
    answer(1);
    fixture::advance(20 * base::day_ms);
    answer(2);
    fixture::advance(20 * base::day_ms);
    EXPECT_EQ(set(officer, "requests", 30), nullptr);
    EXPECT_EQ(rule("requests").due, 1);
    EXPECT_EQ(due(10), 2);
    EXPECT_EQ(due(0), 0) << "for good";
    EXPECT_EQ(set(officer, "requests", 10), nullptr);
    auto const now = rule("requests");
    EXPECT_EQ(now.days, 10);
    EXPECT_EQ(now.law, "Perda 1/2026");
    EXPECT_EQ(now.due, 2);
}

TEST_F(RetentionTest, ASlipOfTheFingerRemovesNothing) {
    EXPECT_EQ(set(officer, "replies", retention_days_min - 1), &error::retention_days);
    EXPECT_EQ(set(officer, "replies", -1), &error::retention_days);
    EXPECT_EQ(set(officer, "replies", retention_days_max + 1), &error::retention_days);
    EXPECT_EQ(set(officer, "facts", 30), &error::retention_subject);
    EXPECT_EQ(rule("replies").days, 30);
    EXPECT_EQ(set(officer, "replies", retention_days_min), nullptr);
}

TEST_F(RetentionTest, OpeningAndSettingAreWrittenDown) {
    rule("replies");
    EXPECT_EQ(events().front().event, "privacy.retention_opened");
    EXPECT_EQ(set(officer, "replies", 60), nullptr);
    auto const set_once = events();
    EXPECT_EQ(set_once.front().event, "privacy.retention_set");
    EXPECT_THAT(set_once.front().detail, HasSubstr(R"("days_before":30,"days":60)"));
    EXPECT_EQ(set(officer, "replies", 60), nullptr);
    EXPECT_EQ(events().size(), set_once.size()) << "the same again is no event";
}

TEST_F(RetentionTest, IsForWhoHoldsEveryRegencyOfTheStore) {
    home = regency("3317");
    ASSERT_EQ(create(fact(2, "2024-05-01", {{registry::Field::business_name, "Toko Tetangga"}})), nullptr);
    EXPECT_EQ(set(officer, "replies", 60), &access::denied);
    for (auto const& nobody :
         {officer, fixture::actor(Role::operator_, "33"), fixture::actor(Role::auditor, "")}) {
        EXPECT_EQ(db().write([&](Tx& tx) { return open_retention(tx, nobody); }).error().kind,
                  &access::denied);
        EXPECT_EQ(read([&](Tx& tx) { return due_after(tx, nobody, "replies", 10); }).error().kind,
                  &access::denied);
    }
    EXPECT_EQ(set(fixture::actor(Role::administrator, "33"), "replies", 60), nullptr);
}

}  // namespace
}  // namespace bina::privacy
