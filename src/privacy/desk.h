#pragma once
#include "intake/batch.h"
#include "privacy/consent.h"
#include "registry/class_rule.h"

/// The desk at which persons ask for what the law gives them: to see, correct, withdraw, restrict, erase or
/// take away their data, within the hours of `request_rule`.
namespace bina::privacy {

using RequestId = base::Id<struct RequestTag>;

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind request_not_found{"privacy.request_not_found", 404};
inline constexpr base::ErrorKind request_id_reused{"privacy.request_id_reused", 409};
inline constexpr base::ErrorKind request_answered{"privacy.request_answered", 409};
inline constexpr base::ErrorKind not_identified{"privacy.not_identified",
                                                409};  ///< Nobody has checked who asks.
inline constexpr base::ErrorKind note_missing{"privacy.note_missing", 422};
}  // namespace error

inline constexpr std::array<std::string_view, 6> request_kinds{"access",      "correction", "withdrawal",
                                                               "restriction", "erasure",    "portability"};
inline constexpr std::array<std::string_view, 4> request_states{"received", "identified", "done", "refused"};
/// Grounds on which a request may be refused: the first three by UU 27/2022 Art. 33; the law that demands the
/// data to be kept by Art. 15; who asks is not who he says; nothing of him is there.
inline constexpr std::array<std::string_view, 6> refusal_grounds{"harm",       "others_data",    "security",
                                                                 "legal_duty", "not_the_person", "no_data"};

struct Step {
    base::Instant at;
    std::string actor;
    std::string step;  ///< received, identified, done, refused, lifted
    std::string note;
};

struct PrivacyRequest {
    RequestId id;
    RegencyCode regency;
    std::string kind;
    BusinessId business;
    std::string state = "received";
    base::Instant received_at;
    base::Instant due_at;
    std::optional<base::Instant> answered_at;
    std::string refusal;
    std::string person;  ///< Who asks.
    std::string contact;  ///< How he is reached.
    std::string wish;  ///< What he asks, in his words.
    std::vector<Step> steps;

    bool open() const { return !answered_at.has_value(); }
    bool overdue(base::Instant now) const { return open() && now > due_at; }
};

/// The same call again changes nothing. Errors: access::denied, registry::error::not_found,
/// request_id_reused.
base::Result<void> open_request(storage::Tx&, access::Actor const&, PrivacyRequest const&);
/// Says how it was checked who asks. Errors: access::denied, request_not_found, request_answered,
/// note_missing.
base::Result<void> identify(storage::Tx&, access::Actor const&, RegencyCode const&, RequestId const&,
                            std::string_view how);

/// What carrying out a request has done.
struct CarriedOut {
    std::int64_t consents = 0;  ///< Withdrawn.
    std::int64_t facts = 0;  ///< In which personal values were erased.
    std::int64_t rows = 0;  ///< Of lists, likewise.
    std::vector<std::string> files;  ///< SHA-256 of lists to be removed once this is durable.
};
/// Does what was asked and answers it: withdrawal takes every consent back, restriction hides the person's
/// data, erasure overwrites it in facts and lists; access and portability are answered with the pack
/// (pack.h), correction with facts that were added before. Errors: access::denied, request_not_found,
/// request_answered, not_identified, note_missing.
base::Result<CarriedOut> carry_out(storage::Tx&, registry::ClassRules const&, access::Actor const&,
                                   RegencyCode const&, RequestId const&, std::string_view note);
/// Errors: access::denied, request_not_found, request_answered, note_missing.
base::Result<void> refuse(storage::Tx&, access::Actor const&, RegencyCode const&, RequestId const&,
                          std::string_view ground, std::string_view note);
/// Ends a restriction that a request has made. Errors: access::denied, request_not_found, note_missing.
base::Result<void> lift(storage::Tx&, access::Actor const&, RegencyCode const&, RequestId const&,
                        std::string_view note);

struct RequestQuery {
    RegencyCode regency;
    bool open = true;  ///< Those to be answered, the most urgent first; otherwise the answered, newest first.
    std::string after;  ///< Id of the last one of the page before.
    std::int64_t limit = 50;
};
/// Error: access::denied.
base::Result<std::vector<PrivacyRequest>> requests(storage::Tx&, access::Actor const&, RequestQuery const&);
/// Errors: access::denied, request_not_found.
base::Result<PrivacyRequest> find_request(storage::Tx&, access::Actor const&, RegencyCode const&,
                                          RequestId const&);
base::Result<std::vector<PrivacyRequest>> requests_of(storage::Tx&, RegencyCode const&, BusinessId const&);

/// How many wait for an answer, and how many of them longer than the law allows.
struct Waiting {
    std::int64_t open = 0;
    std::int64_t overdue = 0;
};
base::Result<Waiting> waiting_requests(storage::Tx&, RegencyCode const&);

}  // namespace bina::privacy
