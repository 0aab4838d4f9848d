#pragma once
#include <cstdint>

/// What a sample tells of all that it was drawn from.
namespace bina::sweep {

/// A share with the interval that holds the true one in 95 of 100 samples.
struct Share {
    double value = 0;
    double low = 0;
    double high = 1;
};

/// Answers of one band.
struct Answers {
    std::int64_t population = 0;  ///< pairs of the band
    std::int64_t same = 0;
    std::int64_t other = 0;
    std::int64_t unsure = 0;  ///< also where two persons disagree

    std::int64_t judged() const { return same + other + unsure; }
};

/// How many are the same: Wilson's interval (JASA 22, 1927), in which what nobody could tell counts as other
/// below and as same above. A band that is empty has none; one of which nothing was judged may hold any.
Share share_of_same(Answers const&);

/// Of all that are the same in the three bands the share that the first holds, or the first two. The bounds
/// take those of the bands at their worst, so that the interval is rather too wide.
Share recall_of_accept(Answers const& accept, Answers const& review, Answers const& reject);
Share recall_of_asked(Answers const& accept, Answers const& review, Answers const& reject);

}  // namespace bina::sweep
