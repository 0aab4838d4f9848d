#include "linkage/fit.h"

#include <algorithm>

#include "linkage/parallel.h"

namespace bina::linkage::batch {
namespace {

constexpr std::size_t random_pairs_a_piece = 16'384;
constexpr int rounds_max = 100;
constexpr double still = 1e-5;
constexpr double smallest = 1e-7;
constexpr double trusted_share = 0.02;  // below, chance looks like a match
constexpr double trusted_matches = 20;
constexpr int rounds_together = 4;
constexpr double weight_of_start = 10;  // pairs that what stood before counts for
constexpr double session_matches_max = 20'000;  // a large session does not drown the others

using LevelShares = std::array<double, levels_max>;

/// A pattern of levels and how many pairs have it.
struct Counted {
    Comparison levels;
    double count = 0;
};

std::vector<Counted> patterns_of(Matcher const& matcher, std::vector<Comparison> const& pairs) {
    std::vector<std::uint64_t> numbers;
    numbers.reserve(pairs.size());
    for (auto const& pair : pairs) numbers.push_back(matcher.pattern(pair));
    std::ranges::sort(numbers);
    std::vector<Counted> counted;
    for (std::size_t begin = 0; begin < numbers.size();) {
        std::size_t end = begin;
        while (end < numbers.size() && numbers[end] == numbers[begin]) ++end;
        counted.push_back({matcher.levels_in(numbers[begin]), static_cast<double>(end - begin)});
        begin = end;
    }
    return counted;
}

/// How many pairs of records share a value, and how many have one.
struct Equal {
    double same = 0;
    double known = 0;
};

Equal equal_pairs(Table const& table, Column const& column) {
    auto const a = static_cast<double>(column.known[0]);
    auto const b = static_cast<double>(column.known[1]);
    Equal equal{.same = 0, .known = table.linked() ? a * b : a * (a - 1) / 2};
    if (column.counts.empty()) {
        equal.same = static_cast<double>(column.equal_pairs);
        return equal;
    }
    for (std::size_t i = 1; i < column.counts.size(); ++i) {
        auto const x = static_cast<double>(column.counts[i][0]);
        auto const y = static_cast<double>(column.counts[i][1]);
        equal.same += table.linked() ? x * y : x * (x - 1) / 2;
    }
    return equal;
}

double both_named(Column const& column, bool linked) {
    auto const share = [&](std::size_t source) {
        return (static_cast<double>(column.named_count[source]) + 0.5) /
               (static_cast<double>(column.known[source]) + 1);
    };
    return linked ? share(0) * share(1) : share(0) * share(0);
}

/// Rows from `begin` to before `end`, all or some at random.
std::vector<std::uint32_t> chosen_rows(std::size_t begin, std::size_t end) {
    std::vector<std::uint32_t> rows(std::min(end - begin, random_rows_max));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const chance = rows.size() == end - begin ? i : (mixed(i + 1) >> 32U) * (end - begin) >> 32U;
        rows[i] = static_cast<std::uint32_t>(begin + chance);
    }
    return rows;
}

/// True if level 1 is what records of one value have.
bool first_is_equality(Column const& column) {
    return column.field.sort != Sort::address && column.store != Store::place;
}

/// One field's levels as m is learned in a session.
struct Learned {
    std::vector<LevelShares> m;
    double share = 0.3;
};

double odds_of(Model const& model, Learned const& now, std::vector<bool> const& left_out,
               Comparison const& pair) {
    double odds = now.share / (1 - now.share);
    for (std::size_t i = 0; i < now.m.size(); ++i) {
        auto const level = pair.level[i];
        if (level != 0 && !left_out[i]) odds *= now.m[i][level] / model.fields[i].u[level];
    }
    return odds;
}

/// One round of expectation and maximisation; how much changed the most.
double learning_round(Model const& model, std::vector<Counted> const& patterns,
                      std::vector<bool> const& left_out, std::vector<LevelShares> const& start,
                      Learned& now) {
    std::vector<LevelShares> sums(now.m.size());
    double matches = 0;
    double all = 0;
    for (auto const& pattern : patterns) {
        double const odds = odds_of(model, now, left_out, pattern.levels);
        double const expected = odds / (1 + odds) * pattern.count;
        matches += expected;
        all += pattern.count;
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i][pattern.levels.level[i]] += expected;
    }
    double const share = std::clamp(matches / all, smallest, 1 - smallest);
    double change = std::max(share - now.share, now.share - share);
    now.share = share;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (left_out[i]) continue;
        double total = 0;
        for (std::size_t level = 1; level < levels_max; ++level) {
            sums[i][level] += start[i][level] * weight_of_start;
            total += sums[i][level];
        }
        for (std::size_t level = 1; level < levels_max; ++level) {
            double const m = sums[i][level] / total;
            change = std::max({change, m - now.m[i][level], now.m[i][level] - m});
            now.m[i][level] = m;
        }
    }
    return change;
}

}  // namespace

Learner::Learner(Table const& table, Matcher const& matcher, unsigned threads)
    : m_table(table), m_matcher(matcher), m_random(matcher.fields()) {
    for (auto const& column : table.columns()) {
        auto& field = m_model.fields.emplace_back();
        auto const& levels = levels_of(column);
        for (std::size_t level = 1; level < levels.size(); ++level) {
            field.m[level] = levels[level].m;
            field.by_rarity[level] = levels[level].by_rarity && column.field.rarity;
        }
    }
    count_random_pairs(threads);
    estimate_u(0);
}

void Learner::count_random_pairs(unsigned threads) {
    auto const wanted = static_cast<std::size_t>(std::min<double>(random_pairs_max, m_table.pair_count()));
    std::vector<std::vector<std::array<std::uint64_t, levels_max>>> counts(
        threads, std::vector<std::array<std::uint64_t, levels_max>>(m_matcher.fields()));
    std::vector<Scratch> scratch(threads, Scratch(m_matcher.fields()));
    auto const lefts = m_table.linked() ? chosen_rows(0, m_table.second()) : chosen_rows(0, m_table.size());
    auto const rights = m_table.linked() ? chosen_rows(m_table.second(), m_table.size()) : lefts;
    auto const pieces = (wanted + random_pairs_a_piece - 1) / random_pairs_a_piece;
    in_parallel(threads, pieces, [&](unsigned thread, std::size_t piece) {
        auto const end = std::min(wanted, (piece + 1) * random_pairs_a_piece);
        for (std::size_t i = piece * random_pairs_a_piece; i < end; ++i) {
            auto const chance = mixed(0x9E37'79B9'7F4A'7C15U * (i + 1));
            auto const a = lefts[(chance >> 32U) * lefts.size() >> 32U];
            auto const b = rights[(chance & 0xFFFF'FFFFU) * rights.size() >> 32U];
            if (a == b) continue;
            auto const found = m_matcher.compare(std::min(a, b), std::max(a, b), scratch[thread]);
            for (std::size_t field = 0; field < m_matcher.fields(); ++field)
                ++counts[thread][field][found.level[field]];
        }
    });
    for (auto const& part : counts) {
        for (std::size_t field = 0; field < part.size(); ++field) {
            for (std::size_t level = 0; level < levels_max; ++level)
                m_random[field][level] += static_cast<double>(part[field][level]);
        }
    }
}

void Learner::estimate_u(double match_share) {
    for (std::size_t i = 0; i < m_model.fields.size(); ++i) {
        auto& field = m_model.fields[i];
        auto const& column = m_table.columns()[i];
        auto const levels = m_matcher.levels(i);
        double known = 0;
        for (std::size_t level = 1; level < levels; ++level) known += m_random[i][level];
        // Matches are among the pairs at random, too: what they add is taken off.
        auto const rest = [&](double share, std::size_t level, double least) {
            return std::max((share - match_share * field.m[level]) / (1 - match_share), least);
        };
        double sum = 0;
        for (std::size_t level = 1; level < levels; ++level) {
            double const share = (m_random[i][level] + 0.5) / (known + 0.5 * static_cast<double>(levels));
            field.u[level] = rest(share, level, std::max(share * 0.05, smallest));
            if (level > 1) sum += field.u[level];
        }
        auto const equal = equal_pairs(m_table, column);
        if (first_is_equality(column) && equal.known > 0) {
            double const share = std::max(equal.same, 0.5) / equal.known;
            field.u[1] = rest(share, 1, std::max(share * 0.05, 0.5 / equal.known));
        }
        for (std::size_t level = 2; level < levels; ++level) field.u[level] *= (1 - field.u[1]) / sum;
        // Of people with one name, how often two call their signs by it.
        if (column.field.named_after) field.u[owners_name_level] = both_named(column, m_table.linked());
    }
}

void Learner::learn(std::vector<Session>& sessions) {
    auto const fields = m_model.fields.size();
    std::vector<LevelShares> start(fields);
    for (std::size_t i = 0; i < fields; ++i) start[i] = m_model.fields[i].m;
    std::vector<LevelShares> sums(fields);
    for (auto& session : sessions) {
        auto const patterns = patterns_of(m_matcher, session.pairs);
        if (patterns.empty()) continue;
        Learned now{.m = start};
        for (int i = 0;
             i < rounds_max && learning_round(m_model, patterns, session.left_out, start, now) > still; ++i) {
        }
        session.match_share = now.share;
        double const matches = now.share * static_cast<double>(session.pairs.size());
        session.trusted = now.share >= trusted_share && matches >= trusted_matches;
        if (!session.trusted) continue;
        // Where most are matches, little else can pass for one.
        double const purity = now.share * now.share;
        double const say = std::min(matches, session_matches_max) * purity * purity;
        for (std::size_t i = 0; i < fields; ++i) {
            if (session.left_out[i]) continue;
            m_model.fields[i].learned_from += say;
            for (std::size_t level = 1; level < levels_max; ++level) sums[i][level] += say * now.m[i][level];
        }
    }
    for (std::size_t i = 0; i < fields; ++i) {
        auto& field = m_model.fields[i];
        for (std::size_t level = 1; level < levels_max && field.learned_from > 0; ++level)
            field.m[level] = sums[i][level] / field.learned_from;
    }
    set_weights();
    find_usual_rarity(sessions);
    learn_together(sessions);
}

void Learner::learn_together(std::vector<Session> const& sessions) {
    double const pairs = m_table.pair_count();
    double share = std::min(0.5, static_cast<double>(m_table.size()) / (2 * pairs));
    for (int i = 0; i < rounds_together; ++i) {
        settle(share);
        std::vector<LevelShares> sums(m_model.fields.size());
        double matches = 0;
        for (auto const& session : sessions) {
            for (std::size_t k = 0; k < session.pairs.size(); ++k) {
                if (!session.first[k]) continue;
                auto const& pair = session.pairs[k];
                double const expected =
                    session.each_counts * probability_of(m_model.weight(pair) + m_model.prior);
                matches += expected;
                for (std::size_t field = 0; field < sums.size(); ++field)
                    sums[field][pair.level[field]] += expected;
            }
        }
        if (matches < trusted_matches) return;
        share = std::clamp(matches / pairs, smallest * smallest, 0.5);
        for (std::size_t field = 0; field < sums.size(); ++field) {
            auto& model = m_model.fields[field];
            double total = 0;
            for (std::size_t level = 1; level < m_matcher.levels(field); ++level)
                total += sums[field][level] += weight_of_start * model.m[level];
            for (std::size_t level = 1; level < m_matcher.levels(field); ++level)
                model.m[level] = sums[field][level] / total;
        }
    }
    settle(share);
}

void Learner::settle(double match_share) {
    m_model.match_share = match_share;
    m_model.prior = centibits(exact_log2(match_share / (1 - match_share)));
    estimate_u(match_share);
    set_weights();
}

void Learner::set_weights() {
    for (std::size_t i = 0; i < m_model.fields.size(); ++i) {
        auto& field = m_model.fields[i];
        for (std::size_t level = 1; level < m_matcher.levels(i); ++level)
            field.weight[level] = centibits(exact_log2(std::max(field.m[level], 1e-5) / field.u[level]));
    }
}

/// The rarity r for which the mean of 2^(r - rarity) among matches is 1, so that weighing by rarity neither
/// adds to nor takes from the evidence as a whole.
void Learner::find_usual_rarity(std::vector<Session> const& sessions) {
    std::vector<LevelShares> frequency(m_model.fields.size());
    std::vector<LevelShares> matches(m_model.fields.size());
    for (auto const& session : sessions) {
        if (!session.trusted) continue;
        Learned now{.m = {}, .share = session.match_share};
        for (auto const& field : m_model.fields) now.m.push_back(field.m);
        for (auto const& pair : session.pairs) {
            double const odds = odds_of(m_model, now, session.left_out, pair);
            double const match = odds / (1 + odds);
            for (std::size_t i = 0; i < m_model.fields.size(); ++i) {
                if (session.left_out[i]) continue;
                frequency[i][pair.level[i]] += match * exact_exp2(-pair.rarity[i] / 100.0);
                matches[i][pair.level[i]] += match;
            }
        }
    }
    for (std::size_t i = 0; i < m_model.fields.size(); ++i) {
        auto& field = m_model.fields[i];
        for (std::size_t level = 1; level < levels_max; ++level) {
            if (!field.by_rarity[level]) continue;
            if (matches[i][level] >= 1)
                field.usual[level] = centibits(-exact_log2(frequency[i][level] / matches[i][level]));
            else
                field.usual[level] = centibits(-exact_log2(field.u[1]));
        }
    }
}

}  // namespace bina::linkage::batch
