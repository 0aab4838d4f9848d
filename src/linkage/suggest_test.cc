#include "linkage/suggest.h"

#include <gmock/gmock.h>

#include "linkage/link_fixture.h"

namespace bina::linkage::batch {
namespace {

Field const* field_of(Spec const& spec, std::string_view name) {
    auto const found = std::ranges::find(spec.fields, name, &Field::name);
    return found == spec.fields.end() ? nullptr : &*found;
}

Sample people_sample(std::size_t count) {
    Sample sample{
        .columns = {"id", "cluster", "nama", "lahir", "kota", "telepon"}, .rows = {}, .rows_in_all = 0};
    for (auto& row : fixture::people(count, 1)) {
        row.insert(row.begin() + 1, row[0].substr(0, row[0].find('-')));
        sample.rows.push_back(std::move(row));
    }
    sample.rows_in_all = sample.rows.size();
    return sample;
}

TEST(Suggest, TellsKindsByContent) {
    auto const sample = people_sample(300);
    auto const spec = suggest_spec({&sample, 1});
    ASSERT_TRUE(spec);
    EXPECT_EQ(spec->id, "id");
    EXPECT_EQ(field_of(*spec, "cluster"), nullptr) << "what somebody has put together is no evidence";
    ASSERT_NE(field_of(*spec, "nama"), nullptr);
    EXPECT_EQ(field_of(*spec, "nama")->kind, Kind::name);
    EXPECT_EQ(field_of(*spec, "lahir")->kind, Kind::date);
    EXPECT_EQ(field_of(*spec, "kota")->kind, Kind::place);
    EXPECT_EQ(field_of(*spec, "telepon")->sort, Sort::phone);
    EXPECT_FALSE(spec->rules.empty());
    EXPECT_TRUE(spec->scan);
}

TEST(Suggest, WhatIsSuggestedIsRead) {
    auto const sample = people_sample(200);
    auto const spec = suggest_spec({&sample, 1});
    ASSERT_TRUE(spec);
    auto const again = parse_spec(spec_text(*spec));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *spec);
}

TEST(Suggest, JoinsDatesAndLeavesOutCopies) {
    Sample sample{.columns = {"id", "nama", "nama_n", "by", "bm", "bd"}, .rows = {}, .rows_in_all = 0};
    fixture::Dice dice(5);
    for (auto const& row : fixture::people(200, 2)) {
        auto upper = row[1];
        for (auto& c : upper) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
        sample.rows.push_back({row[0], upper, row[1], std::to_string(1940 + dice.below(60)),
                               std::to_string(1 + dice.below(12)), std::to_string(1 + dice.below(28))});
    }
    sample.rows_in_all = sample.rows.size();
    auto const spec = suggest_spec({&sample, 1});
    ASSERT_TRUE(spec);
    EXPECT_EQ(std::ranges::count(spec->fields, Kind::name, &Field::kind), 1);
    auto const date = std::ranges::find(spec->fields, Kind::date, &Field::kind);
    ASSERT_NE(date, spec->fields.end());
    EXPECT_THAT(date->columns, testing::ElementsAre("by", "bm", "bd"));
}

TEST(Suggest, NeedsSomethingToCompare) {
    Sample const sample{.columns = {"id", "x"}, .rows = {{"1", ""}, {"2", ""}}, .rows_in_all = 2};
    auto const spec = suggest_spec({&sample, 1});
    ASSERT_FALSE(spec);
    EXPECT_EQ(spec.error().kind, &error::bad_spec);
}

}  // namespace
}  // namespace bina::linkage::batch
