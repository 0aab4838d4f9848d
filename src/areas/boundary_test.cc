#include "areas/boundary.h"

#include <gmock/gmock.h>

#include "audit/audit.h"
#include "fixture.h"

namespace bina::areas {
namespace {

using base::RegencyCode;
using testing::ElementsAre;

class BoundaryTest : public testing::Test {
protected:
    base::Result<void> put(access::Actor const& actor, std::string_view body) {
        BoundaryFile const file{
            .format = "geojson", .body = std::string(body), .matched = {"331605", "331609"}};
        return db.write([&](storage::Tx& tx) { return store_boundary(tx, actor, blora, file); });
    }
    base::Result<void> remove(access::Actor const& actor) {
        return db.write([&](storage::Tx& tx) { return remove_boundary(tx, actor, blora); });
    }
    base::Result<Boundary> find(access::Actor const& actor, std::string_view known = {}) {
        return db.read([&](storage::Tx& tx) { return find_boundary(tx, actor, blora, known); });
    }
    std::vector<std::string> events() {
        std::vector<std::string> found;
        auto const list =
            db.read([&](storage::Tx& tx) { return audit::events(tx, administrator, {.regency = "3316"}); });
        for (auto const& event : list.value()) found.push_back(event.event + " " + event.detail);
        return found;
    }
    fixture::Store store;
    storage::Db& db = store.db();
    RegencyCode blora = RegencyCode::parse("3316").value();
    access::Actor administrator = fixture::actor(access::Role::administrator, "3316");
    access::Actor mentor = fixture::actor(access::Role::mentor, "3316");
};

TEST_F(BoundaryTest, IsKeptReplacedAndRemoved) {
    EXPECT_EQ(find(mentor).error().kind, &error::no_boundaries);
    EXPECT_EQ(remove(administrator).error().kind, &error::no_boundaries);
    ASSERT_TRUE(put(administrator, "{\"a\":\"Café\\n\"}"));
    auto const first = find(mentor).value();
    EXPECT_EQ(first.format, "geojson");
    EXPECT_EQ(first.body, "{\"a\":\"Café\\n\"}");
    ASSERT_TRUE(put(administrator, std::string(3'000'000, ' ')));
    auto const second = find(mentor).value();
    EXPECT_EQ(second.body.size(), 3'000'000U);
    EXPECT_NE(second.hash, first.hash);
    ASSERT_TRUE(remove(administrator));
    EXPECT_EQ(find(mentor).error().kind, &error::no_boundaries);
    EXPECT_THAT(events(),
                ElementsAre("areas.boundaries_removed {}",
                            R"(areas.boundaries_imported {"format":"geojson","matched":2,"bytes":3000000})",
                            R"(areas.boundaries_imported {"format":"geojson","matched":2,"bytes":15})"));
}

TEST_F(BoundaryTest, BodyIsReadOnlyWhenItIsAnother) {
    ASSERT_TRUE(put(administrator, "{}"));
    auto const hash = find(mentor).value().hash;
    EXPECT_EQ(find(mentor, hash).value().body, "");
    EXPECT_EQ(find(mentor, "another").value().body, "{}");
}

TEST_F(BoundaryTest, NeedsPermission) {
    EXPECT_EQ(put(mentor, "{}").error().kind, &access::denied);
    EXPECT_EQ(put(fixture::actor(access::Role::administrator, "3317"), "{}").error().kind, &access::denied);
    EXPECT_EQ(put(fixture::actor(access::Role::administrator, "331609"), "{}").error().kind, &access::denied);
    ASSERT_TRUE(put(administrator, "{}"));
    EXPECT_EQ(remove(mentor).error().kind, &access::denied);
    EXPECT_EQ(find(fixture::actor(access::Role::mentor, "3317")).error().kind, &access::denied);
    EXPECT_EQ(find(fixture::actor(access::Role::partner, "3316")).error().kind, &access::denied);
}

}  // namespace
}  // namespace bina::areas
