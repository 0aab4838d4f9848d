#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/demo/population.h"
#include "registry/licence.h"

namespace bina::cli::demo {
namespace {

using base::Day;
using registry::Field;
using registry::put;
using registry::Statement;

/// What a regency calls its agency for small businesses.
std::string agency_of(std::string_view regency) {
    return regency == "3316" ? "Dindagkop UKM" : "Dinas Koperasi dan UKM";
}

constexpr std::array<std::string_view, 5> flagship_reasons{
    "Pemasaran sampai luar provinsi", "Juara lomba produk unggulan kabupaten",
    "Menyerap lebih dari sepuluh tenaga kerja", "Memakai bahan baku lokal dan dipamerkan di tingkat provinsi",
    "Produk khas daerah dengan merek terdaftar"};

Day date(int year, int month, int day) {
    return Day::from_parts(year, month, day).value_or(Day{});
}

/// A day from `from` to `to`, both included.
Day between(Draw& draw, Day from, Day to) {
    if (to <= from) return from;
    return Day::from_number(draw.between(from.number(), to.number()));
}

void put_person(Draw& draw, Business const& business, Statement& says) {
    auto const& owner = business.owner;
    put(says, Field::owner_name, owner.name);
    if (draw.chance(860)) {
        put(says, Field::nik, owner.nik);
        put(says, Field::birth_day, owner.birth.text());
    }
    if (draw.chance(930)) put(says, Field::sex, owner.woman ? "female" : "male");
    if (draw.chance(720)) put(says, Field::phone, owner.phone);
}

void put_place(Draw& draw, Business const& business, Statement& says) {
    put(says, Field::district, business.village->code.substr(0, 6));
    if (draw.chance(30)) return;  // the list names the district alone
    put(says, Field::village, business.village->code);
    if (!draw.chance(900)) return;
    put(says, Field::address, business.address);
    put(says, Field::rt, business.rt);
    put(says, Field::rw, business.rw);
}

void put_money(Draw& draw, Business const& business, int percent, Statement& says) {
    auto const of = [&](std::int64_t rupiah) { return std::to_string(rupiah * percent / 100); };
    if (draw.chance(760)) put(says, Field::sales, of(business.sales));
    if (draw.chance(610)) put(says, Field::assets, of(business.assets));
    if (draw.chance(480)) put(says, Field::capital, of(business.capital));
    if (draw.chance(700)) put(says, Field::workers, std::to_string(business.workers));
}

std::string_view legal_form(Draw& draw) {
    auto const roll = draw.below(1000);
    if (roll < 968) return "individual";
    if (roll < 980) return "cv";
    if (roll < 986) return "pt_individual";
    if (roll < 990) return "pt";
    if (roll < 994) return "cooperative";
    return "group";
}

Statement first_words(Draw& draw, Business const& business, Day born) {
    Statement says;
    says.reserve(24);
    put(says, Field::business_name, business.name);
    put(says, Field::trade, std::string{business.living->trade});
    if (draw.chance(720)) put(says, Field::activity, std::string{business.living->activity});
    if (draw.chance(900)) put(says, Field::legal_form, std::string{legal_form(draw)});
    if (draw.chance(550)) put(says, Field::started, std::to_string(born.year() - draw.between(0, 14)));
    put_person(draw, business, says);
    put_place(draw, business, says);
    put_money(draw, business, 100, says);
    return says;
}

/// Licence numbers have the right shape; their serials are ones that no office has reached.
Statement licences(Draw& draw, Business const& business) {
    Statement says;
    auto const serial = business.number % 10'000;
    if (!business.nib.empty()) {
        put(says, Field::nib, business.nib);
        put(says, Field::kbli, std::string{business.living->kbli});
    }
    if (draw.chance(150))
        put(says, Field::licence_sku,
            fmt::format("510/{}/{}", 9000 + serial % 1000, draw.between(2019, 2023)));
    if (business.living->food && draw.chance(160))
        put(says, Field::licence_pirt,
            fmt::format("206{}99{:04}-{}", business.village->code.substr(0, 4), serial, 27));
    if (business.living->food && draw.chance(110))
        put(says, Field::licence_halal, fmt::format("ID9999{:013}", business.number));
    if (draw.chance(18)) put(says, Field::licence_brand, fmt::format("IDM9{:08}", business.number));
    return says;
}

/// Adds when a licence was given and by whom, for some; so that at any time some are about to end. `days_ago`
/// is counted from the list that names it, and `years` is how long it holds.
void date_licence(std::string& text, Day listed, std::int32_t days_ago, int years, std::string_view issuer) {
    Day const given = Day::from_number(listed.number() - days_ago);
    Day const until = given.years_before(-years);
    registry::LicenceSaid said{.number = text, .from = given, .until = until, .issuer = std::string(issuer)};
    if (registry::decode_pirt(text))
        said.number = text.substr(0, text.find('-') + 1) + until.text().substr(2, 2);
    text = registry::text_of(said);
}

/// Two out of three lists tell the days of the licences they name.
void date_licences(Statement& says, Day listed, std::uint64_t number) {
    if (number % 3 == 0) return;
    auto const days_ago = [&](std::uint64_t below) {
        return static_cast<std::int32_t>(number * 7919 % below);
    };
    for (auto& [field, text] : says) {
        if (field == Field::licence_pirt)
            date_licence(text, listed, days_ago(1'000), 5, "Dinas Kesehatan");
        else if (field == Field::licence_brand)
            date_licence(text, listed, days_ago(2'900), 10, "DJKI");
        else if (field == Field::licence_halal)
            text = registry::text_of(
                {.number = text, .from = Day::from_number(listed.number() - days_ago(400))});
    }
}

std::string_view reason_gone(Draw& draw) {
    auto const roll = draw.below(100);
    return roll < 70 ? "closed" : roll < 84 ? "not_business" : roll < 95 ? "moved" : "deceased";
}

/// What is said after the first words, each at its time; all before `until`.
struct Later {
    Draw& draw;
    Business const& business;
    Day born;
    Day until;
    std::vector<Told>& told;

    void add(Day day, Source source, Statement says) {
        if (says.empty() || day <= born || day >= until) return;
        told.push_back({day, source, std::move(says)});
    }

    void visited() {
        bool const enumerated = draw.chance(560);
        if (!enumerated) return;
        Statement says;
        put(says, Field::status, draw.chance(330) ? "verified" : draw.chance(40) ? "paused" : "found");
        put_money(draw, business, draw.between(95, 120), says);
        Day const campaign = born.year() < 2022 ? date(2022, 4, 4) : born;
        add(between(draw, campaign, Day::from_number(campaign.number() + 150)), Source::survey,
            std::move(says));
    }

    void licensed() {
        Day const from = std::max(date(2021, 8, 9), born);  // the day the licensing portal opened
        auto says = licences(draw, business);
        Day const listed = between(draw, from, Day::from_number(from.number() + 700));
        date_licences(says, listed, business.number);
        add(listed, Source::licence_list, std::move(says));
    }

    void coached() {
        if (!draw.chance(92)) return;
        Day const since = between(draw, std::max(date(2019, 2, 1), born), date(2025, 6, 30));
        Statement says;
        put(says, Field::coached_by, agency_of(business.village->code.substr(0, 4)));
        put(says, Field::coached_since, since.text());
        if (draw.chance(55)) {
            put(says, Field::flagship, "yes");
            put(says, Field::flagship_reason,
                std::string{flagship_reasons[draw.below(flagship_reasons.size())]});
        }
        add(Day::from_number(since.number() + 1), Source::agency, std::move(says));
        coached_twice(since);
    }

    /// One in nine is coached by another agency too, which the first does not know.
    void coached_twice(Day since) {
        if (business.number % 9 != 4) return;
        Day const later = Day::from_number(since.number() + 90);
        Statement says;
        put(says, Field::coached_by, business.number % 2 == 0 ? "Dinas Perindustrian" : "PLUT-KUMKM");
        put(says, Field::coached_since, later.text());
        add(Day::from_number(later.number() + 1), Source::agency, std::move(says));
    }

    void measured() {
        for (int year = 2023; year <= 2025; ++year) {
            if (!draw.chance(170)) continue;
            Statement says;
            put_money(draw, business, draw.between(85, 100 + 14 * (year - 2021)), says);
            add(between(draw, date(year + 1, 1, 8), date(year + 1, 4, 30)), Source::visit, std::move(says));
        }
    }
};

}  // namespace

std::vector<Told> Population::told(Business const& business) const {
    Draw draw{m_plan.seed, Topic::status, business.number};
    Day const born = m_schedule.born(business.number);
    auto const gone = m_schedule.gone(business.number);
    std::vector<Told> told;
    told.reserve(6);
    auto first = first_words(draw, business, born);
    put(first, Field::status, "claimed");
    told.push_back({born, Source::aid_list, std::move(first)});

    Day const until = gone ? *gone : Day::from_number(m_plan.today.number() + 1);
    Later later{draw, business, born, until, told};
    later.visited();
    later.licensed();
    later.coached();
    later.measured();
    std::ranges::stable_sort(told, {}, &Told::day);
    if (gone) {
        Statement says;
        put(says, Field::status, std::string{reason_gone(draw)});
        told.push_back({*gone, Source::visit, std::move(says)});
    }
    return told;
}

}  // namespace bina::cli::demo
