#include "registry/business.h"

#include <gmock/gmock.h>

#include "audit/audit.h"
#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using access::Role;
using testing::ElementsAre, testing::IsEmpty, testing::UnorderedElementsAre;

namespace {

Statement siti() {
    return {{Field::business_name, "Warung Bu Siti"}, {Field::owner_name, "Siti Aminah"},
            {Field::nik, "3316095203870001"},         {Field::phone, "0812-3456-789"},
            {Field::village, "3316051005"},           {Field::sales, "120000000"}};
}

}  // namespace

class BusinessTest : public RegistryTest {
public:
    std::function<std::string(std::string_view)> const name_of_area = area_name;
    FormRules const form_rules{.classes = rules, .area_name = name_of_area};
    base::Result<Registration> put(Fact const& fact, access::Actor const& actor) {
        return db().write(
            [&](storage::Tx& tx) { return register_business(tx, form_rules, actor, home, fact); });
    }
    base::Result<Registration> put(Fact const& fact) { return put(fact, officer); }
    base::Result<Registration> put_more(Fact const& fact, std::int64_t version) {
        return db().write(
            [&](storage::Tx& tx) { return add_fact(tx, form_rules, officer, home, fact, version); });
    }
    base::Result<std::vector<Value>> unmasked(int business, std::string_view purpose) {
        return db().write(
            [&](storage::Tx& tx) { return unmask(tx, officer, home, business_id(business), purpose); });
    }
    std::vector<audit::Event> events() {
        return read([&](storage::Tx& tx) { return audit::events(tx, officer, {.regency = "3316"}); }).value();
    }
    /// The faults for which a first fact is refused, as "path key".
    std::vector<std::string> faults(Fact const& said) {
        auto const refused = put(said);
        if (refused) return {"taken"};
        EXPECT_EQ(refused.error().kind, &error::bad_values);
        std::vector<std::string> told;
        for (auto const& fault : refused.error().faults) told.push_back(fault.path + " " + fault.key);
        return told;
    }
};

TEST_F(BusinessTest, RegistersWithEverythingThatIsKnownOfIt) {
    EXPECT_EQ(put(fact(1, "2024-01-01", siti())), Registration::created);
    auto const got = page(1);
    EXPECT_EQ(got.version, 1);
    EXPECT_EQ(get(got.state, Field::phone), "+628123456789") << "in its canonical form";
    ASSERT_EQ(got.owners.size(), 1U);
    EXPECT_EQ(got.owners[0].name, "Siti Aminah");
    EXPECT_EQ(got.owners[0].nik, "3316095203870001");
    EXPECT_EQ(got.facts.at(0).actor, officer.id.text());
    EXPECT_EQ(got.facts.at(0).recorded_at, fixture::clock());
    EXPECT_EQ(statuses[got.cell.status], "claimed");
    EXPECT_EQ(got.cell.size_class, SizeClass::micro);
    EXPECT_EQ(got.since, day("2024-01-01"));
    EXPECT_THAT(got.merged_into, IsEmpty());
    auto const event = events().at(0);
    EXPECT_EQ(event.event, "registry.business_registered");
    EXPECT_EQ(event.subject, business_id(1).text());
    EXPECT_TRUE(check().good());
}

TEST_F(BusinessTest, TheSameAgainChangesNothing) {
    auto const said = fact(1, "2024-01-01", siti());
    EXPECT_EQ(put(said), Registration::created);
    auto const before = everything();
    EXPECT_EQ(put(said), Registration::already_known);
    EXPECT_EQ(everything(), before);
    EXPECT_EQ(events().size(), 1U);

    auto other = said;
    other.values[0].text = "Warung Pak Budi";
    EXPECT_EQ(put(other).error().kind, &error::id_reused);
    other = said;
    other.day = day("2024-01-02");
    EXPECT_EQ(put(other).error().kind, &error::id_reused);
    other = said;
    other.id = fact_id(9999);
    EXPECT_EQ(put(other).error().kind, &error::id_reused) << "the business has begun with another fact";
}

TEST_F(BusinessTest, NeedsANameOfBusinessOrOwner) {
    EXPECT_EQ(put(fact(1, "2024-01-01", {{Field::trade, "food"}})).error().kind, &error::no_name);
    EXPECT_EQ(put(fact(1, "2024-01-01", {{Field::business_name, "  "}})).error().kind, &error::no_name);
    EXPECT_EQ(put(fact(1, "2024-01-01", {{Field::owner_name, "Siti"}})), Registration::created);
}

TEST_F(BusinessTest, NobodySpeaksOfTomorrow) {
    EXPECT_EQ(put(fact(1, "2026-01-02", siti())).error().kind, &error::future_day);
    EXPECT_EQ(put(fact(1, "2026-01-01", siti())), Registration::created);
    EXPECT_EQ(put_more(fact(1, "2026-01-02", siti()), 1).error().kind, &error::future_day);
}

TEST_F(BusinessTest, AFormWithoutADaySpeaksOfTheDayItIsStored) {
    auto undated = fact(1, "2024-01-01", siti());
    undated.day = day_of_storing;
    ASSERT_EQ(put(undated), Registration::created);
    EXPECT_EQ(put(undated), Registration::already_known);
    auto const facts = db().read([&](storage::Tx& tx) { return facts_of(tx, home, business_id(1)); }).value();
    ASSERT_THAT(facts, testing::SizeIs(1));
    EXPECT_EQ(facts[0].day.text(), "2026-01-01");
}

TEST_F(BusinessTest, NamesEveryFaultOfAFormAtOnce) {
    EXPECT_THAT(faults(fact(1, "2026-03-01",
                            {{Field::business_name, "Warung"},
                             {Field::nik, "331609520387"},
                             {Field::village, "3317051005"},
                             {Field::sales, "1,5 juta"}})),
                ElementsAre("owner.nik registry.nik_length", "place.village registry.outside_regency",
                            "measure.sales base.malformed", "day registry.future_day"));
    EXPECT_THAT(list({.status = "all"}).items, IsEmpty());
}

TEST_F(BusinessTest, AFurtherFactNeedsTheVersionThatWasSeen) {
    ASSERT_EQ(put(fact(1, "2024-01-01", siti())), Registration::created);
    auto const closing = fact(1, "2025-06-01", {{Field::status, "closed"}});
    EXPECT_EQ(put_more(closing, 2).error().kind, &error::version);
    EXPECT_EQ(put_more(closing, 1), Registration::created);
    EXPECT_EQ(put_more(closing, 1), Registration::already_known) << "a repeat need not know the new version";
    EXPECT_EQ(page(1).version, 2);

    auto other = closing;
    other.values = {{Field::status, "paused"}};
    EXPECT_EQ(put_more(other, 2).error().kind, &error::id_reused);
    EXPECT_EQ(events().at(0).event, "registry.fact_added");
    EXPECT_EQ(events().size(), 2U) << "what was refused or repeated is no event";
}

TEST_F(BusinessTest, AFurtherFactSaysSomethingOfABusinessThatIsThere) {
    ASSERT_EQ(put(fact(1, "2024-01-01", siti())), Registration::created);
    EXPECT_EQ(put_more(fact(2, "2025-06-01", siti()), 1).error().kind, &error::not_found);
    EXPECT_EQ(put_more(fact(1, "2025-06-01", {}), 1).error().kind, &error::bad_values);
    EXPECT_EQ(put_more(fact(1, "2025-06-01", {{Field::note, "  "}}), 1).error().kind, &error::bad_values);
}

TEST_F(BusinessTest, ShowsAnEarlierDay) {
    ASSERT_EQ(put(fact(1, "2023-01-01", {{Field::business_name, "Lama"}, {Field::sales, "1000"}})),
              Registration::created);
    ASSERT_EQ(put_more(of_person(fact(1, "2025-01-01",
                                      {{Field::business_name, "Baru"},
                                       {Field::owner_name, "Budi"},
                                       {Field::sales, "3000000000"}}),
                                 5),
                       1),
              Registration::created);
    auto const then = page(1, day("2024-06-01"));
    EXPECT_EQ(get(then.state, Field::business_name), "Lama");
    EXPECT_THAT(then.owners, IsEmpty());
    EXPECT_EQ(then.cell.size_class, SizeClass::micro);
    EXPECT_EQ(page(1).cell.size_class, SizeClass::small);
    EXPECT_EQ(page(1).owners.size(), 1U);
}

TEST_F(BusinessTest, WhoMayWriteInTheRegencyRegisters) {
    int next = 1;
    auto const error_of = [&](access::Actor const& actor) -> base::ErrorKind const* {
        auto const done = put(fact(next++, "2024-01-01", siti()), actor);
        return done ? nullptr : done.error().kind;
    };
    EXPECT_EQ(error_of(fixture::actor(Role::operator_, "3317")), &access::denied) << "the neighbour";
    EXPECT_EQ(error_of(fixture::actor(Role::operator_, "331609")), &access::denied) << "another part of it";
    EXPECT_EQ(error_of(fixture::actor(Role::operator_, "331605")), nullptr) << "the part where it stands";
    EXPECT_EQ(error_of(fixture::actor(Role::auditor, "3316")), &access::denied) << "a role that reads";
    EXPECT_EQ(error_of({}), &access::denied);
    EXPECT_EQ(error_of(fixture::actor(Role::operator_, "33")), nullptr) << "the province holds it";
}

TEST_F(BusinessTest, TheNeighbourNeitherSeesNorChangesIt) {
    ASSERT_EQ(put(fact(1, "2024-01-01", siti())), Registration::created);
    officer = fixture::actor(Role::administrator, "3317");
    EXPECT_EQ(page_error(1), &access::denied);
    EXPECT_EQ(unmasked(1, "verifikasi lapangan").error().kind, &access::denied);
    EXPECT_EQ(put_more(fact(1, "2024-02-01", siti()), 1).error().kind, &access::denied);
    auto const listed =
        read([&](storage::Tx& tx) { return list_businesses(tx, officer, {.regency = home}); });
    EXPECT_EQ(listed.error().kind, &access::denied);
}

TEST_F(BusinessTest, ShowsPersonalValuesForAPurposeThatIsRecorded) {
    ASSERT_EQ(put(fact(1, "2024-01-01", siti())), Registration::created);
    EXPECT_EQ(unmasked(1, "").error().kind, &error::purpose_missing);
    EXPECT_EQ(unmasked(1, "  a      ").error().kind, &error::purpose_missing);
    EXPECT_EQ(unmasked(2, "verifikasi lapangan").error().kind, &error::not_found);
    auto const values = unmasked(1, "verifikasi lapangan").value();
    EXPECT_THAT(values, UnorderedElementsAre(
                            Value{Field::owner_name, "Siti Aminah"}, Value{Field::nik, "3316095203870001"},
                            Value{Field::phone, "+628123456789"}, Value{Field::sales, "120000000"}));
    auto const event = events().at(0);
    EXPECT_EQ(event.event, "registry.unmasked");
    EXPECT_EQ(event.subject, business_id(1).text());
    EXPECT_EQ(event.detail, R"({"purpose":"verifikasi lapangan"})");
}

TEST_F(BusinessTest, UnmasksWhatAMergedRecordSaidToo) {
    ASSERT_EQ(put(fact(1, "2024-01-01", {{Field::business_name, "Warung"}})), Registration::created);
    ASSERT_EQ(put(fact(2, "2024-01-01", siti())), Registration::created);
    ASSERT_EQ(merge(1, 1, 2), nullptr);
    EXPECT_EQ(get(unmasked(1, "verifikasi lapangan").value(), Field::nik), "3316095203870001");
}

TEST_F(BusinessTest, OtherBusinessesOfAnOwnerAreNamed) {
    for (int i = 1; i <= 3; ++i)
        ASSERT_EQ(put(of_person(
                      fact(i, "2024-01-01",
                           {{Field::business_name, fmt::format("Usaha {}", i)}, {Field::owner_name, "Siti"}}),
                      1)),
                  Registration::created);
    std::vector<std::string> others;
    for (auto const& other : page(2).owners.at(0).others) others.push_back(other.name);
    EXPECT_THAT(others, ElementsAre("Usaha 1", "Usaha 3"));
    ASSERT_EQ(merge(1, 1, 3), nullptr);
    EXPECT_EQ(page(2).owners.at(0).others.size(), 1U) << "a merged record is no business of its own";
}
