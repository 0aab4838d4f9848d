#pragma once
#include "census/questionnaire.h"

/// Answers of one visit, held against the questionnaire they were given to.
namespace bina::census {

namespace error {
inline constexpr base::ErrorKind unknown_question{"census.unknown_question", 422};
inline constexpr base::ErrorKind not_asked{"census.not_asked", 422};  ///< Its conditions do not hold.
inline constexpr base::ErrorKind answer_missing{"census.answer_missing", 422};
inline constexpr base::ErrorKind too_many_values{"census.too_many_values", 422};
inline constexpr base::ErrorKind check_failed{"census.check_failed", 422};  ///< A hard check of the document.
inline constexpr base::ErrorKind not_money{"census.not_money", 422};
inline constexpr base::ErrorKind future_day{"census.future_day", 422};
}  // namespace error

/// Parts the cells of a product (name, unit, capacity a month, KBLI) and of a place (latitude and longitude
/// in millionths of a degree, accuracy in metres).
inline constexpr char cell_end = '\x1e';

/// By question. Of most kinds one value; of products one for each, its cells parted.
using Answers = std::map<std::string, std::vector<std::string>, std::less<>>;

struct CheckedAnswers {
    Answers answers;  ///< In canonical form; without what is refused.
    std::vector<base::Fault> faults;  ///< Hard: paths `answers.nik`, of checks `answers.defects.checks[0]`.
    std::vector<std::string> remarks;  ///< Soft checks that did not hold: `defects.checks[1]`.
};
/// `complete`: what is required must be there.
CheckedAnswers check_answers(Questionnaire const&, RegencyCode const&, Answers const&, base::Day today,
                             bool complete);

/// Brings each value that can be read to its canonical form, so that two ways of writing it are one.
void make_canonical(Questionnaire const&, RegencyCode const&, Answers&, base::Day today);

/// True if the question is asked after these answers.
bool is_asked(Question const&, Answers const&);

/// What checked answers say in the registry's words.
registry::Statement statement_of(Questionnaire const&, Answers const&);

/// "1,2 jt", "Rp 25rb" or digits as whole rupiah.
std::optional<std::int64_t> rupiah_of(std::string_view text, base::Day today);

}  // namespace bina::census
