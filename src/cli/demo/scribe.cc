#include "cli/demo/scribe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "cli/demo/names.h"
#include "cli/demo/spelling.h"

namespace bina::cli::demo {
namespace {

constexpr std::int64_t excel_epoch = 25'569;  // 1970-01-01 as a spreadsheet counts days
constexpr std::array<std::string_view, 12> months{"Januari",   "Pebruari", "Maret",    "April",
                                                  "Mei",       "Juni",     "Juli",     "Agustus",
                                                  "September", "Oktober",  "Nopember", "Desember"};
constexpr std::array<std::string_view, 12> short_months{"Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
                                                        "Jul", "Agu", "Sep", "Okt", "Nov", "Des"};

template <std::size_t N>
std::string one_of(Draw& draw, std::array<std::string_view, N> const& choices) {
    return std::string{choices[draw.below(N)]};
}

Cell number(std::int64_t value) {
    return {std::to_string(value), Cell::Kind::number, value};
}

}  // namespace

std::string Scribe::cased(Draw& draw, std::string text) {
    if (draw.chance(m_habits.capitals))
        std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
    else if (draw.chance(m_habits.lower_case))
        std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

std::string Scribe::spoilt(Draw& draw, std::string text) {
    if (draw.chance(m_habits.typing_error)) text = typing_error(draw, std::move(text));
    if (draw.chance(m_habits.no_break_space)) {
        replace(text, " dan ", " – ");
        replace(text, " ", "\xC2\xA0");
    }
    if (draw.chance(m_habits.line_break)) replace(text, " ", "\r\n");
    return text;
}

Cell Scribe::nik(Draw& draw, Person const& owner) {
    auto const& digits = owner.nik;
    if (draw.chance(m_habits.nik_missing)) {
        constexpr std::array<std::string_view, 4> words{"", "-", "belum ada", "0"};
        return {one_of(draw, words)};
    }
    if (draw.chance(m_habits.nik_number)) {
        auto const value = std::stoll(digits) / 10 * 10;
        return {fmt::format("{},{:05}E+15", digits[0], value / 10'000'000'000 % 100'000), Cell::Kind::number,
                value};
    }
    if (draw.chance(m_habits.nik_apostrophe))
        return {fmt::format("{}{}", draw.chance(800) ? '\'' : '`', digits)};
    if (draw.chance(m_habits.nik_spaced))
        return {fmt::format("{0}{4}{1}{4}{2}{4}{3}", digits.substr(0, 6), digits.substr(6, 4),
                            digits.substr(10, 2), digits.substr(12), draw.chance(700) ? ' ' : '.')};
    auto text = digits;
    if (draw.chance(m_habits.nik_letter)) replace(text, "0", "O");
    if (draw.chance(m_habits.nik_wrong_length)) draw.chance(600) ? text.pop_back() : text.push_back('1');
    return {text};
}

Cell Scribe::name(Draw& draw, Person const& owner) {
    auto text = owner.name;
    if (draw.chance(m_habits.old_spelling)) text = old_spelling(std::move(text));
    if (draw.chance(m_habits.name_variants)) text = name_variant(draw, std::move(text));
    if (draw.chance(m_habits.name_variants / 8))
        text.append(owner.woman ? " binti " : " bin ").append(any_word(draw, given_names(false)));
    text = spoilt(draw, cased(draw, std::move(text)));
    if (!draw.chance(m_habits.titles)) return {text};
    constexpr std::array<std::string_view, 3> degrees{", S.Pd", ", S.E.", ", A.Md"};
    if (draw.chance(300)) return {text.append(one_of(draw, degrees))};
    return {fmt::format("{} {}",
                        owner.woman        ? (draw.chance(500) ? "Ibu" : "Ny.")
                        : draw.chance(500) ? "Bpk."
                                           : "Bp",
                        text)};
}

Cell Scribe::birth(Draw& draw, Person const& owner) {
    auto const& day = owner.birth;
    switch (draw.below(5)) {
        case 0:
            return {
                fmt::format("{}, {:02}-{:02}-{}", m_regency, day.day_of_month(), day.month(), day.year())};
        case 1:
            return {fmt::format("{:02}/{:02}/{}", day.day_of_month(), day.month(), day.year())};
        case 2:
            return {fmt::format("{} {} {}", day.day_of_month(),
                                months[static_cast<std::size_t>(day.month() - 1)], day.year())};
        case 3:
            return {day.text(), Cell::Kind::date, day.number() + excel_epoch};
        default:
            return {fmt::format("{} {:02}-{:02}-{:02}", m_regency, day.day_of_month(), day.month(),
                                day.year() % 100)};
    }
}

Cell Scribe::phone(Draw& draw, Person const& owner) {
    if (draw.chance(m_habits.phone_missing)) return {draw.chance(700) ? "" : "-"};
    auto const text = local_phone(owner.phone);
    if (draw.chance(m_habits.phone_number)) return number(std::stoll(text));
    if (draw.chance(m_habits.phone_dashed))
        return {fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 4), text.substr(8))};
    if (draw.chance(m_habits.phone_two)) {
        auto second = text;
        std::ranges::rotate(second.begin() + 4, second.begin() + 7, second.end());
        return {text + (draw.chance(500) ? " / " : ", ") + second};
    }
    return {text};
}

Cell Scribe::money(Draw& draw, std::int64_t rupiah) {
    if (draw.chance(m_habits.money_missing)) return {draw.chance(700) ? "" : "-"};
    if (draw.chance(m_habits.money_words / 12)) return {as_range(rupiah)};
    if (draw.chance(m_habits.money_words)) return {in_words(draw, rupiah)};
    if (draw.chance(m_habits.money_rupiah))
        return {fmt::format("Rp {}{}", thousands(rupiah), draw.chance(500) ? ",-" : "")};
    if (draw.chance(300)) return {thousands(rupiah)};
    return number(rupiah);
}

std::string Scribe::address(Draw& draw, Business const& business) {
    auto text = business.address;
    if (draw.chance(m_habits.address_variants)) text = address_variant(draw, std::move(text));
    if (draw.chance(m_habits.village_in_address))
        text =
            fmt::format("{}, Ds. {} Kec. {}", text, business.village->name, business.village->district_name);
    return text;
}

Cell Scribe::rt_rw(Draw& draw, Business const& business) {
    int const rt = std::stoi(business.rt);
    int const rw = std::stoi(business.rw);
    if (draw.chance(m_habits.rt_as_date)) {
        // A spreadsheet reads 3/2 as the third of February of the year it was typed in.
        auto const day = base::Day::from_parts(2024, rw, rt).value_or(base::Day{});
        return {fmt::format("{}-{}", rt, short_months[static_cast<std::size_t>(rw - 1)]), Cell::Kind::date,
                day.number() + excel_epoch};
    }
    switch (draw.below(4)) {
        case 0:
            return {fmt::format("RT.{}/RW.{}", business.rt, business.rw)};
        case 1:
            return {fmt::format("RT {} RW {}", rt, rw)};
        case 2:
            return {fmt::format("{:02}/{:02}", rt, rw)};
        default:
            return {business.rt + "/" + business.rw};
    }
}

bool Scribe::repeats(Draw& draw, std::string& above, std::string const& text, std::string& ditto) {
    bool const same = above == text;
    above = text;
    if (!same || !draw.chance(m_habits.same_as_above)) return false;
    constexpr std::array<std::string_view, 3> words{"sda", "idem", "\""};
    ditto = one_of(draw, words);
    return true;
}

Cell Scribe::village(Draw& draw, Village const& village) {
    std::string text = village.name;
    if (std::string ditto; repeats(draw, m_above.village, text, ditto)) return {ditto};
    if (draw.chance(m_habits.village_misspelt)) {
        if (text.starts_with("Kedung"))
            text.replace(0, 6, draw.chance(500) ? "Kedung " : "Kd. ");
        else
            text = typing_error(draw, std::move(text));
    }
    if (draw.chance(m_habits.village_prefix))
        text = fmt::format("{} {}", village.code[6] == '1' ? "Kel." : "Ds.", text);
    return {cased(draw, std::move(text))};
}

Cell Scribe::district(Draw& draw, Village const& village) {
    if (std::string ditto; repeats(draw, m_above.district, village.district_name, ditto)) return {ditto};
    return {cased(draw, draw.chance(m_habits.village_prefix) ? fmt::format("Kec. {}", village.district_name)
                                                             : village.district_name)};
}

Cell Scribe::cell(Draw& draw, Column column, Business const& business, Person const& owner,
                  std::int64_t sequence) {
    constexpr std::array<std::string_view, 4> sexes{"L", "Lk", "Pria", "Laki-laki"};
    constexpr std::array<std::string_view, 4> women{"P", "Pr", "Wanita", "Perempuan"};
    int const men = (business.workers + (owner.woman ? 0 : 1)) / 2;
    switch (column) {
        case Column::sequence:
            return number(sequence);
        case Column::nik:
            return nik(draw, owner);
        case Column::owner:
            return name(draw, owner);
        case Column::sex: {
            auto const spelling = draw.chance(800) ? 0U : draw.below(4);
            return {std::string{owner.woman ? women[spelling] : sexes[spelling]}};
        }
        case Column::birth:
            return birth(draw, owner);
        case Column::business:
            if (draw.chance(m_habits.no_business_name)) return {draw.chance(500) ? "" : "-"};
            return {spoilt(draw, cased(draw, draw.chance(25) ? "UD. " + business.name : business.name))};
        case Column::activity:
            return {spoilt(draw, std::string{business.living->activity})};
        case Column::address:
            return {spoilt(draw, cased(draw, address(draw, business)))};
        case Column::rt_rw:
            return rt_rw(draw, business);
        case Column::village:
            return village(draw, *business.village);
        case Column::district:
            return district(draw, *business.village);
        case Column::phone:
            return phone(draw, owner);
        case Column::sales:
            return money(draw, business.sales);
        case Column::sales_a_month:
            return money(draw, business.sales / 12);
        case Column::assets:
            return money(draw, business.assets);
        case Column::capital:
            return money(draw, business.capital);
        case Column::workers:
            return number(business.workers);
        case Column::workers_male:
            return number(men);
        case Column::workers_female:
            return number(business.workers - men);
        case Column::nib:
            return {business.nib};
        case Column::note:
            return {draw.chance(40) ? "usaha musiman" : ""};
    }
    return {};
}

}  // namespace bina::cli::demo
