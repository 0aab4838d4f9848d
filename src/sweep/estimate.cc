#include "sweep/estimate.h"

#include <algorithm>
#include <cmath>

namespace bina::sweep {
namespace {

constexpr double z = 1.959963984540054;  // of 95 %

/// Both ends for `hits` of `all`.
std::pair<double, double> wilson(std::int64_t hits, std::int64_t all) {
    auto const n = static_cast<double>(all);
    double const p = static_cast<double>(hits) / n;
    double const centre = p + z * z / (2 * n);
    double const half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    double const scale = 1 + z * z / n;
    return {std::max(0.0, (centre - half) / scale), std::min(1.0, (centre + half) / scale)};
}

double times(Answers const& band, double share) {
    return static_cast<double>(band.population) * share;
}

double part_of(double part, double rest) {
    return part + rest > 0 ? part / (part + rest) : 1;
}

Share recall(std::initializer_list<Answers const*> in, std::initializer_list<Answers const*> out) {
    Share sums;
    Share rest{.value = 0, .low = 0, .high = 0};
    sums.high = 0;
    auto const add = [](Share& to, Answers const& band) {
        auto const share = share_of_same(band);
        to.value += times(band, share.value);
        to.low += times(band, share.low);
        to.high += times(band, share.high);
    };
    for (auto const* band : in) add(sums, *band);
    for (auto const* band : out) add(rest, *band);
    return {.value = part_of(sums.value, rest.value),
            .low = part_of(sums.low, rest.high),
            .high = part_of(sums.high, rest.low)};
}

}  // namespace

Share share_of_same(Answers const& answers) {
    if (answers.population == 0) return {.value = 0, .low = 0, .high = 0};
    auto const all = answers.judged();
    if (all == 0) return {};
    // All of the band judged, and nobody in doubt: that is no sample any more.
    if (all == answers.population && answers.unsure == 0) {
        double const share = static_cast<double>(answers.same) / static_cast<double>(all);
        return {.value = share, .low = share, .high = share};
    }
    auto const known = answers.same + answers.other;
    return {.value = known > 0 ? static_cast<double>(answers.same) / static_cast<double>(known) : 0.5,
            .low = wilson(answers.same, all).first,
            .high = wilson(answers.same + answers.unsure, all).second};
}

Share recall_of_accept(Answers const& accept, Answers const& review, Answers const& reject) {
    return recall({&accept}, {&review, &reject});
}

Share recall_of_asked(Answers const& accept, Answers const& review, Answers const& reject) {
    return recall({&accept, &review}, {&reject});
}

}  // namespace bina::sweep
