#include "cli/prove.h"

#include <gmock/gmock.h>

#include "cli/test_world.h"

namespace bina::cli {
namespace {

TEST(Recount, CoversRegistryChainsAndCampaigns) {
    World world;
    base::JsonWriter json;
    json.object();
    EXPECT_TRUE(recount(world.db(), world.shop->store.rules, json).value());
    json.end();
    EXPECT_THAT(std::string(json.text()),
                testing::HasSubstr(R"("campaigns":[{"regency":"3316","count":1,"wrong":[]})"));
}

}  // namespace
}  // namespace bina::cli
