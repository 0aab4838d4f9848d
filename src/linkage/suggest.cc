#include "linkage/suggest.h"

#include <algorithm>
#include <cmath>

#include "base/fold.h"
#include "linkage/column_profile.h"
#include "linkage/exact_math.h"
#include "linkage/name.h"
#include "linkage/suggest_rules.h"

namespace bina::linkage::batch {
namespace {

constexpr double scan_pairs_max = 4e9;  // some seconds of one core
constexpr double small_rows = 100'000;  // of which each match may be looked for several times
constexpr double rule_pairs = 2e7;  // that a rule may find in a small list
constexpr double pairs_a_row_min = 20;  // and in a large one
constexpr double pairs_a_row_max = 400;
constexpr double agree_share = 0.6;

/// Compared as far as two columns that hold the same in other writing agree.
std::string bare(std::string_view value) {
    auto folded = base::fold(value);
    std::erase(folded, ' ');
    return folded.size() > 12 ? folded.substr(folded.size() - 8) : folded;
}

class Suggester {
public:
    explicit Suggester(std::span<Sample const> lists) : m_lists(lists) {}

    base::Result<Spec> suggest() {
        draft_fields();
        join_dates();
        join_places();
        leave_out_copies();
        if (m_drafts.empty()) return base::fail(error::bad_spec, "nothing to compare");
        if (m_drafts.size() > fields_max) m_drafts.resize(fields_max);
        name_business_after_owner();
        for (auto const& draft : m_drafts) m_spec.fields.push_back(draft.field);
        m_spec.id = m_lists.front().columns.front();
        m_spec.rules =
            suggest_rules(m_drafts, {.bits = enough_bits(), .times = rows() <= small_rows ? 3U : 1U});
        add_scan();
        return std::move(m_spec);
    }

private:
    void draft_fields() {
        auto const& columns = m_lists.front().columns;
        for (std::size_t i = 1; i < columns.size(); ++i) {
            bool const everywhere = std::ranges::all_of(m_lists, [&](Sample const& list) {
                return std::ranges::find(list.columns, columns[i]) != list.columns.end();
            });
            if (columns[i].empty() || !everywhere) continue;
            auto profile = profile_of(m_lists, columns[i]);
            auto const guess = guess_of(profile);
            if (!guess.used) continue;
            Field field{.name = columns[i], .columns = {columns[i]}, .kind = guess.kind, .sort = guess.sort};
            std::ranges::replace(field.name, '.', '_');
            field.apart = guess.sort == Sort::nik;
            m_drafts.push_back({std::move(field), {std::move(profile)}});
        }
    }

    /// Year, month and day that stand side by side are one date.
    void join_dates() {
        for (std::size_t i = 0; i + 2 < m_drafts.size(); ++i) {
            auto const& a = m_drafts[i].profiles[0];
            auto const& b = m_drafts[i + 1].profiles[0];
            auto const& c = m_drafts[i + 2].profiles[0];
            bool const forward = a.years > 0.9 && b.months > 0.9 && c.days > 0.9;
            bool const backward = a.days > 0.9 && b.months > 0.9 && c.years > 0.9;
            if (!forward && !backward) continue;
            Draft joined{{.name = a.name + "_date", .columns = {a.name, b.name, c.name}, .kind = Kind::date},
                         {a, b, c}};
            if (backward) std::ranges::reverse(joined.field.columns);
            for (auto& profile : joined.profiles) profile.equal = a.equal * b.equal * c.equal;
            m_drafts[i] = std::move(joined);
            m_drafts.erase(m_drafts.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                           m_drafts.begin() + static_cast<std::ptrdiff_t>(i) + 3);
        }
    }

    /// Codes of villages and of their districts are one place.
    void join_places() {
        auto const is_code = [](Draft const& draft) { return draft.field.sort == Sort::code; };
        auto const first = std::ranges::find_if(m_drafts, is_code);
        if (first == m_drafts.end()) return;
        for (auto next = first + 1; next != m_drafts.end();) {
            if (!is_code(*next) || first->field.columns.size() == place_columns_max) {
                ++next;
                continue;
            }
            first->field.columns.push_back(next->field.columns[0]);
            first->profiles.push_back(next->profiles[0]);
            next = m_drafts.erase(next);
        }
        std::ranges::stable_sort(first->profiles,
                                 [](auto const& a, auto const& b) { return a.bytes > b.bytes; });
        for (std::size_t i = 0; i < first->profiles.size(); ++i)
            first->field.columns[i] = first->profiles[i].name;
    }

    /// Of two columns that hold the same, as written and made uniform, the uniform one is compared.
    void leave_out_copies() {
        for (std::size_t i = 0; i < m_drafts.size(); ++i) {
            for (std::size_t j = i + 1; j < m_drafts.size();) {
                if (!are_copies(m_drafts[i], m_drafts[j])) {
                    ++j;
                    continue;
                }
                if (m_drafts[j].profiles[0].distinct_count < m_drafts[i].profiles[0].distinct_count)
                    std::swap(m_drafts[i], m_drafts[j]);
                m_drafts.erase(m_drafts.begin() + static_cast<std::ptrdiff_t>(j));
            }
        }
    }

    bool are_copies(Draft const& a, Draft const& b) const {
        if (a.field.kind != b.field.kind || a.profiles.size() != 1 || b.profiles.size() != 1) return false;
        if (a.profiles[0].distinct_count < 30) return false;
        double both = 0;
        double same = 0;
        auto const& list = m_lists.front();
        for (auto const& row : list.rows) {
            auto const left = bare(row[a.profiles[0].place]);
            auto const right = bare(row[b.profiles[0].place]);
            if (left.empty() || right.empty()) continue;
            ++both;
            same += left == right ? 1 : 0;
        }
        return both > 0 && same / both >= agree_share;
    }

    void name_business_after_owner() {
        auto const owner =
            std::ranges::find(m_drafts, Kind::name, [](Draft const& draft) { return draft.field.kind; });
        if (owner == m_drafts.end()) return;
        for (auto business = owner + 1; business != m_drafts.end(); ++business) {
            if (business->field.sort == Sort::business && is_named_after(*business, *owner))
                business->field.named_after = static_cast<std::uint32_t>(owner - m_drafts.begin());
        }
    }

    bool is_named_after(Draft const& business, Draft const& owner) const {
        double both = 0;
        double named = 0;
        for (auto const& row : m_lists.front().rows) {
            auto const sign = parse_business(row[business.profiles[0].place]).words;
            auto const name = parse_owner(row[owner.profiles[0].place]).words;
            if (sign.empty() || name.empty()) continue;
            ++both;
            named += std::ranges::all_of(
                         sign, [&](auto const& word) { return std::ranges::find(name, word) != name.end(); })
                         ? 1
                         : 0;
        }
        return named > both * 0.03;
    }

    double rows() const {
        double sum = 0;
        for (auto const& list : m_lists) sum += static_cast<double>(list.rows_in_all);
        return sum;
    }
    double pairs() const {
        auto const all = rows();
        if (m_lists.size() == 1) return all * all / 2;
        auto const first = static_cast<double>(m_lists.front().rows_in_all);
        return first * (all - first);
    }

    /// With which chance leaves a record few enough partners.
    double enough_bits() const {
        double const pairs_a_row = std::clamp(rule_pairs / rows(), pairs_a_row_min, pairs_a_row_max);
        return exact_log2(std::max(pairs() / (pairs_a_row * rows()), 1.0));
    }

    void add_scan() {
        Scan scan;
        for (std::size_t i = 0; i < m_drafts.size(); ++i) {
            auto const& field = m_drafts[i].field;
            if (field.kind == Kind::name) scan.texts.push_back(static_cast<std::uint32_t>(i));
            if (field.sort == Sort::nik || field.sort == Sort::phone)
                scan.numbers.push_back(static_cast<std::uint32_t>(i));
        }
        for (std::size_t i = 0; i < m_drafts.size() && scan.texts.empty(); ++i) {
            if (m_drafts[i].is_text()) scan.texts.push_back(static_cast<std::uint32_t>(i));
        }
        if (!scan.texts.empty() && (pairs() <= scan_pairs_max || m_spec.rules.empty()))
            m_spec.scan = std::move(scan);
    }

    std::span<Sample const> m_lists;
    std::vector<Draft> m_drafts;
    Spec m_spec;
};

}  // namespace

base::Result<Spec> suggest_spec(std::span<Sample const> lists) {
    return Suggester(lists).suggest();
}

}  // namespace bina::linkage::batch
