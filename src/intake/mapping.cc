#include "intake/mapping.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "intake/headings.h"
#include "registry/identifier_licence.h"

namespace bina::intake {
namespace {

using registry::Field;
using registry::FieldKind;

constexpr int confidence_min = 40;

constexpr std::array<std::string_view, 13> special_keys{"composite.birth",
                                                        "composite.rt_rw",
                                                        "composite.names",
                                                        "composite.sex_male",
                                                        "composite.sex_female",
                                                        "composite.village_district",
                                                        "composite.coordinates",
                                                        "composite.licences",
                                                        "composite.licence_from",
                                                        "composite.licence_until",
                                                        "ignore.sequence",
                                                        "ignore.area",
                                                        "ignore.year"};

struct Candidate {
    std::size_t column;
    std::optional<Target> target;
    int confidence;
    Why why;
    int year = 0;  ///< That the heading names: of "OMZET 2021" and "OMZET 2022" the later is taken.
};

/// How content of one kind speaks for or against a heading: in most cells it is there, or it is not.
int fit_of_share(ColumnProfile const& profile, Trait trait) {
    auto const share = profile.share(trait);
    if (share >= 600) return 10;
    if (share >= 200) return 4;
    // A few cells, or cells of damaged numbers and words, prove nothing
    bool const other = profile.share(Trait::text) >= 800 || profile.share(Trait::email) >= 500;
    return share < 50 && profile.filled() >= 5 && other ? -45 : 0;
}

/// Names: who is meant by a heading such as NAMA shows in the names themselves.
int fit_of_name(ColumnProfile const& profile, Trait wanted, Trait other) {
    if (profile.share(Trait::number) >= 700) return -60;
    auto const mine = profile.share(wanted);
    auto const theirs = profile.share(other);
    bool const repeated = profile.filled() >= 10 && profile.distinct_share() < 300;  // as classes are
    if (repeated && wanted == Trait::business) return -20;
    if (mine >= 150 && mine * 10 > theirs * 13) return 18;
    if (theirs >= 150 && theirs * 10 > mine * 13) return -12;
    return 0;
}

int fit_of_amount(ColumnProfile const& profile) {
    if (profile.is_sequence() && profile.filled() >= 10) return -30;
    if (profile.share(Trait::number) >= 600) return 6;
    bool const names = profile.share(Trait::person) >= 500 || profile.share(Trait::address) >= 500;
    return names ? -60 : profile.share(Trait::text) >= 900 ? -20 : 0;
}

int fit_of_text(ColumnProfile const& profile) {
    return profile.share(Trait::number) >= 800 || profile.is_sequence() ? -60 : 0;
}

/// A column of one name that is no place here says nothing: lists of a city have its own name as KECAMATAN.
int fit_of_place(ColumnProfile const& profile, Trait wanted) {
    if (profile.knows_places() && profile.is_constant() && profile.share(wanted) == 0) return -70;
    return profile.share(wanted) >= 600 ? 6 : fit_of_text(profile);
}

int fit_of_degrees(ColumnProfile const& profile, Trait wanted, Trait other) {
    if (profile.share(wanted) >= 500) return 6;
    if (profile.share(Trait::coordinates) >= 500) return -30;
    return profile.share(other) >= 500 ? -80 : profile.share(Trait::text) >= 800 ? -45 : 0;
}

int fit_of_field(Field field, ColumnProfile const& profile) {
    switch (field) {
        case Field::owner_name:
            return fit_of_name(profile, Trait::person, Trait::business);
        case Field::business_name:
            return fit_of_name(profile, Trait::business, Trait::person);
        case Field::nik:
        case Field::family_card:
            return fit_of_share(profile, Trait::nik);
        case Field::latitude:
            return fit_of_degrees(profile, Trait::latitude, Trait::longitude);
        case Field::longitude:
            return fit_of_degrees(profile, Trait::longitude, Trait::latitude);
        case Field::nib:
            return profile.share(Trait::phone) >= 600 ? -45 : profile.share(Trait::nib) >= 500 ? 8 : 0;
        case Field::npwp:
            return profile.share(Trait::npwp) + profile.share(Trait::nik) >= 500 ? 8 : 0;
        case Field::phone:
            return fit_of_share(profile, Trait::phone);
        case Field::email:
            return fit_of_share(profile, Trait::email);
        case Field::village:
            return fit_of_place(profile, Trait::village);
        case Field::district:
            return fit_of_place(profile, Trait::district);
        case Field::kbli:
            return profile.share(Trait::text) >= 800 ? -60 : 0;
        case Field::sex:
            return profile.share(Trait::sex) >= 600 ? 8 : profile.share(Trait::number) >= 800 ? -30 : 0;
        case Field::rt:
        case Field::rw:
        case Field::started:
        case Field::birth_day:
        case Field::coached_since:
            return profile.share(Trait::person) >= 500 ? -45 : 0;
        default:
            break;
    }
    auto const kind = registry::info(field).kind;
    if (kind == FieldKind::money || kind == FieldKind::count) return fit_of_amount(profile);
    bool const numbers =
        kind == FieldKind::flag || field == Field::note || registry::info(field).key.starts_with("licence.");
    return numbers ? 0 : fit_of_text(profile);
}

/// A column L or P of marks; of numbers, it counts workers.
int fit_of_marks(ColumnProfile const& profile) {
    if (profile.share(Trait::mark) + profile.share(Trait::sex) >= 600) return 20;
    return profile.share(Trait::text) >= 500 || profile.distinct() > 2 ? -60 : 0;
}

int fit_of_special(Special special, ColumnProfile const& profile) {
    switch (special) {
        case Special::sequence:
            if (profile.is_sequence()) return 10;
            return profile.share(Trait::text) >= 500 || profile.share(Trait::nik) >= 500 ? -60 : 0;
        case Special::coordinates:
            if (profile.share(Trait::coordinates) >= 500) return 10;
            return profile.share(Trait::latitude) >= 500 || profile.share(Trait::longitude) >= 500 ? -30 : 0;
        case Special::rt_rw:
            return profile.share(Trait::rt_rw) >= 500 ? 8 : 0;
        case Special::village_district:
        case Special::birth:
            return fit_of_text(profile);
        case Special::year:
            return profile.share(Trait::number) >= 500 || profile.share(Trait::text) < 500 ? 0 : -30;
        case Special::names:
            return profile.share(Trait::names) >= 300 ? 10 : fit_of_text(profile);
        case Special::sex_male:
        case Special::sex_female:
            return fit_of_marks(profile);
        case Special::licence_from:
        case Special::licence_until:
            return profile.share(Trait::person) >= 500 ? -45 : 0;  // a day can be written out
        case Special::licences:
        case Special::area:
            return 0;
    }
    return 0;
}

int fit_of(Target target, ColumnProfile const& profile) {
    if (profile.filled() == 0) return 0;
    if (auto const field = target.field()) return fit_of_field(*field, profile);
    return fit_of_special(*target.special(), profile);
}

/// What content alone shows, when most of the cells of a column look like one thing.
struct ContentRule {
    Trait trait;
    std::size_t share;  ///< Per mille, at least.
    Target target;
    int confidence;
    std::size_t distinct;  ///< Per mille of different texts, at least: names differ, classes do not.
};
constexpr ContentRule content_rules[] = {
    {Trait::email, 600, Field::email, 85, 0},
    {Trait::nik, 600, Field::nik, 80, 0},
    {Trait::coordinates, 600, Special::coordinates, 80, 0},
    {Trait::npwp, 600, Field::npwp, 76, 0},
    {Trait::phone, 600, Field::phone, 76, 0},
    {Trait::nib, 700, Field::nib, 66, 0},
    {Trait::sex, 800, Field::sex, 72, 0},
    {Trait::village, 600, Field::village, 70, 0},
    {Trait::district, 600, Field::district, 70, 0},
    {Trait::address, 500, Field::address, 66, 0},
    {Trait::business, 350, Field::business_name, 60, 500},
    {Trait::person, 350, Field::owner_name, 60, 150},
    {Trait::rt_rw, 800, Special::rt_rw, 55, 0},
    {Trait::province, 700, Special::area, 60, 0},
    {Trait::regency, 700, Special::area, 60, 0},
    {Trait::trade, 600, Field::activity, 50, 0},
};

void add_content(std::size_t column, ColumnProfile const& profile, std::vector<Candidate>& candidates) {
    if (profile.filled() == 0) return;
    if (profile.is_sequence()) {
        candidates.push_back({column, Target(Special::sequence), 80, Why::content, 0});
        return;
    }
    for (auto const& rule : content_rules) {
        if (profile.share(rule.trait) < rule.share) continue;
        if (profile.distinct_share() < rule.distinct) continue;
        int const more = rule.target.field() ? std::max(fit_of(rule.target, profile) / 3, 0) : 0;
        candidates.push_back({column, rule.target, rule.confidence + more, Why::content, 0});
    }
}

/// Degrees show only in pairs: a column of latitudes alone could be any small numbers.
void add_degrees(std::span<ColumnProfile const> profiles, std::vector<Candidate>& candidates) {
    auto const is = [](Trait trait) {
        return [=](ColumnProfile const& profile) {
            return profile.share(trait) >= 850 && profile.filled() >= 3;
        };
    };
    if (std::ranges::none_of(profiles, is(Trait::latitude)) ||
        std::ranges::none_of(profiles, is(Trait::longitude)))
        return;
    for (std::size_t column = 0; column < profiles.size(); ++column) {
        if (is(Trait::latitude)(profiles[column]))
            candidates.push_back({column, Target(Field::latitude), 76, Why::content, 0});
        if (is(Trait::longitude)(profiles[column]))
            candidates.push_back({column, Target(Field::longitude), 76, Why::content, 0});
    }
}

int year_of(std::string_view heading) {
    int latest = 0;
    for (auto const& word : heading_words(heading)) {
        bool const year = word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) &&
                          word.find_first_not_of("0123456789") == word.npos;
        if (year)
            latest = std::max(latest, (word[2] - '0') * 10 + word[3] - '0' + (word[0] == '2' ? 100 : 0));
    }
    return latest;
}

void add_column(std::size_t column, std::string_view heading, ColumnProfile const& profile,
                std::vector<Candidate>& candidates) {
    int best = 0;
    for (auto const& match : match_heading(heading)) {
        if (!match.target) {
            best = std::max(best, match.confidence);
            candidates.push_back({column, std::nullopt, match.confidence, Why::heading, 0});
            continue;
        }
        int const fit = fit_of(*match.target, profile);
        int const weak = profile.is_constant() && match.confidence < confidence_sure ? 25 : 0;
        int const confidence = std::min(match.confidence + fit - weak, 100);
        best = std::max(best, confidence);
        if (confidence >= confidence_min)
            candidates.push_back(
                {column, match.target, confidence, fit > 0 ? Why::both : Why::heading, year_of(heading)});
    }
    if (best < confidence_min + 15) add_content(column, profile, candidates);
}

bool is_licence_day(std::optional<Target> const& target) {
    return target == Target(Special::licence_from) || target == Target(Special::licence_until);
}

/// A day that belongs to no licence of the list says nothing that is kept.
void drop_lone_days(std::span<std::string const> headings, std::vector<ColumnProposal>& proposals) {
    std::vector<std::optional<Target>> targets;
    for (auto const& proposal : proposals) targets.push_back(proposal.target);
    for (std::size_t column = 0; column < proposals.size(); ++column) {
        auto const heading =
            column < headings.size() ? std::string_view(headings[column]) : std::string_view{};
        if (is_licence_day(targets[column]) && !licence_column(targets, column, heading))
            proposals[column] = {};
    }
}

/// Owner and business in one cell, where no other column has the one that the heading does not name.
void find_joined_names(std::span<ColumnProfile const> profiles, std::vector<Target> const& taken,
                       std::vector<ColumnProposal>& proposals) {
    auto const has = [&](Target target) { return std::ranges::find(taken, target) != taken.end(); };
    if (has(Special::names) || (has(Field::owner_name) && has(Field::business_name))) return;
    for (std::size_t column = 0; column < profiles.size(); ++column) {
        auto& proposal = proposals[column];
        bool const name =
            proposal.target == Target(Field::owner_name) || proposal.target == Target(Field::business_name);
        if (name && profiles[column].share(Trait::names) >= 300)
            proposal = {Target(Special::names), proposal.confidence, Why::both};
    }
}

}  // namespace

std::string_view Target::key() const {
    return m_is_field ? registry::info(m_field).key : special_keys[static_cast<std::size_t>(m_special)];
}

std::optional<Field> Target::field() const {
    return m_is_field ? std::optional(m_field) : std::nullopt;
}

std::optional<Special> Target::special() const {
    return m_is_field ? std::nullopt : std::optional(m_special);
}

std::optional<Field> Target::read_as() const {
    if (m_is_field) return m_field;
    switch (m_special) {
        case Special::birth:
            return Field::birth_day;
        case Special::rt_rw:
            return Field::rt;
        case Special::village_district:
            return Field::village;
        case Special::licence_from:
        case Special::licence_until:
            return Field::coached_since;
        case Special::coordinates:
            return Field::latitude;
        case Special::names:
        case Special::sex_male:
        case Special::sex_female:
        case Special::licences:
        case Special::sequence:
        case Special::area:
        case Special::year:
            break;
    }
    return std::nullopt;
}

bool Target::many() const {
    if (m_is_field) return registry::info(m_field).many;
    return key().starts_with("composite.licence") || key().starts_with("ignore.");
}

std::span<Target const> all_targets() {
    static auto const targets = [] {
        std::vector<Target> all;
        for (auto const& field : registry::fields)
            if (!registry::has_own_verb(field.field)) all.emplace_back(field.field);
        for (std::size_t i = 0; i < special_keys.size(); ++i) all.emplace_back(static_cast<Special>(i));
        return all;
    }();
    return targets;
}

std::optional<Target> target_of(std::string_view key) {
    auto const found = std::ranges::find(all_targets(), key, &Target::key);
    return found == all_targets().end() ? std::nullopt : std::optional(*found);
}

std::optional<std::size_t> licence_column(std::span<std::optional<Target> const> targets, std::size_t at,
                                          std::string_view heading) {
    for (auto const& match : match_heading(heading)) {
        auto const field = match.target ? match.target->field() : std::nullopt;
        if (!field || !registry::licence_kind_of(*field)) continue;
        auto const named = std::ranges::find(targets, match.target);
        if (named != targets.end()) return static_cast<std::size_t>(named - targets.begin());
    }
    while (at-- > 0) {
        if (!targets[at] || is_licence_day(targets[at])) continue;
        auto const field = targets[at]->field();
        return field && registry::licence_kind_of(*field) ? std::optional(at) : std::nullopt;
    }
    return std::nullopt;
}

std::string_view name_of(Why why) {
    static constexpr std::array<std::string_view, 4> names{"", "heading", "content", "both"};
    return names[static_cast<std::size_t>(why)];
}

std::vector<ColumnProposal> propose_mapping(std::span<std::string const> headings,
                                            std::span<ColumnProfile const> profiles) {
    auto const columns = std::max(headings.size(), profiles.size());
    std::vector<Candidate> candidates;
    ColumnProfile const unseen;
    for (std::size_t column = 0; column < columns; ++column)
        add_column(column, column < headings.size() ? std::string_view(headings[column]) : std::string_view{},
                   column < profiles.size() ? profiles[column] : unseen, candidates);
    add_degrees(profiles, candidates);
    std::ranges::sort(candidates, {}, [](Candidate const& one) {
        return std::tuple(-one.confidence, -one.year, one.column,
                          one.target ? one.target->key() : std::string_view{});
    });

    std::vector<ColumnProposal> proposals(columns);
    std::vector<bool> settled(columns);
    std::vector<Target> taken;
    for (auto const& candidate : candidates) {
        if (settled[candidate.column]) continue;
        bool const free = !candidate.target || candidate.target->many() ||
                          std::ranges::find(taken, *candidate.target) == taken.end();
        if (!free) continue;
        settled[candidate.column] = true;
        if (!candidate.target) continue;
        taken.push_back(*candidate.target);
        proposals[candidate.column] = {candidate.target, candidate.confidence, candidate.why};
    }
    find_joined_names(profiles, taken, proposals);
    drop_lone_days(headings, proposals);
    return proposals;
}

}  // namespace bina::intake
