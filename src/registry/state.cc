#include "registry/state.h"

#include <algorithm>
#include <charconv>

#include "base/fold.h"
#include "kbli/said.h"
#include "registry/licence.h"

namespace bina::registry {
namespace {

constexpr std::size_t sort_name_bytes = 60;
constexpr std::size_t activity_bytes = 60;

template <std::size_t N>
std::size_t index_of(std::array<std::string_view, N> const& names, std::string_view name,
                     std::size_t otherwise) {
    auto const found = std::ranges::find(names, name);
    return found == names.end() ? otherwise : static_cast<std::size_t>(found - names.begin());
}

std::optional<std::int64_t> number(std::string_view digits) {
    std::int64_t value = 0;
    auto const [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || code != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

unsigned bit(Has has) {
    return 1U << static_cast<unsigned>(has);
}

/// What a fact says of a licence is put together with what was said of it before. Its number replaces the
/// word that there is one, and a renewal the number before it.
void take_licence(std::vector<Current>& state, Value const& value, Fact const& fact) {
    auto const number = licence_number(value.text);
    bool const gone = licence_said(value.text).value_or(LicenceSaid{}).gone;
    auto const where = [&](auto const& fits) {
        return std::ranges::find_if(state, [&](Current const& current) {
            return current.field == value.field && fits(licence_number(current.text));
        });
    };
    auto const known = where([&](std::string_view held) { return held == number; });
    if (known != state.end()) {
        if (gone)
            state.erase(known);
        else
            *known = {value.field, licence_updated(known->text, value.text), &fact};
        return;
    }
    if (gone || (number == held_without_number && !get(state, value.field).empty())) return;
    auto const before = where([&](std::string_view held) {
        return held == held_without_number || is_renewal(value.field, held, number);
    });
    if (before != state.end()) state.erase(before);
    state.push_back({value.field, value.text, &fact});
}

void take_value(std::vector<Current>& state, Value const& value, Fact const& fact) {
    auto const known = std::ranges::find_if(state, [&](Current const& current) {
        return current.field == value.field && (!info(value.field).many || current.text == value.text);
    });
    if (known == state.end())
        state.push_back({value.field, value.text, &fact});
    else
        *known = {value.field, value.text, &fact};
}

/// The state while fact after fact is taken in.
class Folding {
public:
    std::vector<Current> state;

    /// What `fact` says takes the place of what was said before it.
    void take(Fact const& fact) {
        if (fact.withdrawn) return;
        for (auto const& value : fact.values) {
            if (info(value.field).kind == FieldKind::licence)
                take_licence(state, value, fact);
            else
                take_value(state, value, fact);
        }
        for (auto const& [field, text] : fact.values) {
            if (field == Field::coached_by) begin_coaching(text, fact);
            if (field == Field::coaching_ended) end_coaching(base::fold(text));
        }
    }

private:
    /// A name under which somebody coaches, and the fact that said so last.
    struct Coaching {
        std::string folded;
        Fact const* fact;
    };

    void begin_coaching(std::string_view name, Fact const& fact) {
        auto folded = base::fold(name);
        if (folded.empty()) return;
        std::erase_if(m_coachings, [&](Coaching const& one) { return one.folded == folded; });
        std::erase_if(state, [&](Current const& current) {
            return current.field == Field::coaching_ended && base::fold(current.text) == folded;
        });
        m_coachings.push_back({std::move(folded), &fact});
    }
    /// Whoever was named before and coaches still is the coach again.
    void end_coaching(std::string const& folded) {
        std::erase_if(m_coachings, [&](Coaching const& one) { return one.folded == folded; });
        if (base::fold(get(state, Field::coached_by)) != folded) return;
        std::erase_if(state, [](Current const& current) {
            return current.field == Field::coached_by || current.field == Field::coached_since;
        });
        if (m_coachings.empty()) return;
        auto const& fact = *m_coachings.back().fact;
        for (auto const field : {Field::coached_by, Field::coached_since})
            if (auto const text = get(fact.values, field); !text.empty())
                state.push_back({field, std::string(text), &fact});
    }

    std::vector<Coaching> m_coachings;  ///< The one named last at the end.
};

}  // namespace

std::vector<Current> fold(std::span<Fact const> facts, base::Day until) {
    Folding folding;
    for (auto const& fact : facts)
        if (fact.day <= until) folding.take(fact);
    return std::move(folding.state);
}

std::string_view get(std::span<Current const> state, Field field) {
    auto const found = std::ranges::find(state, field, &Current::field);
    return found == state.end() ? std::string_view{} : std::string_view(found->text);
}

std::string_view latest(std::span<Current const> state, Field field) {
    Current const* last = nullptr;
    for (auto const& current : state)
        if (current.field == field && (last == nullptr || current.fact > last->fact)) last = &current;
    return last == nullptr ? std::string_view{} : std::string_view(last->text);
}

Measures measures_of(std::span<Current const> state) {
    Measures measures;
    measures[Measure::sales] = number(get(state, Field::sales));
    measures[Measure::capital] = number(get(state, Field::capital));
    measures[Measure::assets] = number(get(state, Field::assets));
    measures[Measure::workers] = number(get(state, Field::workers));
    if (!measures[Measure::workers]) {
        auto const male = number(get(state, Field::workers_male));
        auto const female = number(get(state, Field::workers_female));
        if (male || female) measures[Measure::workers] = male.value_or(0) + female.value_or(0);
    }
    return measures;
}

void locate(Cell& cell, RegencyCode const& regency, std::string_view village, std::string_view district) {
    if (!village.empty()) district = village.substr(0, 6);
    cell.district = district.empty() ? regency.text() + "00" : std::string(district);
    cell.village = village.empty() ? cell.district + "0000" : std::string(village);
}

std::string_view known_village(Cell const& cell) {
    return cell.village.ends_with("0000") ? std::string_view{} : std::string_view(cell.village);
}
std::string_view known_district(Cell const& cell) {
    return cell.district.ends_with("00") ? std::string_view{} : std::string_view(cell.district);
}

std::vector<kbli::Code> kbli_codes(std::span<Current const> state) {
    std::vector<std::pair<kbli::Code, Fact const*>> said;
    for (auto const& current : state) {
        if (current.field != Field::kbli) continue;
        auto const code = kbli::code_said(current.text, current.fact->day);
        if (!code) throw storage::Damage("fact: KBLI code");
        auto const known = std::ranges::find(said, *code, &std::pair<kbli::Code, Fact const*>::first);
        if (known == said.end())
            said.emplace_back(*code, current.fact);
        else
            known->second = std::max(known->second, current.fact);
    }
    std::ranges::stable_sort(said, std::ranges::greater{},
                             [](auto const& one) { return std::pair(one.first.edition(), one.second); });
    std::vector<kbli::Code> codes;
    for (auto& [code, fact] : said) codes.push_back(std::move(code));
    return codes;
}

Cell cell_of(ClassRules const& rules, RegencyCode const& regency, std::span<Current const> state,
             base::Day day) {
    Cell cell;
    auto const village = get(state, Field::village);
    locate(cell, regency, village, get(state, Field::district));
    cell.trade = index_of(trades, get(state, Field::trade), trades.size() - 1);
    cell.size_class = rules.governing_class(measures_of(state), day);
    cell.status = index_of(statuses, get(state, Field::status), 0);
    cell.coached = !get(state, Field::coached_by).empty();
    cell.flagship = get(state, Field::flagship) == "yes";
    if (auto const codes = kbli_codes(state); !codes.empty()) cell.kbli = codes.front().text();
    if (!get(state, Field::nik).empty()) cell.has |= bit(Has::nik);
    if (!get(state, Field::phone).empty()) cell.has |= bit(Has::phone);
    if (!village.empty()) cell.has |= bit(Has::village);
    if (!get(state, Field::nib).empty()) cell.has |= bit(Has::nib);
    if (!get(state, Field::sales).empty()) cell.has |= bit(Has::sales);
    if (cell.trade != trades.size() - 1) cell.has |= bit(Has::trade);
    if (!get(state, Field::licence_pirt).empty() || !get(state, Field::licence_bpom).empty())
        cell.has |= bit(Has::food_permit);
    if (!get(state, Field::licence_halal).empty()) cell.has |= bit(Has::halal);
    return cell;
}

std::vector<Change> timeline(ClassRules const& rules, RegencyCode const& regency,
                             std::span<Fact const> facts) {
    std::vector<Change> changes;
    Folding folding;
    auto const note = [&](base::Day day) {
        if (folding.state.empty()) return;
        Change change{day, cell_of(rules, regency, folding.state, day)};
        if (changes.empty() || changes.back().cell != change.cell) changes.push_back(std::move(change));
    };
    // The state can change on the day of a fact, and the class on a day on which other limits begin to hold.
    auto turning = rules.turning_days().begin();
    auto const last_turning = rules.turning_days().end();
    for (std::size_t i = 0; i < facts.size();) {
        auto const day = facts[i].day;
        for (; turning != last_turning && *turning < day; ++turning) note(*turning);
        for (; i < facts.size() && facts[i].day == day; ++i) folding.take(facts[i]);
        note(day);
    }
    for (; turning != last_turning; ++turning) note(*turning);
    return changes;
}

std::optional<Projection> project(ClassRules const& rules, RegencyCode const& regency,
                                  std::span<Fact const> facts, base::Day today) {
    auto const state = fold(facts);
    if (state.empty()) return std::nullopt;
    auto const text = [&](Field field) { return std::string(get(state, field)); };
    Projection row{.name = text(Field::business_name),
                   .owner = text(Field::owner_name),
                   .nib = text(Field::nib),
                   .coached_by = text(Field::coached_by),
                   .coached_since = text(Field::coached_since),
                   .nik = text(Field::nik),
                   .phone = std::string(latest(state, Field::phone)),
                   .birth_day = text(Field::birth_day),
                   .place = {text(Field::address), text(Field::latitude), text(Field::longitude)},
                   .cell = cell_of(rules, regency, state, today)};
    auto const activity = text(Field::activity);
    row.activity = base::fold(activity.empty() ? text(Field::product) : activity);
    row.activity.resize(base::clip(row.activity, activity_bytes).size());
    // Lists need something to call it by.
    if (row.name.empty()) row.name = row.owner;
    row.sort_name = base::fold(row.name);
    row.sort_name.resize(base::clip(row.sort_name, sort_name_bytes).size());
    bool first = true;
    for (auto const& fact : facts) {
        if (fact.withdrawn) continue;
        if (first) row.since = fact.day;
        first = false;
        if (!fact.person.empty()) row.person = fact.person;
    }
    return row;
}

}  // namespace bina::registry
