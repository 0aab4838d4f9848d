#pragma once
#include "aid/list.h"

/// What checks say against rows, and what persons say to that.
namespace bina::aid {

struct Finding {
    Check check = Check::nik_twice;
    std::int64_t row = 0;
    std::string why;
    std::string with_list;
    std::int64_t with_row = 0;
    std::string business;
    std::string first;
    std::string first_by;
    std::string second;
    std::string second_by;
    std::string third;
    std::string third_by;
    std::string final;
    std::string note;

    /// Two persons have said different things, and a third has to decide.
    bool disputed() const { return final.empty() && !first.empty() && !second.empty(); }
};

/// A finding's number in its list.
constexpr std::int64_t finding_number(Check check, std::int64_t row) {
    return row * 8 + static_cast<std::int64_t>(check);
}

struct CheckCount {
    std::int64_t rows = 0;  ///< found
    std::int64_t open = 0;  ///< without a final judgement
    std::int64_t mine = 0;  ///< that the one who asks may judge
    std::int64_t dropped = 0;
    std::optional<std::int64_t> lists;  ///< Others that it compares with; none where it needs none.
};
/// By check.
base::Result<std::array<CheckCount, check_names.size()>> counts(storage::Tx&, access::Actor const&,
                                                                List const&);

struct FindingQuery {
    RegencyCode regency;
    ListId list;
    Check check = Check::nik_twice;
    std::string state = "mine";  ///< mine: what the one who asks may judge; open; done; all.
    std::int64_t after = 0;
    std::int64_t limit = 50;
};
/// In the order of rows. What others have said is left out while it would tell the next judge.
base::Result<std::vector<Finding>> findings(storage::Tx&, access::Actor const&, List const&,
                                            FindingQuery const&);

/// As the first, second or, where these differ, third judge. Errors: access::denied, not_found, not_open,
/// finding_not_found, judged, registry::error::purpose_missing (the reason says nothing).
base::Result<void> judge(storage::Tx&, access::Actor const&, RegencyCode const&, ListId const&, Check,
                         std::int64_t row, std::string_view verdict, std::string_view reason);

}  // namespace bina::aid
