#pragma once
#include "census/http_view.h"
#include "http/fields.h"

/// Visits as they are sent: one in a request, or one a line.
namespace bina::census {

inline constexpr std::size_t visit_bytes_max = 64ULL * 1024;
inline constexpr std::int64_t instant_max = 9'999'999'999'999;  ///< Milliseconds of a phone's clock.
/// Lines that share a commit: what is lost when a phone breaks off is sent again.
inline constexpr std::size_t visits_in_piece = 25;

/// 64 hexadecimal digits.
std::optional<std::string> hash_text(std::string_view);
/// Everything but the id and the regency.
void read_visit_body(http::Fields&, SentVisit&);
/// The members that tell what came of it.
void write_received(base::JsonWriter&, std::string_view id, Received const&);

/// One line of many. Each stands for itself.
struct VisitLine {
    std::int64_t number = 0;
    std::string id;
    base::Result<SentVisit> sent;
    base::Result<Received> done = Received{};
};
VisitLine read_visit_line(RegencyCode const&, std::int64_t number, std::string text,
                          std::optional<base::Instant> device_time);
/// Keeps what can be kept, in the caller's transaction. Error: that of a failing store, which has spoilt all
/// of them; what is refused is in the line.
base::Result<void> store_visit_line(storage::Tx&, access::Actor const&, Questionnaires&, VisitLine&);
/// The members of an answer to a line: its status, and what came of it or what is wrong.
void write_visit_line(base::JsonWriter&, VisitLine const&, base::Result<void> const& stored);
/// The members of an answer to a line that was refused.
void write_refusal(base::JsonWriter&, std::string_view id, base::Error const&);

}  // namespace bina::census
