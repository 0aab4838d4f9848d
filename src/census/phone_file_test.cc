#include "census/photo.h"
#include "census/test_census.h"
#include "census/test_phone.h"

namespace bina::census {
namespace {

using namespace test;

class PhoneFiles : public CensusTest {
public:
    void SetUp() override {
        CensusTest::SetUp();
        with_businesses(3);
        with_campaign();
    }
    Phone phone_of(access::Actor const& who) {
        auto const got = as(who).get("/api/v1/packs/key?regency=3316");
        auto const text = [&](std::string_view pointer) { return unquoted(got.at(pointer)); };
        EXPECT_EQ(text("/account"), who.id.text());
        return {{PhoneKeyId::parse(text("/key")).value(), text("/public_key"), text("/ticket")}, who.id};
    }
    std::string visit_line(int number, int target, std::string_view more) {
        auto body = visit_body(target, "found", std::string(answers) + std::string(more));
        return R"({"id":")" + id_text('7', number) + R"(",)" + body.substr(1);
    }
    fixture::Got delivered(std::string const& file) { return site.post("/api/v1/visits/3316/sealed", file); }
    std::string problem(std::string const& file) {
        auto const got = delivered(file);
        return got.status == 200 ? "200" : got.problem();
    }
};

// An enumerator has left, his account is closed; what he asked people must not be lost.
TEST_F(PhoneFiles, WhatAPhoneCouldNotSendIsTheEnumeratorsAllTheSame) {
    auto const phone = phone_of(ani);
    std::string const photo = "\xFF\xD8\xFF\xDA\x01\x02picture";
    std::string digest(32, '\0');
    EVP_Digest(photo.data(), photo.size(), raw(digest), nullptr, EVP_sha256(), nullptr);
    std::string hash;
    for (char const c : digest) hash += fmt::format("{:02x}", static_cast<unsigned char>(c));
    auto const file =
        phone.head() + phone.line("photo", hash, photo) +
        phone.line("visit", id_text('7', 1), visit_line(1, 0, R"(,"photos":[")" + hash + R"("])")) +
        phone.line("visit", id_text('7', 2), visit_line(2, 1, ""));
    ASSERT_EQ(assigned(budi, packs), "200");
    db().write([&](storage::Tx& tx) {
            access::Account const gone{.id = ani.id,
                                       .username = "petugas2",
                                       .name = ani.name,
                                       .disabled = true,
                                       .grants = ani.grants};
            return access::put_account(tx, access::local_operator(), gone, "");
        })
        .value();

    auto const supervisor = person(9, Role::operator_, "3316");
    site.actor = supervisor;
    auto const got = delivered(file);
    ASSERT_EQ(got.status, 200);
    EXPECT_THAT(got.body, HasSubstr(R"({"line":2,"kind":"photo","status":200)"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":3,"kind":"visit","status":201)"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":4,"kind":"visit","status":201)"));
    auto const visit_1 = site.get(visit(1));
    EXPECT_EQ(visit_1.at("/enumerator_name"), in_quotes(ani.name));
    EXPECT_EQ(visit_1.at("/missing"), "[]");
    EXPECT_EQ(site.get("/api/v1/visits/3316/photos/" + hash).status, 200);

    // Brought twice, by somebody else.
    site.actor = planner;
    EXPECT_THAT(delivered(file).body, HasSubstr(R"({"line":3,"kind":"visit","status":201)"));
    EXPECT_EQ(site.get(visit(1)).at("/version"), "1");
    expect_tallies_fit();
}

TEST_F(PhoneFiles, OnlyThatPhoneCanHaveMadeIt) {
    auto const phone = phone_of(budi);
    site.actor = planner;
    EXPECT_EQ(problem(phone.head()), "200");
    EXPECT_EQ(problem(phone.head(ani.id.text())), R"("census.phone_file_forged")");
    EXPECT_EQ(problem(phone.head({}, "3317")), R"("census.phone_file_elsewhere")");
    for (auto const& nonsense : {std::string(), std::string("PK\x03\x04"), std::string("{}\n"),
                                 std::string(100'000, 'a'), phone.head().substr(0, 200)})
        EXPECT_EQ(problem(nonsense), R"("census.not_a_phone_file")");
    site.actor = stranger;
    EXPECT_EQ(problem(phone.head()), R"("access.denied")");
}

TEST_F(PhoneFiles, ADamagedLineCostsNoOther) {
    auto const phone = phone_of(ani);
    auto changed = phone.line("visit", id_text('7', 1), visit_line(1, 0, ""));
    changed[changed.find("\"data\":\"") + 20] ^= 1;
    auto const moved = phone.sealed("visit:" + id_text('7', 1), visit_line(1, 0, ""));
    auto const file = phone.head() + changed + "{\n" +
                      fmt::format(R"({{"kind":"visit","id":"{}",{}}})"
                                  "\n",
                                  id_text('7', 3), moved) +
                      phone.line("photo", "x", "y") +
                      phone.line("visit", id_text('7', 2), visit_line(2, 1, ""));
    site.actor = planner;
    auto const got = delivered(file);
    EXPECT_THAT(got.body, HasSubstr(R"({"line":2,"kind":"visit","status":422)"));
    EXPECT_THAT(got.body, HasSubstr("census.phone_file_damaged"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":3,"kind":"","status":400)"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":4,"kind":"visit","status":422)"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":5,"kind":"photo","status":422)"));
    EXPECT_THAT(got.body, HasSubstr(R"({"line":6,"kind":"visit","status":201)"));
}

}  // namespace
}  // namespace bina::census
