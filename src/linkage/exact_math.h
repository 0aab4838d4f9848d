#pragma once
#include <cstdint>

namespace bina::linkage::batch {

/// Evidence in hundredths of a bit: 100 doubles the odds that two records are the same, -100 halves them.
using Centibits = std::int32_t;

/// The logarithm to base 2 of a positive number, and its inverse: of additions and multiplications only, so
/// that every machine gives the same bits, which the C library does not promise. Right to 1e-12.
double exact_log2(double x);
double exact_exp2(double x);

/// Rounded to the nearest hundredth of a bit.
Centibits centibits(double bits);

/// The probability that odds of 2^(weight / 100) stand for.
double probability_of(Centibits weight);
/// The smallest weight whose probability is at least `probability`, which lies between 0 and 1.
Centibits weight_of(double probability);

}  // namespace bina::linkage::batch
