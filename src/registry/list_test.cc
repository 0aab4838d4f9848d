#include "registry/list.h"

#include <gmock/gmock.h>

#include <random>

#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using testing::ElementsAre, testing::IsEmpty, testing::Not;
using Sort = ListQuery::Sort;

class ListTest : public RegistryTest {
public:
    /// `count` businesses that differ in everything a list can be narrowed to.
    void fill(int count) {
        std::vector<Fact> facts;
        for (int i = 1; i <= count; ++i) facts.push_back(fact(i, "2024-01-01", any_business()));
        ASSERT_EQ(create(facts), nullptr);
        next = count + 1;
    }
    void one_more() {
        ASSERT_EQ(create(fact(next, "2024-01-01",
                              {{Field::business_name, fmt::format("Usaha {} lagi", next * 31 % 100)}})),
                  nullptr);
        ++next;
    }
    /// All pages of a query, while others register more between them.
    std::vector<ListItem> all(ListQuery query, bool while_others_write = false) {
        std::vector<ListItem> items;
        for (;;) {
            auto const page = list(query);
            items.insert(items.end(), page.items.begin(), page.items.end());
            if (page.next.empty()) return items;
            query.cursor = page.next;
            if (while_others_write) one_more();
        }
    }
    /// What `each_business` visits until `at_most` were seen.
    std::vector<BusinessId> visited(ListQuery query, std::size_t at_most = 1'000) {
        query.regency = home;
        std::vector<BusinessId> seen;
        read([&](storage::Tx& tx) {
            return each_business(tx, query, [&](ListItem const& item) {
                seen.push_back(item.id);
                return seen.size() < at_most;
            });
        }).value();
        return seen;
    }

private:
    bool one_in(unsigned n) { return dice() % n == 0; }
    template <std::size_t N>
    std::string any(std::array<std::string_view, N> const& texts) {
        return std::string(texts[dice() % N]);
    }
    Statement any_business() {
        static constexpr std::array<std::string_view, 3> villages{"3316051005", "3316052001", "3316012001"};
        static constexpr std::array<std::string_view, 4> sales{"1000000", "3000000000", "20000000000",
                                                               "60000000000"};
        Statement values{{Field::business_name, fmt::format("Usaha {}", dice() % 100)}};
        if (!one_in(5)) put(values, Field::village, any(villages));
        if (one_in(5)) put(values, Field::district, "331605");
        if (!one_in(5)) put(values, Field::trade, any(trades));
        if (!one_in(3)) put(values, Field::sales, any(sales));
        if (one_in(2)) put(values, Field::status, any(statuses));
        if (one_in(3)) put(values, Field::coached_by, "Dinas");
        if (one_in(4)) put(values, Field::flagship, "yes");
        if (one_in(2)) put(values, Field::nib, "9120001234567");
        return values;
    }

    std::mt19937 dice;
    int next = 1;
};

namespace {

/// Whether a list asked for with `query` must show the business.
bool belongs(ListQuery const& query, ListItem const& item) {
    auto const is_at = [](std::string const& asked, std::string_view zeros, std::string const& stored) {
        return asked.empty() || (asked.ends_with(zeros) ? stored.empty() : stored == asked);
    };
    bool const status = query.status == "all" || item.status == query.status ||
                        (query.status == "counted" && is_counted(item.status));
    return status && is_at(query.district, "00", item.district) &&
           is_at(query.village, "0000", item.village) &&
           is_at(query.village.substr(0, 6), "00", item.district) &&
           (query.trade.empty() || query.trade == item.trade) &&
           (query.size_class.empty() || query.size_class == item.size_class) &&
           (!query.coached || !item.coached_by.empty()) && (!query.flagship || item.flagship) &&
           (item.has & query.has) == query.has && (item.has & query.lacks) == 0;
}

std::vector<BusinessId> ids(std::vector<ListItem> const& items) {
    std::vector<BusinessId> all;
    for (auto const& item : items) all.push_back(item.id);
    return all;
}

constexpr unsigned bit(Has has) {
    return 1U << static_cast<unsigned>(has);
}

/// Every filter alone and some together.
std::vector<ListQuery> queries() {
    return {{},
            {.status = "all"},
            {.status = "claimed"},
            {.status = "closed"},
            {.status = "paused"},
            {.status = "not_business"},
            {.district = "331605"},
            {.district = "331600"},
            {.village = "3316051005"},
            {.village = "3316050000"},
            {.village = "3316000000"},
            {.district = "331605", .village = "3316051005"},
            {.trade = "drink"},
            {.trade = "unknown"},
            {.size_class = "micro"},
            {.size_class = "medium"},
            {.size_class = "unknown"},
            {.coached = true},
            {.flagship = true},
            {.has = bit(Has::nib)},
            {.lacks = bit(Has::nib)},
            {.has = bit(Has::nib) | bit(Has::trade)},
            {.has = bit(Has::nib), .lacks = bit(Has::sales)},
            {.lacks = bit(Has::nib) | bit(Has::sales)},
            {.district = "331605", .lacks = bit(Has::nib)},
            {.trade = "food", .size_class = "small"},
            {.trade = "retail", .status = "all", .coached = true},
            {.coached = true, .flagship = true},
            {.size_class = "large", .status = "closed"}};
}

}  // namespace

TEST_F(ListTest, EveryFilterGivesExactlyItsBusinessesInOrder) {
    fill(240);
    auto const everyone = all({.status = "all", .limit = 200});
    ASSERT_EQ(everyone.size(), 240U);
    int number = 0;
    for (auto query : queries()) {
        SCOPED_TRACE(number++);
        query.limit = 7;
        std::vector<ListItem> right;
        for (auto const& item : everyone)
            if (belongs(query, item)) right.push_back(item);
        EXPECT_THAT(right, Not(IsEmpty())) << "a query that shows nothing tests nothing";
        EXPECT_EQ(ids(all(query)), ids(right));
        query.sort = Sort::newest;
        std::ranges::sort(right, std::greater{}, &ListItem::id);
        EXPECT_EQ(ids(all(query)), ids(right));
        auto const count = list(query).count;
        EXPECT_EQ(count.value, std::ssize(right));
        EXPECT_FALSE(count.capped);
    }
}

TEST_F(ListTest, AVillageThatLiesInAnotherDistrictIsRefused) {
    auto const refused = [&](ListQuery query) {
        query.regency = home;
        return read([&](storage::Tx& tx) { return list_businesses(tx, officer, query); }).error();
    };
    for (ListQuery const& query :
         {ListQuery{.district = "331601", .village = "3316051005"}, ListQuery{.village = "3317051005"}}) {
        EXPECT_EQ(refused(query).kind, &base::malformed);
        EXPECT_EQ(refused(query).detail, "village");
    }
    EXPECT_EQ(refused({.district = "331701"}).detail, "district");
}

TEST_F(ListTest, ShowsAllThatAreUnderASectionDivisionOrGroupOfAnEdition) {
    int number = 0;
    for (auto const* const code : {"13999/2025", "13133/2025", "13134/2020", "14111/2025", "01134/2025"}) {
        ++number;
        auto const name = fmt::format("Usaha {}", number);
        ASSERT_EQ(create(fact(number, "2026-01-01", {{Field::business_name, name}, {Field::kbli, code}})),
                  nullptr);
    }
    EXPECT_THAT(names({.kbli = "13/2025"}), ElementsAre("Usaha 1", "Usaha 2"));
    EXPECT_THAT(names({.kbli = "13/2020"}), ElementsAre("Usaha 3"));
    EXPECT_THAT(names({.kbli = "1313/2025"}), ElementsAre("Usaha 2"));
    EXPECT_THAT(names({.kbli = "99/2025"}), IsEmpty());
    EXPECT_THAT(names({.kbli = "C/2025"}), ElementsAre("Usaha 1", "Usaha 2", "Usaha 4"));
    EXPECT_THAT(names({.kbli = "C/2020"}), ElementsAre("Usaha 3"));
    EXPECT_THAT(names({.kbli = "A/2025"}), ElementsAre("Usaha 5"));
    EXPECT_THAT(names({.kbli = "G/2025"}), IsEmpty());
    EXPECT_EQ(list({.kbli = "13/2025", .limit = 1}).count.value, 2);
    EXPECT_EQ(list({.kbli = "any"}).count.value, 5);
    EXPECT_EQ(list({.kbli = "none"}).count.value, 0);
}

TEST_F(ListTest, ShowsUnderWhichCodeABusinessWasCountedOnADay) {
    ASSERT_EQ(create(fact(1, "2024-01-01", {{Field::business_name, "Batik"}, {Field::kbli, "13134/2020"}})),
              nullptr);
    ASSERT_EQ(add(fact(1, "2025-12-20", {{Field::kbli, "13133/2025"}})), nullptr);
    EXPECT_THAT(names({.kbli = "13133/2025"}), ElementsAre("Batik"));
    EXPECT_THAT(names({.kbli = "13134/2020"}), IsEmpty());
    auto const then = day("2025-06-30");
    EXPECT_THAT(names({.kbli = "13134/2020", .as_of = then}), ElementsAre("Batik"));
    EXPECT_THAT(names({.kbli = "13133/2025", .as_of = then}), IsEmpty());
    EXPECT_THAT(names({.kbli = "13/2020", .as_of = then}), ElementsAre("Batik"));
    EXPECT_THAT(names({.kbli = "13/2025", .as_of = then}), IsEmpty());
    EXPECT_EQ(list({.as_of = then}).items.at(0).kbli, "13134/2020");
    EXPECT_TRUE(check().good());
}

TEST_F(ListTest, PagesByNameInTheOrderOfFoldedNames) {
    ASSERT_EQ(create({fact(1, "2024-01-01", {{Field::business_name, "Zaitun"}}),
                      fact(2, "2024-01-01", {{Field::business_name, "émpek-émpek Abah"}}),
                      fact(3, "2024-01-01", {{Field::business_name, "bakso"}}),
                      fact(4, "2024-01-01", {{Field::business_name, "Bakso"}})}),
              nullptr);
    EXPECT_THAT(names({}), ElementsAre("bakso", "Bakso", "émpek-émpek Abah", "Zaitun"));
    EXPECT_THAT(names({.sort = Sort::newest}), ElementsAre("Bakso", "bakso", "émpek-émpek Abah", "Zaitun"));
}

TEST_F(ListTest, EachBusinessIsSeenOnceWhileOthersAreAdded) {
    fill(60);
    auto const before = ids(all({.limit = 200}));
    for (auto const sort : {Sort::name, Sort::newest}) {
        auto const items = all({.sort = sort, .limit = 4}, true);
        std::set<BusinessId> once;
        for (auto const& item : items) EXPECT_TRUE(once.insert(item.id).second) << item.name;
        for (auto const& id : before) EXPECT_TRUE(once.contains(id));
        EXPECT_TRUE(std::ranges::is_sorted(items, [&](auto const& a, auto const& b) {
            return sort == Sort::name ? std::pair(a.sort_name, a.id) < std::pair(b.sort_name, b.id)
                                      : a.id > b.id;
        }));
    }
}

TEST_F(ListTest, APageIsAsLongAsAskedAndTellsOfTheNext) {
    fill(20);
    auto const whole = list({.status = "all", .limit = 20});
    EXPECT_EQ(whole.items.size(), 20U);
    EXPECT_THAT(whole.next, IsEmpty());
    auto const part = list({.status = "all", .limit = 19});
    EXPECT_EQ(part.items.size(), 19U);
    EXPECT_THAT(part.next, Not(IsEmpty()));
}

TEST_F(ListTest, RefusesACursorThatItDidNotGive) {
    fill(5);
    for (auto const* const cursor : {"x", "zz900000000070008000b00000000001", "s", "sx", "s-1", "r", "r9"}) {
        for (auto const* const text : {"", "usaha"}) {
            auto const refused = read([&](storage::Tx& tx) {
                return list_businesses(tx, officer, {.regency = home, .text = text, .cursor = cursor});
            });
            ASSERT_FALSE(refused) << cursor << ' ' << text;
            EXPECT_EQ(refused.error().kind, &base::malformed);
        }
    }
}

TEST_F(ListTest, CountsThatNoTallyHasAreCountedUpToACap) {
    std::vector<Fact> facts;
    for (int i = 1; i <= count_cap + 1; ++i)
        facts.push_back(
            fact(i, "2024-01-01",
                 {{Field::business_name, "Usaha"}, {Field::trade, "food"}, {Field::coached_by, "Dinas"}}));
    ASSERT_EQ(create(facts), nullptr);
    auto const tallied = list({.trade = "food"}).count;
    EXPECT_EQ(tallied.value, count_cap + 1);
    EXPECT_FALSE(tallied.capped);
    auto const counted = list({.trade = "food", .coached = true}).count;
    EXPECT_EQ(counted.value, count_cap);
    EXPECT_TRUE(counted.capped);
    ASSERT_EQ(add(fact(1, "2024-02-01", {{Field::status, "closed"}})), nullptr);
    auto const fewer = list({.trade = "food", .coached = true}).count;
    EXPECT_EQ(fewer.value, count_cap);
    EXPECT_FALSE(fewer.capped);
}

TEST_F(ListTest, VisitsEveryBusinessThatAQueryLetsThrough) {
    fill(50);
    EXPECT_EQ(visited({.status = "all"}).size(), 50U);
    EXPECT_TRUE(std::ranges::is_sorted(visited({})));
    auto expected = ids(all({.district = "331605", .trade = "food", .limit = 200}));
    std::ranges::sort(expected);
    EXPECT_EQ(visited({.district = "331605", .trade = "food"}), expected);
}

TEST_F(ListTest, VisitsOfASearchOnlyWhatItFinds) {
    fill(50);
    auto expected = ids(list({.text = "usaha 4", .status = "all", .limit = 200}).items);
    ASSERT_THAT(expected, Not(IsEmpty()));
    std::ranges::sort(expected, std::greater{});
    EXPECT_EQ(visited({.text = "usaha 4", .status = "all"}), expected);
}

TEST_F(ListTest, VisitsNoMoreThanIsWanted) {
    fill(50);
    EXPECT_EQ(visited({.status = "all"}, 3).size(), 3U);
    EXPECT_EQ(visited({.text = "usaha", .status = "all"}, 3).size(), 3U);
}
