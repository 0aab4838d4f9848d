#pragma once
#include "kbli/table.h"

namespace bina::kbli {

/// How many businesses with this phrase in what they do have that class: what people decided before.
struct Learnt {
    std::string phrase;
    std::string code;  ///< 5 digits, of the edition asked for.
    std::int64_t businesses = 0;
};

/// A class that the words of an activity may mean.
struct Candidate {
    std::string code;
    int confidence = 0;  ///< 1 to 99.
    std::string phrase;  ///< The words that spoke for it.
    std::int64_t businesses = 0;  ///< Of those with these words, how many have this class,
    std::int64_t of = 0;  ///< and how many have any.
};

inline constexpr std::size_t candidates_max = 5;
/// Longest phrase that is remembered, in words. Built-in phrases can be longer.
inline constexpr std::size_t learnt_words_max = 2;

/// The phrases of a folded text by which candidates are looked for and remembered: each of its first words,
/// and each pair of neighbours.
std::vector<std::string> phrases_of(std::string_view folded);

/// The likeliest classes first. `learnt` are the counts of the phrases of `folded`. What is built in weighs
/// as much as three decisions, so that after a few the office's own habit shows; a longer phrase outweighs
/// the words in it. Built-in words speak only for KBLI 2025.
std::vector<Candidate> candidates(Table const&, Edition, std::string_view folded,
                                  std::span<Learnt const> learnt);

}  // namespace bina::kbli
