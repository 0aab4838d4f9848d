#pragma once
#include "intake/batch.h"
#include "intake/value.h"
#include "storage/reseal.h"

namespace bina::intake {

inline constexpr std::array sealed_columns{
    storage::SealedColumn{"batch", "refusal_params", {{{"regency"}, {"id"}}}},
    storage::SealedColumn{"batch", "detection", {{{"regency"}, {"id"}}}},
    storage::SealedColumn{"batch_column", "heading", {{{"regency"}, {"batch"}, {"position", true}}}},
    storage::SealedColumn{"batch_row", "body", {{{"regency"}, {"batch"}, {"row_number", true}}}}};

/// Keys of why a row is what it is; the client has a sentence for each.
namespace reason {
inline constexpr std::string_view no_name = "intake.row_without_name";
inline constexpr std::string_view other_regency = "intake.row_of_other_regency";
inline constexpr std::string_view duplicate_same =
    "intake.duplicate_same";  ///< Says what an earlier row said.
inline constexpr std::string_view duplicate_differs = "intake.duplicate_differs";
inline constexpr std::string_view said_before = "intake.said_before";
inline constexpr std::string_view parked_before = "intake.parked_before";  ///< Waits in the queue already.
}  // namespace reason

/// A row of a list: as it came, as it was read, and what is to become of it.
struct ListRow {
    /// A value, and the column it was read from.
    struct Said {
        std::int64_t column = 0;
        registry::Value value;
        bool operator==(Said const&) const = default;
    };
    /// What there is to say about a cell.
    struct Remark {
        std::int64_t column = 0;
        Severity severity = Severity::info;
        std::string key;
        std::string field;  ///< Key of the column's field; empty for none.
        std::vector<std::pair<std::string, std::string>> params;
        bool operator==(Remark const&) const = default;
    };

    std::int64_t number = 0;  ///< As the spreadsheet counts it.
    std::vector<std::string> cells;  ///< As they came.
    std::vector<Said> values;
    std::vector<Remark> remarks;
    Verdict verdict = Verdict::fresh;
    std::string reason;  ///< Key of why, where there is something to say.
    std::string business;  ///< Id of the business that it makes, changes or repeats.
    std::string person;  ///< Id of the owner; empty for none.
    std::string evidence;  ///< Why it may be that business: "ground score level:weight …".

    registry::Statement statement() const;
    bool operator==(ListRow const&) const = default;
};

/// What `batch_row.body` holds before sealing, and back.
std::string encode_body(ListRow const&);
void decode_body(std::string_view body, ListRow& row);

/// Stores rows of a dry run, sealed.
base::Result<void> store_rows(storage::Tx&, RegencyCode const&, BatchId const&, std::span<ListRow const>);
/// Forgets what an earlier dry run stored.
base::Result<void> forget_rows(storage::Tx&, RegencyCode const&, BatchId const&);

struct RowQuery {
    RegencyCode regency;
    BatchId batch;
    std::string verdict;  ///< Empty: any.
    std::string key;  ///< Only rows with a remark of this key; empty: any.
    std::int64_t after = 0;  ///< Only rows with a greater number.
    std::int64_t limit = 50;
};
/// Writes who saw personal values of these rows in clear, and what for. Errors: access::denied,
/// registry::error::purpose_missing.
base::Result<void> record_unmasking(storage::Tx&, access::Actor const&, RowQuery const&,
                                    std::span<ListRow const> shown, std::string_view purpose);
/// Writes who took a file with personal data out of the system, and what for: "original" or "rejected".
/// Errors: access::denied, registry::error::purpose_missing.
base::Result<void> record_taking(storage::Tx&, access::Actor const&, Batch const&, std::string_view what,
                                 std::string_view reason);

/// In the order of the file. Error: access::denied.
base::Result<std::vector<ListRow>> rows(storage::Tx&, access::Actor const&, RowQuery const&);
base::Result<std::optional<ListRow>> find_row(storage::Tx&, RegencyCode const&, BatchId const&,
                                              std::int64_t number);

/// A row that says more of a business than the row of the same file that makes it.
struct FurtherRow {
    std::int64_t maker = 0;
    std::int64_t row = 0;
    auto operator<=>(FurtherRow const&) const = default;
};
/// In the order of the rows that make the businesses.
base::Result<std::vector<FurtherRow>> further_rows(storage::Tx&, RegencyCode const&, BatchId const&);

/// One kind of remark about one field of a batch, and how often it was made.
struct Issue {
    std::string key;
    std::string field;
    Severity severity = Severity::info;
    std::int64_t count = 0;
    std::int64_t example_row = 0;
};
base::Result<void> store_issues(storage::Tx&, RegencyCode const&, BatchId const&, std::span<Issue const>);
/// The most frequent first. Error: access::denied.
base::Result<std::vector<Issue>> issues(storage::Tx&, access::Actor const&, RegencyCode const&,
                                        BatchId const&);

/// The number under which a row of a sheet (from 0) is kept: sheets stand one behind the other.
constexpr std::int64_t sheet_rows = 10'000'000;
constexpr std::int64_t row_number(std::size_t sheet, std::uint64_t row) {
    return static_cast<std::int64_t>(sheet) * sheet_rows + static_cast<std::int64_t>(row);
}

/// Ids that a row gives to what it makes: the same each time the file is read.
registry::FactId fact_id(BatchId const&, std::int64_t row);
registry::BusinessId business_id(BatchId const&, std::int64_t row);
registry::PersonId person_id(BatchId const&, std::int64_t row);
/// The row of the batch that makes this business, if one does.
std::optional<std::int64_t> row_of_business(BatchId const&, std::string_view business);
std::string pair_id(BatchId const&, std::int64_t row);

/// The fact that a row states; `business` and `person` as the row says.
base::Result<registry::Fact> fact_of(Batch const&, ListRow const&, base::Instant now);

}  // namespace bina::intake
