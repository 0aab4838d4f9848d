#pragma once
#include <map>
#include <memory>
#include <mutex>

#include "access/actor.h"
#include "registry/fact.h"
#include "storage/db.h"

/// What enumerators ask: a document with sections, questions, conditions and checks, versioned by regency.
namespace bina::census {

using base::RegencyCode;
using QuestionnaireId = base::Id<struct QuestionnaireTag>;

namespace error {
inline constexpr base::ErrorKind questionnaire_not_found{"census.questionnaire_not_found", 404};
/// Two questions, sections or options with one key.
inline constexpr base::ErrorKind key_twice{"census.key_twice", 422};
/// A condition or check names no question that stands before it.
inline constexpr base::ErrorKind not_before{"census.not_before", 422};
inline constexpr base::ErrorKind no_options{"census.no_options", 422};  ///< A choice without any, or others.
inline constexpr base::ErrorKind not_an_option{"census.not_an_option", 422};
/// The registry's field is of another kind than the question.
inline constexpr base::ErrorKind field_kind{"census.field_kind", 422};
inline constexpr base::ErrorKind one_limit{"census.one_limit", 422};  ///< A check has none, or several.
inline constexpr base::ErrorKind not_a_number{"census.not_a_number", 422};  ///< Only numbers are compared.
inline constexpr base::ErrorKind no_questions{"census.no_questions", 422};
}  // namespace error

enum class Kind : std::uint8_t { choice, choices, number, money, date, text, photo, gps, products, licence };
inline constexpr std::array<std::string_view, 10> kind_names{
    "choice", "choices", "number", "money", "date", "text", "photo", "gps", "products", "licence"};
constexpr bool has_options(Kind kind) {
    return kind == Kind::choice || kind == Kind::choices;
}
constexpr bool is_number(Kind kind) {
    return kind == Kind::number || kind == Kind::money;
}

struct Option {
    std::string key;
    std::string title;
};
/// Holds when the question was answered with one of `is`, or at all when `is` is empty; `unless` turns it
/// round.
struct Condition {
    std::string question;
    std::vector<std::string> is;
    bool unless = false;
};
/// Exactly one limit: a number, or the answer to an earlier question.
struct Check {
    bool hard = false;  ///< Such an answer is refused; otherwise it is remarked.
    std::optional<std::int64_t> min = {};
    std::optional<std::int64_t> max = {};
    std::string at_least;
    std::string at_most;
    std::string message;  ///< In Indonesian, for the enumerator.
};
struct Question {
    std::string id;
    Kind kind = Kind::text;
    std::string title;
    std::string hint;
    bool required = false;
    std::optional<registry::Field> field = {};  ///< What an accepted answer becomes.
    std::int64_t times = 1;  ///< A month's amount makes a year's: 12.
    std::int64_t values_max = 1;  ///< Answers of one question: photos, options, products.
    std::vector<Option> options;
    std::vector<Condition> when;  ///< It is asked when all of them hold.
    std::vector<Check> checks;
};
struct Section {
    std::string id;
    std::string title;
    std::vector<Question> questions;
};
struct Questionnaire {
    std::string title;
    std::vector<Section> sections;
    Question const* find(std::string_view id) const;
};

/// Reads a document. Errors: http's for its form, with a fault for everything that is wrong in it.
base::Result<Questionnaire> parse_questionnaire(std::string_view document);
/// What one part of a document says wrongly of another.
std::vector<base::Fault> faults_of(Questionnaire const&);
/// The one that comes with the program, by domain experts' list of variables.
std::string_view default_questionnaire();

struct QuestionnaireVersion {
    QuestionnaireId id;
    std::int64_t version = 0;
    std::string title;
    std::string body;  ///< Empty in lists.
    std::optional<base::Instant> published_at;
    base::Instant at;
};

/// Keeps a checked document as the version that is being written: the one that is not published, or the next.
/// Returns its number. Error: access::denied (census.plan).
base::Result<std::int64_t> keep_questionnaire(storage::Tx&, access::Actor const&, RegencyCode const&,
                                              QuestionnaireId const&, std::string_view title,
                                              std::string_view document);
/// From now on it never changes. Errors: access::denied, questionnaire_not_found.
base::Result<std::int64_t> publish_questionnaire(storage::Tx&, access::Actor const&, RegencyCode const&,
                                                 QuestionnaireId const&);
/// The one that comes with the program, published in this regency; anew when the program has another.
base::Result<QuestionnaireVersion> publish_default(storage::Tx&, access::Actor const&, RegencyCode const&);
/// `version` 0: the latest. Errors: access::denied (registry.read within the regency),
/// questionnaire_not_found.
base::Result<QuestionnaireVersion> find_questionnaire(storage::Tx&, access::Actor const&, RegencyCode const&,
                                                      QuestionnaireId const&, std::int64_t version);
/// All versions without their documents. Error: access::denied.
base::Result<std::vector<QuestionnaireVersion>> questionnaires(storage::Tx&, access::Actor const&,
                                                               RegencyCode const&);

/// Published documents as they were parsed once, shared by all threads.
class Questionnaires {
public:
    /// Error: questionnaire_not_found, also of one that is not published.
    base::Result<std::shared_ptr<Questionnaire const>> get(storage::Tx&, RegencyCode const&,
                                                           QuestionnaireId const&, std::int64_t version);

private:
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Questionnaire const>> m_known;
};

}  // namespace bina::census
