#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"
#include "cli/demo/schedule.h"
#include "cli/demo/trades.h"
#include "registry/field.h"

/// An invented regency: true in size, places and proportions, and without a single real person. Phones begin
/// with 0840, a prefix that no operator has; the last four digits of an NIK are 9000 or more and an NIB
/// begins with 9999, which no office gives out.
namespace bina::cli::demo {

struct Village {
    std::string code;
    std::string name;
    std::string district_name;
    int weight;  ///< Share of the regency's businesses, relative to the other villages.
};

/// The villages of a regency, from the area table that is built in; towns weigh more than the countryside.
/// Empty if the code is of no regency.
std::vector<Village> villages_of(std::string_view regency);

/// The regency's name without "Kabupaten" or "Kota": what its people give as their birth place. Empty if
/// there is none.
std::string town_of(std::string_view regency);

struct Plan {
    std::uint64_t seed = 1;
    std::string regency = "3316";
    std::vector<Village> villages = villages_of("3316");
    /// Counted on 31 December 2023; how many are known later follows from it.
    std::int64_t businesses = 13'652;
    base::Day today;
};

/// Where something said comes from. The CLI gives each its label.
enum class Source : std::uint8_t { aid_list, survey, licence_list, agency, visit };

/// What one source said about a business on one day.
struct Told {
    base::Day day;
    Source source = Source::aid_list;
    registry::Statement statement;  ///< Canonical values.
};

/// Somebody who does not exist.
struct Person {
    std::uint64_t number = 0;  ///< The same for all businesses of one owner.
    bool woman = false;
    std::string name;
    std::string nik;
    std::string phone;
    base::Day birth;
};

/// A business as it is, whatever the lists say about it.
struct Business {
    std::uint64_t number = 0;
    Person owner;
    Living const* living = nullptr;
    Village const* village = nullptr;
    std::string name;
    std::string address;
    std::string rt;
    std::string rw;
    std::int64_t sales = 0;  ///< a year, in rupiah
    std::int64_t assets = 0;
    std::int64_t capital = 0;
    int workers = 0;
    std::string nib;  ///< Empty if it has none.
};

/// All businesses of the demonstration, each made from its number alone: cheap to stream, the same in any
/// order.
class Population {
public:
    explicit Population(Plan plan);

    std::uint64_t size() const { return m_schedule.size(); }
    Plan const& plan() const { return m_plan; }
    Schedule const& schedule() const { return m_schedule; }

    /// Numbers from size() on are businesses that nobody has told of yet: newcomers of a list.
    Business business(std::uint64_t number) const;
    /// Who runs the business together with its owner, has an NIK of their own and shares phone and roof.
    Person spouse(Business const& business) const;
    /// What is known of `business` by `plan().today`, in the order in which it was said. The first makes it
    /// known on schedule().born(number); a status that is not counted is said on schedule().gone(number).
    std::vector<Told> told(Business const& business) const;

private:
    Person person(std::uint64_t number, bool woman, Village const& village) const;
    Village const& village_of(std::uint64_t number) const;
    Village const& any_village(Draw& draw) const;
    std::uint64_t owner_of(std::uint64_t number) const;

    Plan m_plan;
    Schedule m_schedule;
    std::vector<int> m_village_weights;
    Shuffle m_births;
    Shuffle m_phones;
    Shuffle m_nibs;
};

}  // namespace bina::cli::demo
