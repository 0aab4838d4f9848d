#include <gmock/gmock.h>

#include "registry/business.h"
#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;

namespace {

/// What is kept of a value that a form sends; "refused" if it is.
std::string kept(Field field, std::string text) {
    auto const checked = check_values(regency(), {{field, std::move(text)}}, day("2026-01-01"));
    return checked ? std::string(get(*checked, field)) : "refused";
}

struct Taken {
    Field field;
    std::string sent;
    std::string kept;
};
void expect(std::initializer_list<Taken> values) {
    for (auto const& [field, sent, right] : values)
        EXPECT_EQ(kept(field, sent), right) << info(field).key << ' ' << sent;
}

struct Refused {
    Field field;
    std::string sent;
};
void expect_refused(std::initializer_list<Refused> values) {
    for (auto const& [field, sent] : values)
        EXPECT_EQ(kept(field, sent), "refused") << info(field).key << ' ' << sent;
}

}  // namespace

TEST(CheckValues, TextsAreSqueezedAndLimited) {
    expect({{Field::note, "  dua   kata ", "dua kata"},
            {Field::note, std::string(300, 'a'), std::string(300, 'a')},
            {Field::note, "   ", ""}});
    expect_refused({{Field::coaching_ended, "Dinkop"},
                    {Field::note, std::string(301, 'a')},
                    {Field::note, "rusak \xff"}});
}

TEST(CheckValues, IdentifiersAreBroughtToOneForm) {
    expect({{Field::nik, "3316 0952 0387 0001", "3316095203870001"},
            {Field::nib, "9120001234567", "9120001234567"},
            {Field::kbli, "56102", "56102"},
            {Field::phone, "0812-3456-789", "+628123456789"},
            {Field::email, "Siti@Contoh.ID", "siti@contoh.id"}});
    expect_refused({{Field::nik, "331609520387"},
                    {Field::nib, "912000123456"},
                    {Field::kbli, "5610"},
                    {Field::kbli, "5610a"},
                    {Field::email, "siti"}});
}

TEST(CheckValues, AFormHasOneEntryForEachPhone) {
    EXPECT_EQ(kept(Field::phone, "08123456789 / 08133333333"), "refused");
    auto const both = check_values(regency(), {{Field::phone, "08123456789"}, {Field::phone, "08133333333"}},
                                   day("2026-01-01"));
    EXPECT_EQ(*both, (Statement{{Field::phone, "+628123456789"}, {Field::phone, "+628133333333"}}));
}

TEST(CheckValues, AmountsAreWholeNumbers) {
    expect({{Field::sales, "0", "0"},
            {Field::sales, "007", "7"},
            {Field::sales, "999999999999999", "999999999999999"},
            {Field::workers, "999999", "999999"}});
    expect_refused({{Field::sales, "1000000000000000"},
                    {Field::sales, "-1"},
                    {Field::sales, "1,5 juta"},
                    {Field::sales, "1.000"},
                    {Field::workers, "1000000"}});
}

TEST(CheckValues, DaysAndYearsArePossible) {
    expect({{Field::birth_day, "1988-02-29", "1988-02-29"},
            {Field::started, "1900", "1900"},
            {Field::started, "2026", "2026"}});
    expect_refused({{Field::birth_day, "1987-02-29"},
                    {Field::birth_day, "12-03-1987"},
                    {Field::started, "1899"},
                    {Field::started, "2027"}});
}

TEST(CheckValues, ChoicesAreTheirKeys) {
    expect({{Field::sex, "female", "female"},
            {Field::legal_form, "cv", "cv"},
            {Field::trade, "food", "food"},
            {Field::status, "verified", "verified"},
            {Field::flagship, "yes", "yes"}});
    expect_refused({{Field::sex, "P"},
                    {Field::legal_form, "CV"},
                    {Field::trade, "makanan"},
                    {Field::status, "ada"},
                    {Field::flagship, "ya"}});
}

TEST(CheckValues, PlacesLieInTheRegency) {
    expect({{Field::village, "3316051005", "3316051005"}, {Field::district, "331605", "331605"}});
    expect_refused({{Field::village, "3317051005"},
                    {Field::village, "331605"},
                    {Field::district, "331701"},
                    {Field::district, "33160"}});
}

TEST(CheckValues, CoordinatesAreDegreesOfTheGlobe) {
    for (auto const* const right : {"-6.970123", "0", "90", "-90.0", "89.999999"})
        EXPECT_EQ(kept(Field::latitude, right), right);
    for (auto const* const right : {"180", "-180.000000", "111.416667"})
        EXPECT_EQ(kept(Field::longitude, right), right);
    for (auto const* const wrong :
         {"90.1", "-91", "6,97", "6.", ".5", "-", "--6", "6.9.7", "6.1234567", "1e1"})
        EXPECT_EQ(kept(Field::latitude, wrong), "refused") << wrong;
    EXPECT_EQ(kept(Field::longitude, "180.000001"), "refused");
}

TEST(CheckValues, EachFaultIsNamedByItsField) {
    auto const refused =
        check_values(regency(), {{Field::village, "3317051005"}, {Field::trade, "food"}, {Field::nik, "1"}},
                     day("2026-01-01"));
    EXPECT_EQ(refused.error().kind, &error::bad_values);
    ASSERT_EQ(refused.error().faults.size(), 2U);
    EXPECT_EQ(refused.error().faults[0].path, "place.village");
    EXPECT_EQ(refused.error().faults[0].key, "registry.outside_regency");
    EXPECT_EQ(refused.error().faults[1].path, "owner.nik");
    EXPECT_EQ(refused.error().faults[1].key, "registry.nik_length");
}
