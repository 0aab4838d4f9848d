#pragma once
#include <cstdint>
#include <span>

namespace bina::cli::demo {

/// What the dice of one business are for, so that a new question does not change the answers to the others.
enum class Topic : std::uint64_t { person, business, place, money, status, licence, dirt, list };

/// Dice that fall the same way for the same seed, topic and number, on every machine.
/// All chances are in thousandths; fractions stay inside.
class Draw {
public:
    Draw(std::uint64_t seed, Topic topic, std::uint64_t number);

    std::uint64_t next();
    /// 0 to `limit` - 1.
    std::uint32_t below(std::uint32_t limit);
    /// `from` to `to`, both included.
    int between(int from, int to) {
        return from + static_cast<int>(below(static_cast<std::uint32_t>(to - from + 1)));
    }
    bool chance(int permille) { return static_cast<int>(below(1000)) < permille; }
    /// An index into `cumulative`, ascending sums of weights.
    std::size_t weighted(std::span<int const> cumulative);
    /// 0 to `size` - 1; the first are the most frequent (weight 1 / (rank + 4)).
    std::size_t common_first(std::size_t size);
    /// Standard normal, in thousandths.
    int normal();

private:
    std::uint64_t m_state;
};

/// The value at `normal` thousandths of a standard deviation of a lognormal distribution; `sigma` is in
/// thousandths.
std::int64_t lognormal(std::int64_t median, int sigma, int normal);
/// A normal value that follows `normal` with `correlation` thousandths, the rest from `own`.
int correlated(int normal, int own, int correlation);

/// A one-to-one map of 0..`size`-1 onto itself that looks shuffled; `size` is at most 2^32.
class Shuffle {
public:
    explicit Shuffle(std::uint64_t size, std::uint64_t seed = 0);
    std::uint64_t operator()(std::uint64_t index) const;

private:
    std::uint64_t m_size;
    std::uint64_t m_step;
    std::uint64_t m_shift;
};

}  // namespace bina::cli::demo
