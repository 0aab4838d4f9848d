#include "http/throttle.h"

#include <gtest/gtest.h>

#include "fixture.h"
#include "http/answer.h"
#include "http/error.h"

namespace bina::http {
namespace {

class ThrottleTest : public testing::Test {
protected:
    Request from(std::string_view address, std::string user = "") {
        Request request{.method = "GET", .path = "/api/a", .address = address};
        request.caller.user = std::move(user);
        return request;
    }
    /// How many of `count` requests in a row are let in.
    int let_in(int count, std::string_view address) {
        int good = 0;
        for (int i = 0; i < count; ++i)
            if (throttle.by_address(route, from(address))) ++good;
        return good;
    }
    int let_in_as(int count, std::string const& user) {
        int good = 0;
        for (int i = 0; i < count; ++i)
            if (throttle.by_account(route, from("10.0.0.1", user))) ++good;
        return good;
    }

    Route route{"GET", "/api/a", anyone, {}};
    Throttle throttle{
        {.address = {10, 60'000}, .account = {5, 60'000}, .guesses = {3, 60'000}, .bulk = {2, 60'000}},
        fixture::clock};
};

TEST_F(ThrottleTest, LetsInSoManyAtOnceAndThenEvenly) {
    EXPECT_EQ(let_in(15, "10.0.0.1"), 10);
    EXPECT_EQ(let_in(15, "10.0.0.2"), 10) << "each address by itself";
    fixture::advance(5'999);
    EXPECT_EQ(let_in(1, "10.0.0.1"), 0);
    fixture::advance(1);
    EXPECT_EQ(let_in(2, "10.0.0.1"), 1) << "a tenth of a minute, a tenth of the rate";
    fixture::advance(60'000);
    EXPECT_EQ(let_in(15, "10.0.0.1"), 10);
}

TEST_F(ThrottleTest, TellsHowLongToWait) {
    (void)let_in(10, "10.0.0.1");
    auto const refused = throttle.by_address(route, from("10.0.0.1"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, &error::too_many_requests);
    auto const reply = problem(refused.error(), "x");
    EXPECT_EQ(reply.status, 429);
    ASSERT_EQ(reply.headers.size(), 1U);
    EXPECT_EQ(reply.headers[0].first, "Retry-After");
    EXPECT_EQ(reply.headers[0].second, "6");
}

TEST_F(ThrottleTest, WaitingAskedForInVainCostsNothing) {
    EXPECT_EQ(let_in(1'000, "10.0.0.1"), 10);
    fixture::advance(6'000);
    EXPECT_EQ(let_in(1, "10.0.0.1"), 1);
}

TEST_F(ThrottleTest, CountsAnAccountFromAllItsAddressesTogether) {
    EXPECT_EQ(let_in_as(8, "sri"), 5);
    EXPECT_FALSE(throttle.by_account(route, from("10.9.9.9", "sri")));
    EXPECT_EQ(let_in_as(8, "adi"), 5);
    EXPECT_EQ(let_in_as(8, ""), 8) << "nobody is no account";
}

TEST_F(ThrottleTest, GuessingAndBulkHaveRatesOfTheirOwn) {
    route.guess = true;
    EXPECT_EQ(let_in(10, "10.0.0.1"), 3);
    route.guess = false;
    EXPECT_EQ(let_in(10, "10.0.0.1"), 7) << "what was refused as a guess was not counted again";
    route.bulk = true;
    EXPECT_EQ(let_in_as(10, "sri"), 2);
}

TEST_F(ThrottleTest, LoopbackIsNotCountedUnlessAsked) {
    for (auto const* const address : {"127.0.0.1", "::1", "::ffff:127.0.0.1"})
        EXPECT_EQ(let_in(50, address), 50);
    Throttle strict{{.address = {10, 60'000}, .count_loopback = true}, fixture::clock};
    int good = 0;
    for (int i = 0; i < 50; ++i)
        if (strict.by_address(route, from("127.0.0.1"))) ++good;
    EXPECT_EQ(good, 10);
}

TEST_F(ThrottleTest, NeverRemembersMoreThanItsLimit) {
    for (std::size_t i = 0; i < Throttle::known_max + 10; ++i)
        ASSERT_TRUE(throttle.by_address(route, from("10.1." + std::to_string(i))));
    EXPECT_EQ(let_in(15, "10.0.0.1"), 10);
}

TEST_F(ThrottleTest, IsAskedBeforeAndAfterItIsKnownWhoAsks) {
    int asked = 0;
    auto const shared =
        std::make_shared<Throttle>(Rates{.address = {4, 60'000}, .account = {2, 60'000}}, fixture::clock);
    Hooks const hooks{.authenticate = [&](Request const&) -> base::Result<Caller> {
                          ++asked;
                          return Caller{nullptr, "sri"};
                      },
                      .authorise = [](Request const&, std::string_view) -> base::Result<void> { return {}; },
                      .throttle = shared};
    route.access = signed_in;
    int good = 0;
    for (int i = 0; i < 10; ++i) {
        auto request = from("10.0.0.1");
        if (admit(hooks, route, request)) ++good;
    }
    EXPECT_EQ(good, 2);
    EXPECT_EQ(asked, 4) << "an address that asks too often is not even looked up";
}

}  // namespace
}  // namespace bina::http
