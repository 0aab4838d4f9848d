#pragma once
#include <mutex>

#include "access/actor.h"
#include "kbli/table.h"
#include "storage/db.h"

namespace bina::kbli {

/// In order of precedence: when several apply, the first is reported.
namespace error {
/// With a fault for each line, its path the number of the line in the file: bad_code, no_title, repeated,
/// unknown_code.
inline constexpr base::ErrorKind bad_lines{"kbli.bad_lines", 422};
inline constexpr base::ErrorKind no_lines{"kbli.no_lines", 422};
/// The list holds more of another edition; `detail` names it.
inline constexpr base::ErrorKind other_edition{"kbli.other_edition", 422};
}  // namespace error

/// Keys of faults.
namespace fault {
inline constexpr std::string_view bad_code = "kbli.bad_code";
inline constexpr std::string_view no_title = "kbli.no_title";
inline constexpr std::string_view repeated = "kbli.repeated";  ///< The same code with another title.
}  // namespace fault

inline constexpr std::size_t faults_max = 100;  ///< Told of one list.
inline constexpr std::size_t title_bytes_max = 300;

/// A line of a list, as it stands there.
struct ListLine {
    std::uint64_t line = 0;
    std::string code;
    std::string title;
};
struct CrosswalkLine {
    std::uint64_t line = 0;
    std::string code_2020;
    std::string code_2025;
};

struct Imported {
    std::int64_t lines = 0;
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t removed = 0;  ///< In the list before, not in this one.
    bool nothing_new() const { return added + changed + removed == 0; }
};

/// Takes a full list of an edition in place of the one before; the same list again changes nothing. With any
/// fault nothing is taken. Errors: access::denied (kbli.manage), no_lines, bad_lines, other_edition.
base::Result<Imported> import_list(storage::Tx&, access::Actor const&, Edition, std::span<ListLine const>);

/// As import_list for the successors of classes of 2020. Errors: access::denied, no_lines, bad_lines.
base::Result<Imported> import_crosswalk(storage::Tx&, access::Actor const&, std::span<CrosswalkLine const>);

/// The table of a store, held in memory and read anew once a list was imported, by whichever process.
class Tables {
public:
    base::Result<std::shared_ptr<Table const>> current(storage::Tx&) const;

private:
    mutable std::mutex m_mutex;
    mutable std::int64_t m_seq = -1;
    mutable std::shared_ptr<Table const> m_table;
};

}  // namespace bina::kbli
