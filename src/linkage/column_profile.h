#pragma once
#include "linkage/suggest.h"

namespace bina::linkage::batch {

/// What the values of a column look like; shares are of the values that are not empty.
struct ColumnProfile {
    std::string name;
    std::size_t place = 0;  ///< among the columns of the sample
    double filled = 0;  ///< of all rows
    double distinct = 0;  ///< values that differ, of all values
    std::size_t distinct_count = 0;
    double equal = 0;  ///< chance that two values are the same
    double word_equal = 0;  ///< chance that two values share a word
    double coarse_equal = 0;  ///< chance that two area codes are of one district, two dates of one year
    double digits_only = 0;
    double with_letters = 0;
    double niks = 0;
    double phones = 0;  ///< that begin as Indonesian ones do
    double dates = 0;
    double years = 0;
    double months = 0;  ///< whole numbers from 1 to 12
    double days = 0;
    double area_codes = 0;
    double decimals = 0;
    double mails = 0;
    double address_marks = 0;  ///< Jl, RT, RW, Dsn
    double fixed_length = 0;  ///< of the most frequent length
    double words = 0;  ///< on average
    double bytes = 0;  ///< on average

    bool named(std::initializer_list<std::string_view> parts) const;
};

ColumnProfile profile_of(std::span<Sample const> lists, std::string const& column);

/// What is to become of a column.
struct Guess {
    Kind kind = Kind::exact;
    Sort sort = Sort::plain;
    bool used = true;
};
Guess guess_of(ColumnProfile const& profile);

}  // namespace bina::linkage::batch
