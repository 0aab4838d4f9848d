#include "linkage/exact_math.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace bina::linkage::batch {
namespace {

constexpr double half_of_root = 0.70710678118654752440;
constexpr double inverse_ln2 = 1.44269504088896340736;
constexpr double ln2 = 0.69314718055994530942;
constexpr int log_terms = 12;
constexpr int exp_terms = 14;
constexpr double exponent_max = 1000;

}  // namespace

double exact_log2(double x) {
    int exponent = 0;
    double mantissa = std::frexp(x, &exponent);
    if (mantissa < half_of_root) {
        mantissa *= 2;
        --exponent;
    }
    // ln((1 + t) / (1 - t)) = 2 (t + t^3/3 + t^5/5 + …), |t| below 0.172
    double const t = (mantissa - 1) / (mantissa + 1);
    double const square = t * t;
    double sum = 0;
    for (int term = log_terms; term >= 0; --term) sum = sum * square + 1.0 / (2 * term + 1);
    return exponent + 2 * t * sum * inverse_ln2;
}

double exact_exp2(double x) {
    double const bounded = std::clamp(x, -exponent_max, exponent_max);
    double const whole = std::floor(bounded + 0.5);
    double const y = (bounded - whole) * ln2;
    double sum = 1;
    for (int term = exp_terms; term >= 1; --term) sum = 1 + sum * y / term;
    return std::ldexp(sum, static_cast<int>(whole));
}

Centibits centibits(double bits) {
    // A level that was never seen has no ratio, and says nothing.
    if (std::isnan(bits)) return 0;
    return static_cast<Centibits>(std::floor(std::clamp(bits, -exponent_max, exponent_max) * 100 + 0.5));
}

double probability_of(Centibits weight) {
    double const odds = exact_exp2(weight / 100.0);
    return odds / (1 + odds);
}

Centibits weight_of(double probability) {
    if (probability <= 0) return -100'000;
    if (probability >= 1) return 100'000;
    return static_cast<Centibits>(std::ceil(exact_log2(probability / (1 - probability)) * 100));
}

}  // namespace bina::linkage::batch
