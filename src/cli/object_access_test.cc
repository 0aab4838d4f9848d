#include <gmock/gmock.h>

#include "cli/test_world.h"

namespace bina::cli {
namespace {

using access::Role;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

constexpr auto new_name = R"({"values":[{"field":"business.name","text":"Diubah"}]})";

/// What somebody can reach by naming things that are not his.
class ObjectAccess : public testing::Test {
protected:
    std::string business(std::string_view regency, std::string_view id, std::string_view more = "") const {
        return "/api/v1/businesses/" + std::string(regency) + "/" + world.ids.at(std::string(id)) +
               std::string(more);
    }
    fixture::Got put_fact(std::string_view regency, std::string_view id, std::string body = new_name) {
        auto const fact = base::new_id_text(world.db().now());
        return site.send("PUT", business(regency, id, "/facts/" + fact), std::move(body),
                         {{"If-Match", "\"1\""}});
    }
    /// The list as a file, by filters as members of JSON: `"district":"331609"`.
    fixture::Got export_of(std::string_view regency, std::string_view filters = "") {
        return site.post("/api/v1/businesses/" + std::string(regency) + "/export",
                         R"({"reason":"rapat kerja")" + std::string(filters.empty() ? "" : ",") +
                             std::string(filters) + "}");
    }
    fixture::Got take_out(std::string_view what) {
        return site.post("/api/v1/batches/3316/" + world.ids["neighbour_batch"] + "/" + std::string(what),
                         R"({"reason":"diperbaiki pengirim"})");
    }
    std::int64_t work(fixture::Got const& got, std::string_view key) {
        auto const start = got.body.find(R"({"key":")" + std::string(key) + R"(","count":)");
        if (start == got.body.npos) return -1;
        return std::stoll(got.body.substr(got.body.find("count", start) + 7));
    }

    World world;
    fixture::Site& site = world.site;
};

TEST_F(ObjectAccess, AThingOfTheNeighbourIsNotFoundUnderOnesOwnRegency) {
    world.become(Role::administrator, "3316");
    std::vector<fixture::Got> const answers{
        site.get(business("3316", "neighbour")),
        site.post(business("3316", "neighbour", "/unmask"), R"({"purpose":"menelepon pemilik"})"),
        put_fact("3316", "neighbour"),
        site.get("/api/v1/batches/3316/" + world.ids["neighbour_batch"]),
        site.get("/api/v1/batches/3316/" + world.ids["neighbour_batch"] + "/rows"),
        take_out("original"),
        take_out("rejected"),
        site.post("/api/v1/batches/3316/" + world.ids["neighbour_batch"] + "/undo", ""),
        site.put("/api/v1/pairs/3316/" + world.ids["neighbour_batch"] + "/decision",
                 R"({"verdict":"merge"})")};
    for (auto const& got : answers) {
        EXPECT_THAT(got.status, AnyOf(404, 409)) << got.body;
        EXPECT_THAT(got.body, Not(AnyOf(HasSubstr("Tetangga"), HasSubstr("Tarmi"), HasSubstr("TARMI"))));
    }
    for (auto const& list : {"/api/v1/licences/3316/" + world.ids["neighbour"],
                             "/api/v1/letters/3316/of/" + world.ids["neighbour"],
                             "/api/v1/privacy/businesses/3316/" + world.ids["neighbour"] + "/consents"})
        EXPECT_EQ(site.get(list).body, R"({"items":[]})") << list;
}

TEST_F(ObjectAccess, AThingOfTheNeighbourIsRefusedUnderItsOwn) {
    world.become(Role::administrator, "3316");
    for (auto const& got :
         {site.get(business("3317", "neighbour")),
          put_fact("3317", "neighbour"),
          site.get("/api/v1/businesses?regency=3317"),
          export_of("3317"),
          site.get("/api/v1/licences?regency=3317"),
          site.get("/api/v1/licences/3317/" + world.ids["neighbour"]),
          site.get("/api/v1/letters/3317/of/" + world.ids["neighbour"]),
          site.get("/api/v1/privacy/businesses/3317/" + world.ids["neighbour"] + "/consents"),
          site.get("/api/v1/privacy/requests?regency=3317"),
          site.get("/api/v1/snapshots?regency=3317"),
          site.get("/api/v1/agencies/3317"),
          site.get("/api/v1/agencies/3317/counts"),
          site.get("/api/v1/agencies/3317/businesses/" + world.ids["neighbour"]),
          site.get("/api/v1/handovers/3317"),
          site.get("/api/v1/kbli/3317/work"),
          site.get("/api/v1/open-data/3317/jumlah-umkm"),
          site.get("/api/v1/batches/3317/" + world.ids["neighbour_batch"]),
          site.get("/api/v1/audit?regency=3317"),
          site.get("/api/v1/audit/check?regency=3317"),
          site.get("/api/v1/overview?area=3317"),
          site.get("/api/v1/overview?area=33")})
        EXPECT_EQ(got.problem(), R"("access.denied")") << got.body;
}

// "331700" means "in no known district": read as such under another regency it would show that one's.
TEST_F(ObjectAccess, AFilterCannotReachOutOfItsArea) {
    world.become(Role::operator_, "3317");
    for (auto const& [filter, in_body] :
         {std::pair("district=331700", R"("district":"331700")"),
          std::pair("district=331702", R"("district":"331702")"),
          std::pair("village=3317000000", R"("village":"3317000000")"),
          std::pair("district=331609&village=3317022001", R"("district":"331609","village":"3317022001")"),
          std::pair("village=3317022001", R"("village":"3317022001")")}) {
        for (auto const* const list : {"/api/v1/businesses?regency=3316&", "/api/v1/licences?regency=3316&"})
            EXPECT_EQ(site.get(list + std::string(filter)).problem(), R"("base.malformed")") << filter;
        EXPECT_EQ(site.post("/api/v1/businesses/search", R"({"regency":"3316",)" + std::string(in_body) + "}")
                      .problem(),
                  R"("base.malformed")");
        EXPECT_EQ(export_of("3316", in_body).problem(), R"("base.malformed")");
    }
    for (auto const* const list : {"/api/v1/pairs?regency=3316&", "/api/v1/agencies/3316/counts?",
                                   "/api/v1/agencies/3316/double?", "/api/v1/handovers/3316?"})
        EXPECT_EQ(site.get(list + std::string("district=331702")).problem(), R"("base.malformed")") << list;
}

TEST_F(ObjectAccess, WhoHoldsADistrictSeesItsRowsAndNoOthers) {
    world.become(Role::operator_, "331609");
    auto const list = site.get("/api/v1/businesses?regency=3316&district=331609");
    EXPECT_EQ(list.status, 200);
    EXPECT_THAT(list.body, HasSubstr("Warung Bu Aminah"));
    EXPECT_THAT(list.body, Not(HasSubstr("Bengkel Cepu")));
    for (auto const* const target : {"?regency=3316", "?regency=3316&district=331605",
                                     "?regency=3316&q=bengkel", "?regency=3316&district=331600"})
        EXPECT_EQ(site.get("/api/v1/businesses" + std::string(target)).problem(), R"("access.denied")")
            << target;
    auto const exported = export_of("3316", R"("district":"331609","status":"all")");
    EXPECT_EQ(exported.status, 200);
    EXPECT_THAT(exported.body, HasSubstr("Warung Bu Aminah"));
    EXPECT_THAT(exported.body, Not(HasSubstr("Bengkel Cepu")));
    EXPECT_EQ(export_of("3316").problem(), R"("access.denied")");
    EXPECT_THAT(site.get("/api/v1/licences?regency=3316&district=331609").body,
                AllOf(HasSubstr("Warung Bu Aminah"), Not(HasSubstr("Bengkel Cepu"))));
    EXPECT_THAT(site.get("/api/v1/handovers/3316?district=331609").body,
                AllOf(HasSubstr("Warung Bu Aminah"), Not(HasSubstr("Bengkel Cepu"))));
    EXPECT_EQ(site.get("/api/v1/agencies/3316/counts?district=331609").at("/items/0/businesses"), "1");
    EXPECT_EQ(site.get("/api/v1/licences?regency=3316").problem(), R"("access.denied")");
    for (auto const* const whole :
         {"/api/v1/agencies/3316/counts", "/api/v1/agencies/3316/double", "/api/v1/handovers/3316"})
        EXPECT_EQ(site.get(whole).problem(), R"("access.denied")") << whole;
    EXPECT_EQ(site.get("/api/v1/licences/3316/" + world.ids["elsewhere"]).problem(), R"("access.denied")");
}

TEST_F(ObjectAccess, WhoHoldsADistrictWritesIntoItAlone) {
    world.become(Role::operator_, "331609");
    EXPECT_EQ(site.get(business("3316", "businesses")).status, 200);
    EXPECT_EQ(put_fact("3316", "businesses").status, 201);
    for (auto const& got :
         {site.get(business("3316", "elsewhere")), put_fact("3316", "elsewhere"),
          site.post(business("3316", "elsewhere", "/unmask"), R"({"purpose":"menelepon pemilik"})"),
          put_fact("3316", "businesses", R"({"values":[{"field":"place.village","text":"3316051013"}]})"),
          site.put(business("3316", "new"), new_name),
          site.put(business("3316", "new"), R"({"values":[{"field":"business.name","text":"X"},)"
                                            R"({"field":"place.village","text":"3316051013"}]})")})
        EXPECT_EQ(got.problem(), R"("access.denied")") << got.body;
}

TEST_F(ObjectAccess, QueueAndItsCountAreThoseOfTheDistrict) {
    auto const queue = "/api/v1/pairs?regency=3316";
    world.become(Role::operator_, "3316");
    EXPECT_EQ(site.get(queue).at("/count/value"), "1");
    EXPECT_EQ(work(site.get("/api/v1/overview?area=3316"), "pairs_open"), 1);

    world.become(Role::operator_, "331605");
    EXPECT_EQ(work(site.get("/api/v1/overview?area=331605"), "pairs_open"), 0);
    EXPECT_EQ(work(site.get("/api/v1/overview?area=331605"), "batches_unfinished"), -1);
    EXPECT_EQ(site.get(queue).problem(), R"("access.denied")");
    EXPECT_EQ(site.get(queue + std::string("&district=331605")).at("/count/value"), "0");
    EXPECT_EQ(site.get(queue + std::string("&district=331605")).at("/items"), "[]");
    auto const decision = "/api/v1/pairs/3316/" + world.ids["pairs"] + "/decision";
    EXPECT_EQ(site.put(decision, R"({"verdict":"merge"})").problem(), R"("access.denied")");

    world.become(Role::operator_, "331609");
    EXPECT_EQ(work(site.get("/api/v1/overview?area=331609"), "pairs_open"), 1);
    EXPECT_EQ(site.get(queue + std::string("&district=331609")).at("/count/value"), "1");
    EXPECT_EQ(site.put(decision, R"({"verdict":"distinct"})").status, 200);
    EXPECT_EQ(site.get(queue + std::string("&district=331609&state=decided")).at("/count/value"), "1");
}

TEST_F(ObjectAccess, AnIdThatIsNobodysIsRefusedLikeOneThatIsSomebodys) {
    world.become(Role::operator_, "331605");
    auto const nothing = "/api/v1/businesses/3316/" + base::new_id_text(world.db().now());
    EXPECT_EQ(site.get(nothing).problem(), R"("access.denied")");
    EXPECT_EQ(site.get(business("3316", "businesses")).problem(), R"("access.denied")");
}

}  // namespace
}  // namespace bina::cli
