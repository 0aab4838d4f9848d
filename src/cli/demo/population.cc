#include "cli/demo/population.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "areas/embedded.h"
#include "cli/demo/names.h"

namespace bina::cli::demo {
namespace {

constexpr std::int32_t birth_days = 18'262;  // 50 years: the youngest owner is 22, the oldest 72
constexpr std::uint64_t serials = 1000;  // 9000 to 9999
constexpr int first_birth_year = 1952;
constexpr std::uint64_t first_spouse = 9'000'000;  // numbers of spouses; those of owners are below
constexpr std::uint64_t phone_numbers = 100'000'000;
constexpr std::uint64_t nib_numbers = 1'000'000'000;
constexpr std::int64_t selling_days = 26 * 12;

/// A town's villages hold more businesses: kelurahan (seventh digit 1), and the district named like the
/// regency.
int weight_of(std::string_view code, std::string_view district, std::string_view regency) {
    Draw draw{7, Topic::place, std::stoull(std::string{code})};
    int const ward = code[6] == '1' ? 3 : 1;
    int const town = regency.ends_with(district) ? 2 : 1;
    return draw.between(20, 80) * ward * town;
}

/// Takings of a day as people say them: round.
std::int64_t round_takings(std::int64_t rupiah) {
    std::int64_t const step = rupiah < 100'000     ? 10'000
                              : rupiah < 500'000   ? 50'000
                              : rupiah < 1'000'000 ? 100'000
                              : rupiah < 5'000'000 ? 250'000
                                                   : 1'000'000;
    return std::max(step, (rupiah + step / 2) / step * step);
}

std::int64_t round_worth(std::int64_t rupiah) {
    std::int64_t const step = rupiah < 5'000'000 ? 250'000 : rupiah < 50'000'000 ? 1'000'000 : 5'000'000;
    return std::max(step, (rupiah + step / 2) / step * step);
}

/// 1.85 on average; who sells more employs more.
int workers_for(Draw& draw, int sales_normal) {
    constexpr std::array<int, 9> from{165, 840, 1330, 1690, 1990, 2230, 2460, 2700, 3000};
    int const normal = correlated(sales_normal, draw.normal(), 600);
    return 1 + static_cast<int>(std::ranges::upper_bound(from, normal) - from.begin());
}

std::string business_name(Draw& draw, Living const& living, Person const& owner) {
    std::string name{living.head};
    auto const roll = draw.below(1000);
    if (roll < 345) {
        name.append(" ").append(honorific_name(draw, owner.name, owner.woman));
    } else if (roll < 950) {
        bool const own = draw.chance(300);
        name.append(" ").append(own ? given_name(owner.name) : common_word(draw, wishes()));
    }
    if (draw.chance(60))
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::toupper(c); });
    return name;
}

std::string street_address(Draw& draw) {
    if (draw.chance(550))
        return fmt::format("Jl. {} No. {}", common_word(draw, streets()), draw.between(1, 180));
    return fmt::format("Dukuh {}", common_word(draw, hamlets()));
}

}  // namespace

std::vector<Village> villages_of(std::string_view regency) {
    std::vector<Village> found;
    if (regency.size() != 4) return found;
    std::string_view regency_name;
    std::string_view district_name;
    auto rest = areas::embedded_table();
    auto const begin = rest.find(fmt::format("\n{},", regency));
    if (begin == rest.npos) return found;
    rest.remove_prefix(begin + 1);
    while (rest.starts_with(regency)) {
        auto const line = rest.substr(0, rest.find('\n'));
        auto const comma = line.find(',');
        auto const code = line.substr(0, comma);
        auto const name = line.substr(comma + 1);
        if (code.size() == 4) regency_name = name;
        if (code.size() == 6) district_name = name;
        if (code.size() == 10)
            found.push_back({std::string{code}, std::string{name}, std::string{district_name},
                             weight_of(code, district_name, regency_name)});
        rest.remove_prefix(line.size() + 1);
    }
    return found;
}

std::string town_of(std::string_view regency) {
    auto const table = areas::embedded_table();
    auto const begin = table.find(fmt::format("\n{},", regency));
    if (regency.size() != 4 || begin == table.npos) return {};
    auto name = table.substr(begin + 6, table.find('\n', begin + 1) - begin - 6);
    return std::string{name.substr(name.find(' ') + 1)};
}

Population::Population(Plan plan)
    : m_plan(std::move(plan)),
      m_schedule(m_plan.businesses, m_plan.today),
      m_births(birth_days * serials, m_plan.seed),
      m_phones(phone_numbers, m_plan.seed + 1),
      m_nibs(nib_numbers, m_plan.seed + 2) {
    int sum = 0;
    for (auto const& village : m_plan.villages) m_village_weights.push_back(sum += village.weight);
}

std::uint64_t Population::owner_of(std::uint64_t number) const {
    Draw draw{m_plan.seed, Topic::person, number};
    bool const several = number > 0 && draw.chance(35);
    if (!several) return number;
    return number - 1 - draw.below(static_cast<std::uint32_t>(std::min<std::uint64_t>(number, 400)));
}

Village const& Population::village_of(std::uint64_t number) const {
    Draw draw{m_plan.seed, Topic::place, number};
    return m_plan.villages[draw.weighted(m_village_weights)];
}

Person Population::person(std::uint64_t number, bool woman, Village const& village) const {
    Draw draw{m_plan.seed, Topic::person, ~number};
    Person person;
    person.number = number;
    person.woman = woman;
    person.name = person_name(draw, person.woman);
    if (draw.chance(40)) person.name.insert(0, person.woman ? "Hj. " : "H. ");

    // One pair of birthday and serial for each number: two invented people never share an NIK.
    auto const pair = m_births(number);
    auto const first = base::Day::from_parts(first_birth_year, 1, 1).value_or(base::Day{});
    person.birth = base::Day::from_number(first.number() + static_cast<std::int32_t>(pair / serials));
    bool const moved = draw.chance(120);
    auto const& registered = moved ? any_village(draw) : village;
    person.nik = fmt::format("{}{:02}{:02}{:02}{}", std::string_view{registered.code}.substr(0, 6),
                             person.birth.day_of_month() + (person.woman ? 40 : 0), person.birth.month(),
                             person.birth.year() % 100, 9000 + pair % serials);
    person.phone = fmt::format("+62840{:08}", m_phones(number));
    return person;
}

Village const& Population::any_village(Draw& draw) const {
    return m_plan.villages[draw.below(static_cast<std::uint32_t>(m_plan.villages.size()))];
}

Person Population::spouse(Business const& business) const {
    auto const& owner = business.owner;
    auto found = person(owner.number + first_spouse, !owner.woman, *business.village);
    found.number = owner.number;
    found.phone = owner.phone;
    return found;
}

Business Population::business(std::uint64_t number) const {
    Draw draw{m_plan.seed, Topic::business, number};
    Business made;
    made.number = number;
    auto const owner = owner_of(number);
    made.village = &village_of(owner);
    bool const woman = Draw{m_plan.seed, Topic::person, owner + first_spouse}.chance(560);
    made.owner = person(owner, woman, *made.village);
    made.living = &living(draw);
    made.name = business_name(draw, *made.living, made.owner);
    made.address = street_address(draw);
    made.rt = fmt::format("{:03}", draw.between(1, 8));
    made.rw = fmt::format("{:03}", draw.between(1, 5));

    Draw money{m_plan.seed, Topic::money, number};
    int const sales = money.normal();
    made.sales = round_takings(lognormal(109'000'000, 1100, sales) / selling_days) * selling_days;
    made.assets = round_worth(lognormal(20'000'000, 1500, correlated(sales, money.normal(), 550)));
    made.capital = round_worth(lognormal(8'000'000, 1300, correlated(sales, money.normal(), 500)));
    made.workers = workers_for(money, sales);
    if (draw.chance(380)) made.nib = fmt::format("9999{:09}", m_nibs(number));
    return made;
}

}  // namespace bina::cli::demo
