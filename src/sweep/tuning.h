#pragma once
#include "sweep/found.h"

/// Thresholds, priors and levels moved by a person, and what becomes of it: without the registry, fast enough
/// to follow a finger.
namespace bina::sweep {

/// How many of a field's levels count, from the closest on; what is further apart differs. 0: the field is
/// left aside, 9: all count.
using Closest = std::array<std::uint8_t, field_count>;
inline constexpr std::uint8_t all_levels = 9;
inline constexpr Closest whole{all_levels, all_levels, all_levels, all_levels,
                               all_levels, all_levels, all_levels};

struct Settings {
    Centibits accept = 997;  ///< 99.9 %
    Centibits review = 0;  ///< even odds
    std::optional<Centibits> prior;  ///< none: as learned
    Closest closest = whole;

    bool operator==(Settings const&) const = default;
};
/// "9999999"; nothing for anything else.
std::optional<Closest> closest_of(std::string_view text);
std::string text_of(Closest const&);

/// A Found as settings let it appear.
struct Scored {
    linkage::batch::Model model;
    std::vector<Centibits> weights;  ///< by edge, the prior included

    double probability(std::size_t edge) const { return linkage::batch::probability_of(weights[edge]); }
};
/// Learns m and the prior anew from the patterns kept where levels have changed; scores all pairs.
Scored score(Found const&, Settings const&);

/// What a pair weighs, field by field.
struct Part {
    std::size_t field = 0;
    std::uint8_t level = 0;
    Centibits weight = 0;
    Centibits rarity = 0;  ///< how much rarer than usual what they share is; 0 where that does not count
};
/// With the prior these add up to the pair's weight.
std::vector<Part> parts_of(Found const&, Scored const&, Settings const&, Edge const&);

struct Band {
    std::int64_t pairs = 0;
    double matches = 0;  ///< expected

    void add(double probability) {
        ++pairs;
        matches += probability;
    }
};
enum class InBand : std::uint8_t { accept, review, reject };
/// Where a pair that may be one belongs; `refused`: a guard of clusters has kept it apart.
InBand band_of(Edge const&, Centibits weight, Settings const&, bool refused);

struct Bands {
    Band accept;  ///< may be taken without looking at each pair
    Band review;
    Band reject;  ///< kept, but not asked about
    std::int64_t owner = 0;  ///< two businesses of one owner, from `review` on
    std::int64_t none = 0;  ///< what no rule lets pass, from `review` on

    double matches() const { return accept.matches + review.matches + reject.matches; }
};

/// What certain pairs put together, from `from` on.
struct Clusters {
    std::int64_t count = 0;  ///< of two records or more
    std::int64_t records = 0;  ///< in these
    std::int64_t largest = 0;
    std::int64_t kept_apart = 0;  ///< links refused because valid NIKs differ
    std::int64_t too_large = 0;  ///< links refused because too many records would be one
    std::vector<bool> refused;  ///< by edge
};
inline constexpr std::uint32_t cluster_max = 20;
/// The strongest links first, so that what is refused is the weakest.
Clusters cluster(Found const&, Scored const&, Centibits from);

/// `clusters` are those from `accept` on: a link that is refused there is asked about.
Bands bands(Found const&, Scored const&, Settings const&, Clusters const&);

/// Pairs that agree in the same way.
struct Pattern {
    Levels level{};
    std::int64_t pairs = 0;
    std::int64_t certain = 0;  ///< of which no rule asks for a person
    double matches = 0;  ///< expected
    Centibits least = 0;
    Centibits most = 0;
};
/// Those of pairs that may be one and weigh at least `from`; the most frequent first.
std::vector<Pattern> patterns(Found const&, Scored const&, Centibits from);

}  // namespace bina::sweep
