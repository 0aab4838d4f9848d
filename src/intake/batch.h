#pragma once
#include <filesystem>

#include "access/actor.h"
#include "jobs/jobs.h"
#include "registry/fact.h"
#include "storage/db.h"
#include "storage/sealed_file.h"

/// A batch is one file on its way from a sender's list to facts of the registry.
namespace bina::intake {

using base::RegencyCode;
using registry::BatchId;

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind batch_not_found{"intake.batch_not_found", 404};
inline constexpr base::ErrorKind batch_id_reused{"intake.batch_id_reused", 409};
inline constexpr base::ErrorKind wrong_state{"intake.wrong_state", 409};  ///< Not what this step begins with.
/// Somebody in it has had his data erased, or it was kept long enough.
inline constexpr base::ErrorKind file_removed{"intake.file_removed", 410};
inline constexpr base::ErrorKind unknown_target{"intake.unknown_target", 422};
inline constexpr base::ErrorKind no_name_column{"intake.no_name_column", 422};
inline constexpr base::ErrorKind changed_meanwhile{"intake.changed_meanwhile", 409};
inline constexpr base::ErrorKind content_missing{"intake.content_missing", 500};
}  // namespace error

/// reading → mapping → checking → checked → committing → committed → undoing → undone; or refused, failed.
enum class State : std::uint8_t {
    reading,
    mapping,
    checking,
    checked,
    committing,
    committed,
    undoing,
    undone,
    refused,
    failed
};
inline constexpr std::array<std::string_view, 10> state_names{
    "reading",   "mapping", "checking", "checked", "committing",
    "committed", "undoing", "undone",   "refused", "failed"};

/// What becomes of a row.
enum class Verdict : std::uint8_t {
    fresh,  ///< A business not known yet.
    update,  ///< A known business, with something not known of it yet.
    same,  ///< A known business, nothing new.
    duplicate_in_file,  ///< A business that an earlier row of the same file is about.
    doubtful,  ///< A person decides whether it is a known business.
    rejected,  ///< Cannot be taken; goes back to the sender.
    skipped,  ///< No business: title, subtotal, section, numbering.
};
inline constexpr std::array<std::string_view, 7> verdict_names{
    "new", "update", "same", "duplicate_in_file", "doubtful", "rejected", "skipped"};
constexpr std::string_view name_of(Verdict verdict) {
    return verdict_names[static_cast<std::size_t>(verdict)];
}

struct Counts {
    std::int64_t rows = 0;  ///< Rows about a business: all verdicts but skipped.
    std::array<std::int64_t, verdict_names.size()> by_verdict{};
    std::int64_t quarantined = 0;  ///< Cells with personal data in a column that is not for it.
    std::int64_t& operator[](Verdict verdict) { return by_verdict[static_cast<std::size_t>(verdict)]; }
    std::int64_t operator[](Verdict verdict) const { return by_verdict[static_cast<std::size_t>(verdict)]; }
    bool operator==(Counts const&) const = default;
};

/// What a person (or a proposal) says about reading a file.
struct ColumnChoice {
    std::int64_t position = 0;  ///< From 0.
    std::string heading;
    std::string target;  ///< Key of an intake::Target; empty: left aside.
};
struct Settings {
    std::string source;  ///< Whose list it is.
    std::int64_t sheet = 0;
    std::int64_t header_row = 0;  ///< As the spreadsheet counts; 0: the file has none.
    base::Day as_of;  ///< The day the list speaks of.
    std::string sales_period = "ask";
    std::string district;  ///< 6 digits, for lists of one district; empty otherwise.
    std::vector<ColumnChoice> columns;
};

struct Batch {
    BatchId id;
    RegencyCode regency;
    std::string file;
    std::int64_t bytes = 0;
    std::string sha256;
    State state = State::reading;
    std::string kind;
    std::string refusal;
    std::string refusal_params = "{}";
    std::string detection = "null";
    Settings settings;
    Counts counts;
    std::int64_t checked_version = 0;
    base::Instant created_at;
    std::string actor;
    std::string actor_name;
    std::optional<base::Instant> committed_at;
    std::optional<base::Instant> undone_at;
};

/// Keeps files sealed, under a keyed hash of their content's digest, so that the same file is kept once.
class Content {
public:
    Content(std::filesystem::path folder, storage::Vault vault)
        : m_folder(std::move(folder)), m_vault(std::move(vault)) {}
    /// Seals a copy of `from` at its place. Errors: storage::error::read_only, full.
    base::Result<void> keep(std::filesystem::path const& from, std::string_view sha256) const;
    /// Forgets a file; without it nothing happens.
    void remove(std::string_view sha256) const;
    /// The file in clear, while the object lives. Errors: file_removed, those of `open_sealed_file`.
    base::Result<storage::ClearFile> open(std::string_view sha256) const;

    /// Seals anew what is not sealed with the newest key, until `step`, called after each, returns false.
    base::Result<std::int64_t> reseal(std::function<bool()> const& step) const;
    /// How many files are sealed with which key.
    base::Result<std::map<unsigned, std::int64_t>> count_keys() const;

private:
    std::filesystem::path place(std::string_view sha256) const;

    std::filesystem::path m_folder;
    storage::Vault m_vault;
};

/// SHA-256 of a file in 64 hexadecimal digits. Error: unreadable.
base::Result<std::string> digest(std::filesystem::path const& file);

/// Takes a file in: the next step, reading it, is a job. The same call again changes nothing.
/// Errors: access::denied, batch_id_reused.
base::Result<void> receive(storage::Tx&, access::Actor const&, Batch const&);

/// Errors: access::denied, batch_not_found.
base::Result<Batch> find_batch(storage::Tx&, access::Actor const&, RegencyCode const&, BatchId const&);
/// Newest first, those older than `before` (an id; empty: from the newest). Error: access::denied.
base::Result<std::vector<Batch>> batches(storage::Tx&, access::Actor const&, RegencyCode const&,
                                         std::string_view before, std::int64_t limit);

/// Stores how the file is to be read and asks for the dry run. Errors: access::denied, batch_not_found,
/// wrong_state, unknown_target, no_name_column.
base::Result<void> choose(storage::Tx&, access::Actor const&, RegencyCode const&, BatchId const&,
                          Settings const&);
/// Errors: access::denied, batch_not_found, wrong_state.
base::Result<void> ask_commit(storage::Tx&, access::Actor const&, RegencyCode const&, BatchId const&);
/// Errors: access::denied, batch_not_found, wrong_state.
base::Result<void> ask_undo(storage::Tx&, access::Actor const&, RegencyCode const&, BatchId const&);

struct Unfinished {
    std::int64_t count = 0;
    std::optional<base::Instant> oldest_at;
};
/// Batches that wait for a person: to say how they are read, or to take them in.
base::Result<Unfinished> unfinished_batches(storage::Tx&, RegencyCode const&);

/// Steps of jobs: what they found is stored in one transaction with the next state.
base::Result<void> store_detection(storage::Tx&, Batch const&);
base::Result<void> store_settings(storage::Tx&, Batch const&);
base::Result<void> store_counts(storage::Tx&, Batch const&);
base::Result<void> set_state(storage::Tx&, RegencyCode const&, BatchId const&, State);

/// Under which a heading is remembered: it is looked for, never read.
std::string heading_key(storage::Vault const&, std::string_view heading);
/// What was decided for each heading of a source before, by `heading_key`.
base::Result<std::map<std::string, std::string>> remembered_columns(storage::Tx&, RegencyCode const&,
                                                                    std::string_view source);

namespace job {
inline constexpr std::string_view read = "intake.read";
inline constexpr std::string_view check = "intake.check";
inline constexpr std::string_view commit = "intake.commit";
inline constexpr std::string_view undo = "intake.undo";
}  // namespace job

}  // namespace bina::intake
