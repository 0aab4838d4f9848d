#include "registry/licence.h"

#include <algorithm>
#include <set>

#include "base/fold.h"

namespace bina::registry {
namespace {

using base::Day;
using base::Result;
using storage::Arg;
using storage::Row;
using storage::Tx;

constexpr std::string_view separator = "; ";
constexpr std::string_view from_word = "from ";
constexpr std::string_view until_word = "until ";
constexpr std::string_view issuer_word = "issuer ";
constexpr std::string_view gone_word = "void";

constexpr std::array<std::string_view, 9> columns{"regency",    "business",    "kind",  "number", "issuer",
                                                  "valid_from", "valid_until", "basis", "fact"};

bool read_day(std::string_view part, std::string_view word, std::optional<Day>& day) {
    auto const parsed = Day::parse(part.substr(word.size()));
    if (parsed) day = *parsed;
    return parsed.has_value();
}

bool read_part(std::string_view part, LicenceSaid& said) {
    if (part == gone_word) return said.gone = true;
    if (part.starts_with(from_word)) return read_day(part, from_word, said.from);
    if (part.starts_with(until_word)) return read_day(part, until_word, said.until);
    if (!part.starts_with(issuer_word)) return false;
    said.issuer = base::squeeze(part.substr(issuer_word.size()));
    return !said.issuer.empty();
}

std::string text_of(std::optional<Day> day) {
    return day ? day->text() : std::string{};
}

/// The columns after the business of the row that a licence amounts to.
std::array<std::string, 7> row_of(LicenceRules const& rules, RegencyCode const& regency,
                                  HeldLicence const& held) {
    auto const term = rules.term_of(regency, held.kind, held.said);
    return {std::string(name_of(held.kind)),
            held.said.number,
            held.said.issuer,
            text_of(held.said.from),
            text_of(term.until),
            std::string(basis_names[static_cast<std::size_t>(term.basis)]),
            held.fact.text()};
}

}  // namespace

std::string text_of(LicenceSaid const& said) {
    std::string text = said.number;
    if (said.gone) return text.append(separator).append(gone_word);
    if (said.from) text.append(separator).append(from_word).append(said.from->text());
    if (said.until) text.append(separator).append(until_word).append(said.until->text());
    if (said.issuer.empty()) return text;
    text.append(separator).append(issuer_word);
    for (char const c : said.issuer) text += c == ';' ? ',' : c;
    return text;
}

std::string_view licence_number(std::string_view text) {
    return text.substr(0, text.find(separator));
}

std::optional<LicenceSaid> licence_said(std::string_view text) {
    LicenceSaid said{.number = std::string(licence_number(text))};
    text.remove_prefix(said.number.size());
    while (text.starts_with(separator)) {
        text.remove_prefix(separator.size());
        auto const part = text.substr(0, text.find(separator));
        if (!read_part(part, said)) return std::nullopt;
        text.remove_prefix(part.size());
    }
    if (said.number.empty()) return std::nullopt;
    return said;
}

bool is_renewal(Field field, std::string_view known, std::string_view later) {
    return field == Field::licence_pirt && decode_pirt(known) && decode_pirt(later) &&
           known.substr(0, known.find('-')) == later.substr(0, later.find('-'));
}

std::string licence_updated(std::string_view known, std::string_view later) {
    auto said = licence_said(known);
    auto const update = licence_said(later);
    if (!said || !update) return std::string(later);
    if (update->from) said->from = update->from;
    if (update->until) said->until = update->until;
    if (!update->issuer.empty()) said->issuer = update->issuer;
    return text_of(*said);
}

std::vector<HeldLicence> held_licences(std::span<Fact const> facts) {
    bool const any = std::ranges::any_of(facts, [](Fact const& fact) {
        return std::ranges::any_of(
            fact.values, [](Value const& value) { return licence_kind_of(value.field).has_value(); });
    });
    std::vector<HeldLicence> held;
    if (!any) return held;
    for (auto const& current : fold(facts)) {
        auto const kind = licence_kind_of(current.field);
        if (!kind) continue;
        auto said = licence_said(current.text);
        held.push_back(
            {*kind, said ? *std::move(said) : LicenceSaid{.number = current.text}, current.fact->id});
    }
    return held;
}

Result<LicenceRules> LicenceRules::load(Tx& tx) {
    LicenceRules rules;
    rules.m_rules =
        TRY(tx.rows("SELECT kind, issued_from, issued_to, years, ends_on_move, source FROM licence_rule "
                    "ORDER BY kind, issued_from",
                    [](Row const& row) {
                        auto const kind = licence_kind_of(row.text(0));
                        if (!kind) throw storage::Damage("licence_rule: kind");
                        return LicenceRule{*kind,
                                           row.get<Day>(1),
                                           row.get<Day>(2),
                                           static_cast<int>(row.integer(3)),
                                           row.integer(4) == 1,
                                           row.get<std::string>(5)};
                    }));
    return rules;
}

Term LicenceRules::term_of(RegencyCode const& regency, LicenceKind kind, LicenceSaid const& said) const {
    auto const of_kind = [&](LicenceRule const& rule) { return rule.kind == kind; };
    auto const pirt = kind == LicenceKind::pirt ? decode_pirt(said.number) : std::nullopt;
    bool const elsewhere = pirt && pirt->regency != regency.text();
    bool const bound = std::ranges::any_of(
        m_rules, [&](LicenceRule const& rule) { return of_kind(rule) && rule.ends_on_move; });
    if (elsewhere && bound) return {{}, Basis::moved};
    if (said.until) return {said.until, Basis::said};
    if (pirt) return {pirt->last_day(), Basis::number};
    if (said.from) {
        auto const rule = std::ranges::find_if(m_rules, [&](LicenceRule const& one) {
            return of_kind(one) && one.from <= *said.from && *said.from < one.to;
        });
        if (rule == m_rules.end()) return {};
        if (rule->years == 0) return {{}, Basis::endless};
        return {said.from->years_before(-rule->years), Basis::rule};
    }
    // Given at a time that is not known: only what holds for all times can be said.
    bool const ends = std::ranges::any_of(
        m_rules, [&](LicenceRule const& rule) { return of_kind(rule) && rule.years > 0; });
    return {{}, ends || std::ranges::none_of(m_rules, of_kind) ? Basis::unknown : Basis::endless};
}

Result<void> insert_licences(Tx& tx, LicenceRules const& rules, RegencyCode const& regency,
                             BusinessId const& business, std::span<HeldLicence const> licences) {
    if (licences.empty()) return {};
    std::vector<Arg> args;
    std::vector<std::array<std::string, 7>> rows;
    rows.reserve(licences.size());
    for (auto const& held : licences) rows.push_back(row_of(rules, regency, held));
    for (auto const& row : rows) {
        args.insert(args.end(), {Arg(regency), Arg(business)});
        for (auto const& text : row) args.emplace_back(text);
    }
    return tx.append("licence", columns, args);
}

Result<void> delete_licences(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    TRY(tx.run("DELETE FROM licence WHERE regency = $1 AND business = $2", regency, business));
    return {};
}

Result<bool> licences_fit(Tx& tx, LicenceRules const& rules, RegencyCode const& regency,
                          BusinessId const& business, std::span<HeldLicence const> licences) {
    std::multiset<std::array<std::string, 7>> stored;
    TRY(tx.each(
        "SELECT kind, number, issuer, valid_from, valid_until, basis, fact FROM licence"
        " WHERE regency = $1 AND business = $2",
        [&](Row const& row) {
            std::array<std::string, 7> columns_of;
            for (int i = 0; i < 7; ++i) columns_of[static_cast<std::size_t>(i)] = row.text(i);
            stored.insert(std::move(columns_of));
        },
        regency, business));
    std::multiset<std::array<std::string, 7>> right;
    for (auto const& held : licences) right.insert(row_of(rules, regency, held));
    return stored == right;
}

}  // namespace bina::registry
