#include "linkage/link.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "linkage/parallel.h"
#include "linkage/scorer.h"
#include "linkage/signature.h"

namespace bina::linkage::batch {
namespace {

constexpr std::uint64_t block_pairs_a_piece = 20'000;
constexpr std::size_t session_pairs_max = 25'000;
constexpr std::size_t session_rows = 100'000;  // whose keys are looked at for a session
constexpr std::size_t lefts_a_piece = 64;  // rows of a scan
constexpr std::size_t rights_a_tile = 4'096;  // 160 kB, which a core keeps at hand
constexpr std::size_t hits_ahead = 8;  // whose memory is asked for before it is needed
constexpr std::size_t blocks_ahead = 4;
constexpr double matches_a_record_max = 8;
constexpr Centibits prior_margin = 300;  // by which the sessions may have underrated the share of matches

/// Blocks one after the other, of about equally many pairs each.
std::vector<std::size_t> pieces_of(Table const& table, std::vector<Block> const& blocks) {
    std::vector<std::size_t> starts{0};
    std::uint64_t pairs = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        pairs += pairs_in(table, blocks[i].rows);
        if (pairs < block_pairs_a_piece) continue;
        starts.push_back(i + 1);
        pairs = 0;
    }
    if (starts.back() != blocks.size()) starts.push_back(blocks.size());
    return starts;
}

/// Calls `visit` with each pair of rows of a block, the first row before the second.
template <class Visit>
void for_each_pair(Table const& table, Block const& block, Visit const& visit) {
    auto const rows = block.rows;
    if (table.linked()) {
        auto const firsts = firsts_in(table, rows);
        for (std::size_t i = 0; i < firsts; ++i) {
            for (std::size_t j = firsts; j < rows.size(); ++j) visit(rows[i].row, rows[j].row);
        }
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = i + 1; j < rows.size(); ++j) visit(rows[i].row, rows[j].row);
    }
}

/// A pair of rows and the key they share.
struct FoundPair {
    std::uint32_t a;
    std::uint32_t b;
    std::uint32_t key;
};

constexpr std::int16_t rarity_step = 50;

std::vector<LearnedPattern> learned_patterns(std::vector<Session> const& sessions) {
    std::vector<LearnedPattern> all;
    for (auto const& session : sessions) {
        for (std::size_t i = 0; i < session.pairs.size(); ++i) {
            if (!session.first[i]) continue;
            auto pair = session.pairs[i];
            for (auto& rarity : pair.rarity)
                rarity = static_cast<std::int16_t>((rarity + rarity_step / 2) / rarity_step * rarity_step);
            all.push_back({pair, session.each_counts});
        }
    }
    auto const key = [](LearnedPattern const& each) { return std::tie(each.pair.level, each.pair.rarity); };
    std::ranges::stable_sort(all, [&](auto const& a, auto const& b) { return key(a) < key(b); });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (kept != 0 && key(all[kept - 1]) == key(all[i]))
            all[kept - 1].count += all[i].count;
        else
            all[kept++] = all[i];
    }
    all.resize(kept);
    return all;
}

class Linking {
public:
    Linking(Table const& table, Spec const& spec, unsigned threads, bool keep_learned)
        : m_table(table),
          m_spec(spec),
          m_threads(threads),
          m_keep_learned(keep_learned),
          m_clock(m_linked.times),
          m_matcher(table),
          m_matrix(table, spec.rules, threads),
          m_scratch(threads, Scratch(table.columns().size())) {}

    Linked run() {
        m_clock.lap("keys");
        if (m_table.pair_count() < 1) return nothing_to_compare();
        Learner learner(m_table, m_matcher, m_threads);
        m_clock.lap("pairs at random");
        learn(learner);
        m_clock.lap("learning");
        score();
        m_clock.lap("comparing");
        settle();
        m_clock.lap("prior");
        m_linked.entities = find_entities(
            m_table, m_linked.edges,
            {.from = weight_of(m_spec.together_from) - m_linked.model.prior, .size_max = m_spec.entity_max});
        m_clock.lap("entities");
        return std::move(m_linked);
    }

private:
    Linked nothing_to_compare() {
        m_linked.rules.resize(m_spec.rules.size());
        m_linked.sessions.resize(m_spec.rules.size());
        m_linked.model.fields.resize(m_matcher.fields());
        m_linked.entities = find_entities(m_table, {}, {});
        return std::move(m_linked);
    }

    void learn(Learner& learner) {
        for (std::size_t rule = 0; rule < m_spec.rules.size(); ++rule)
            m_linked.sessions.push_back(session_of(rule));
        learner.learn(m_linked.sessions);
        m_linked.model = learner.model();
        if (m_keep_learned) m_linked.learned = learned_patterns(m_linked.sessions);
        for (auto& session : m_linked.sessions) session.pairs = {};
    }

    Session session_of(std::size_t number) {
        auto const& rule = m_spec.rules[number];
        Session session{.left_out = std::vector<bool>(m_matcher.fields(), false)};
        for (auto const& part : rule.parts) session.left_out[part.field] = true;
        double const share =
            std::min(1.0, static_cast<double>(session_rows) / static_cast<double>(m_table.size()));
        m_blocks.sample(m_table, m_spec.rules, number, m_matrix,
                        static_cast<std::uint32_t>(share * 4'294'967'295.0));
        std::vector<FoundPair> pairs;
        std::uint64_t all = 0;
        for (auto const& block : m_blocks.blocks()) {
            all += pairs_in(m_table, block.rows);
            for_each_pair(m_table, block, [&](std::uint32_t a, std::uint32_t b) {
                if (pairs.size() < session_pairs_max) pairs.push_back({a, b, block.key});
            });
        }
        if (!pairs.empty())
            session.each_counts = static_cast<double>(all) / static_cast<double>(pairs.size()) / share;
        session.pairs.resize(pairs.size());
        std::vector<std::uint8_t> first(pairs.size());
        constexpr std::size_t a_piece = 4'096;
        in_parallel(
            m_threads, (pairs.size() + a_piece - 1) / a_piece, [&](unsigned thread, std::size_t piece) {
                for (auto i = piece * a_piece; i < std::min(pairs.size(), (piece + 1) * a_piece); ++i) {
                    session.pairs[i] = m_matcher.compare(pairs[i].a, pairs[i].b, m_scratch[thread]);
                    first[i] = m_matrix.found_before(m_matrix.row(pairs[i].a), m_matrix.row(pairs[i].b),
                                                     number, pairs[i].key)
                                   ? 0
                                   : 1;
                }
            });
        session.first.assign(first.begin(), first.end());
        return session;
    }

    void score() {
        // The prior is settled when all is compared; what it can become at most bounds what must be kept till
        // then.
        auto const most =
            exact_log2(matches_a_record_max * static_cast<double>(m_table.size()) / m_table.pair_count());
        auto const prior = std::min({centibits(most), m_linked.model.prior + prior_margin, 0});
        m_floor = weight_of(m_spec.pairs_from) - prior;
        m_scorer.emplace(m_table, m_matcher, m_linked.model, m_floor);
        std::vector<std::vector<Edge>> edges(m_threads);
        for (std::size_t rule = 0; rule < m_spec.rules.size(); ++rule) {
            m_blocks.build(m_table, m_spec.rules, rule, m_matrix);
            auto const starts = pieces_of(m_table, m_blocks.blocks());
            std::vector<RuleCount> counts(m_threads);
            in_parallel(m_threads, starts.size() - 1, [&](unsigned thread, std::size_t piece) {
                auto const& blocks = m_blocks.blocks();
                for (auto i = starts[piece]; i < starts[piece + 1]; ++i) {
                    if (i + 2 * blocks_ahead < starts[piece + 1]) prefetch_rows(blocks[i + 2 * blocks_ahead]);
                    if (i + blocks_ahead < starts[piece + 1]) prefetch_values(blocks[i + blocks_ahead]);
                    score(blocks[i], rule, counts[thread], edges[thread], m_scratch[thread]);
                }
            });
            auto total = m_blocks.count();
            for (auto const& count : counts) total.add(count);
            m_linked.rules.push_back(total);
            m_linked.pairs += total.pairs;
        }
        if (m_spec.scan) scan(edges);
        for (auto& part : edges) {
            m_linked.edges.insert(m_linked.edges.end(), part.begin(), part.end());
            std::vector<Edge>().swap(part);
        }
        sort_edges(m_linked.edges);
    }

    void score(Block const& block, std::size_t rule, RuleCount& count, std::vector<Edge>& edges,
               Scratch& scratch) const {
        for_each_pair(m_table, block, [&](std::uint32_t a, std::uint32_t b) {
            if (m_matrix.found_before(m_matrix.row(a), m_matrix.row(b), rule, block.key)) {
                ++count.again;
                return;
            }
            ++count.pairs;
            if (auto const weight = m_scorer->score(a, b, scratch)) edges.push_back({a, b, *weight});
        });
    }

    /// All rows, or those whose `within` agrees, each with each.
    void scan(std::vector<std::vector<Edge>>& edges) {
        m_blocks.partition(m_table, m_spec.scan->within);
        m_linked.scan.kernel = scan_kernels().front().name;
        for (auto const& block : m_blocks.blocks()) scan(block, edges);
        m_linked.pairs += m_linked.scan.found.pairs;
    }

    void scan(Block const& block, std::vector<std::vector<Edge>>& edges) {
        Signatures signatures;
        for (auto const& entry : block.rows) signatures.add(m_table, *m_spec.scan, entry.row);
        auto const size = block.rows.size();
        auto const lefts = m_table.linked() ? firsts_in(m_table, block.rows) : size;
        auto const rights = m_table.linked() ? lefts : 0;
        auto const kernel = scan_kernels().front().kernel;
        std::vector<RuleCount> counts(m_threads);
        in_parallel(
            m_threads, (lefts + lefts_a_piece - 1) / lefts_a_piece, [&](unsigned thread, std::size_t piece) {
                std::vector<std::uint32_t> hits(rights_a_tile);
                auto const end = std::min(lefts, (piece + 1) * lefts_a_piece);
                for (auto tile = rights; tile < size; tile += rights_a_tile) {
                    for (auto i = piece * lefts_a_piece; i < end; ++i) {
                        auto const from = m_table.linked() ? tile : std::max(tile, i + 1);
                        auto const to = std::min(size, tile + rights_a_tile);
                        if (from >= to) continue;
                        auto const probe = Probe::of(signatures, i, m_spec.scan->alike_percent);
                        auto const found = kernel(probe, signatures, from, to, hits.data());
                        for (std::size_t k = 0; k < found; ++k) {
                            if (k + 2 * hits_ahead < found)
                                __builtin_prefetch(m_table.row(block.rows[hits[k + 2 * hits_ahead]].row));
                            if (k + hits_ahead < found)
                                m_matcher.prefetch_places(block.rows[hits[k + hits_ahead]].row);
                            score_hit(block.rows[i].row, block.rows[hits[k]].row, counts[thread],
                                      edges[thread], m_scratch[thread]);
                        }
                    }
                }
            });
        m_linked.scan.looked_at += pairs_in(m_table, block.rows);
        for (auto const& count : counts) m_linked.scan.found.add(count);
    }

    /// Few of a scan's pairs are worth keeping: only of those it is asked whether a rule has found them.
    void score_hit(std::uint32_t a, std::uint32_t b, RuleCount& count, std::vector<Edge>& edges,
                   Scratch& scratch) const {
        ++count.pairs;
        auto const weight = m_scorer->score(a, b, scratch);
        if (!weight) return;
        if (m_matrix.found_before(m_matrix.row(a), m_matrix.row(b), m_spec.rules.size(), 0))
            ++count.again;
        else
            edges.push_back({a, b, *weight});
    }

    void prefetch_rows(Block const& block) const {
        for (auto const& entry : block.rows) {
            __builtin_prefetch(m_table.row(entry.row));
            for (std::size_t slot = 0; slot < m_matrix.slots(); slot += 16)
                __builtin_prefetch(m_matrix.row(entry.row) + slot);
        }
    }

    void prefetch_values(Block const& block) const {
        for (auto const& entry : block.rows) m_matcher.prefetch_values(entry.row);
    }

    /// The share of matches that the scores themselves tell, by turns with the scores it leads to.
    void settle() {
        auto& model = m_linked.model;
        double const pairs = m_table.pair_count();
        for (int i = 0; i < 50; ++i) {
            double matches = 0;
            for (std::size_t begin = 0; begin < m_linked.edges.size();) {
                auto const weight = m_linked.edges[begin].weight;
                std::size_t end = begin;
                while (end < m_linked.edges.size() && m_linked.edges[end].weight == weight) ++end;
                matches += probability_of(weight + model.prior) * static_cast<double>(end - begin);
                begin = end;
            }
            model.match_share = std::clamp(matches / pairs, 1e-15, 0.5);
            auto const prior = centibits(exact_log2(model.match_share / (1 - model.match_share)));
            if (std::exchange(model.prior, prior) == prior) break;
        }
        auto const least = weight_of(m_spec.pairs_from) - model.prior;
        auto const end =
            std::ranges::find_if(m_linked.edges, [&](Edge const& edge) { return edge.weight < least; });
        m_linked.edges.erase(end, m_linked.edges.end());
    }

    Table const& m_table;
    Spec const& m_spec;
    unsigned m_threads;
    bool m_keep_learned;
    Linked m_linked;
    StepClock m_clock;
    Matcher m_matcher;
    KeyMatrix m_matrix;
    std::vector<Scratch> m_scratch;
    RuleBlocks m_blocks;
    Centibits m_floor = 0;
    std::optional<Scorer> m_scorer;
};

}  // namespace

Centibits Explanation::score() const {
    Centibits sum = prior;
    for (auto const& reason : reasons) sum += reason.weight;
    return sum;
}

Linked link(Table const& table, Spec const& spec, unsigned threads, bool keep_learned) {
    return Linking(table, spec, threads, keep_learned).run();
}

Explanation explain(Table const& table, Model const& model, std::uint32_t a, std::uint32_t b) {
    Matcher const matcher(table);
    Scratch scratch(matcher.fields());
    auto const comparison = matcher.compare(std::min(a, b), std::max(a, b), scratch);
    Explanation explanation{.prior = model.prior, .reasons = {}};
    for (std::size_t i = 0; i < matcher.fields(); ++i) {
        auto const level = comparison.level[i];
        if (level == 0) continue;
        explanation.reasons.push_back(
            {i, levels_of(table.columns()[i])[level].key, model.weight(i, comparison)});
    }
    return explanation;
}

}  // namespace bina::linkage::batch
