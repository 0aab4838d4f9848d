#pragma once
#include "access/actor.h"
#include "intake/row.h"
#include "storage/reseal.h"

/// Aid lists before they are signed: named checks of every row, each with a count and a worklist.
namespace bina::aid {

using base::RegencyCode;
using intake::BatchId;
using ListId = base::Id<struct AidListTag>;

namespace error {
inline constexpr base::ErrorKind not_found{"aid.not_found", 404};
inline constexpr base::ErrorKind finding_not_found{"aid.finding_not_found", 404};
inline constexpr base::ErrorKind id_reused{"aid.id_reused", 409};
inline constexpr base::ErrorKind batch_used{"aid.batch_used", 409};  ///< It is a list already.
inline constexpr base::ErrorKind batch_not_checked{"aid.batch_not_checked", 409};
inline constexpr base::ErrorKind not_open{"aid.not_open", 409};  ///< Being checked, signed or withdrawn.
inline constexpr base::ErrorKind judged{"aid.judged", 409};  ///< By enough persons, or by this one.
inline constexpr base::ErrorKind findings_open{"aid.findings_open", 409};
inline constexpr base::ErrorKind own_list{"aid.own_list", 409};  ///< Who made a list does not sign it.
/// Another list came or was signed since the check, or the check failed: it would be signed unseen.
inline constexpr base::ErrorKind stale_check{"aid.stale_check", 409};
inline constexpr base::ErrorKind no_recipients{"aid.no_recipients",
                                               409};  ///< An exclusion list is not signed.
}  // namespace error

inline constexpr std::array sealed_columns{
    storage::SealedColumn{"aid_finding", "note", {{{"regency"}, {"list"}, {"finding", true}}}}};

enum class State : std::uint8_t { checking, open, signed_, withdrawn };
inline constexpr std::array<std::string_view, 4> list_states{"checking", "open", "signed", "withdrawn"};

/// In the order in which they are shown.
enum class Check : std::uint8_t { nik_twice, nik_implausible, name_differs, excluded, other_programme };
inline constexpr std::array<std::string_view, 5> check_names{"nik_twice", "nik_implausible", "name_differs",
                                                             "excluded", "other_programme"};

struct List {
    ListId id;
    RegencyCode regency;
    BatchId batch;
    bool exclusion = false;
    std::string name;
    bool twice = false;  ///< Each finding is judged by two persons, and the second does not see the first.
    State state = State::checking;
    std::int64_t rows = 0;
    std::int64_t without_nik = 0;
    std::int64_t dropped = 0;
    base::Instant asked_at;
    std::string actor;
    std::string actor_name;
    std::optional<base::Instant> checked_at;  ///< When its last check began; none if that failed.
    std::optional<base::Instant> signed_at;
    std::string signed_by;
};

/// Makes a list of a checked or stored file; a job checks it. The same again changes nothing. Errors:
/// access::denied, intake::error::batch_not_found, batch_not_checked, batch_used, id_reused.
base::Result<void> make_list(storage::Tx&, access::Actor const&, List const&);
/// Errors: access::denied, not_found.
base::Result<List> find_list(storage::Tx&, access::Actor const&, RegencyCode const&, ListId const&);
/// The latest first. Error: access::denied.
base::Result<std::vector<List>> lists(storage::Tx&, access::Actor const&, RegencyCode const&);

/// Checks a recipients' list anew, since other lists or the registry have changed: judgements of findings
/// that are found again stay. Errors: access::denied, not_found, not_open.
base::Result<void> check_again(storage::Tx&, access::Actor const&, RegencyCode const&, ListId const&);
/// Rows that a final judgement strikes off are dropped, the others stand. Errors: access::denied, not_found,
/// no_recipients, not_open, stale_check, findings_open, own_list.
base::Result<void> sign(storage::Tx&, access::Actor const&, RegencyCode const&, ListId const&);
/// Takes an open or signed list out of use. Errors: access::denied, not_found, not_open.
base::Result<void> withdraw(storage::Tx&, access::Actor const&, RegencyCode const&, ListId const&);

}  // namespace bina::aid
