#pragma once
#include "registry/writer.h"

/// Lists of businesses: filtered, searched, page by page by key, counted without counting rows where that can
/// be.
namespace bina::registry {

inline constexpr std::int64_t page_items_max = 200;
/// Counts above this are told as "9.999+".
inline constexpr std::int64_t count_cap = 9'999;
/// A search with fewer matches is put in the order of how well they fit; of more, the newest come first.
inline constexpr std::int64_t ranked_matches = 200;
/// The newest matches of a search that are counted; with more the count is told as "so many and more".
inline constexpr std::int64_t counted_matches = 500;

struct ListQuery {
    enum class Sort : std::uint8_t { name, newest };

    RegencyCode regency;
    std::string text;  ///< Words of names, or a NIK, NIB or phone; empty: no search.
    std::string district;  ///< 6 digits, or the regency and "00" for those not located; empty: any.
    std::string village;  ///< 10 digits, or the district and "0000" for those of which it is not known.
    std::string trade;
    std::string size_class;
    std::string status = "counted";  ///< A status, "counted" or "all".
    /// The main code with its edition, a section, division or group as "C/2025" or "10/2025", "any" or
    /// "none"; empty: with or without.
    std::string kbli;
    std::string activity;  ///< Folded, the whole of it; empty: any.
    bool coached = false;
    std::string agency;  ///< Who answers for it at present, `conflict`, or "none"; empty: any.
    std::string coach;  ///< An agency that coaches it at present; empty: any.
    bool flagship = false;
    /// Bits of `Has` that must (not) be known.
    unsigned has = 0;
    unsigned lacks = 0;
    /// The state at the end of that day instead of the present one: who counted as what then. Words are still
    /// those of the present, as is the order.
    std::optional<base::Day> as_of;
    Sort sort = Sort::name;
    std::string cursor;
    std::int64_t limit = 50;
};

struct ListItem {
    BusinessId id;
    std::int64_t seq = 0;
    std::string name;
    std::string sort_name;
    std::string owner;
    std::string trade;
    std::string size_class;
    std::string status;
    std::string village;
    std::string district;
    std::string nib;
    std::string nik;  ///< In clear: whoever shows it masks it.
    std::string phone;  ///< In clear as well.
    std::string birth_day;  ///< Of the owner, as these.
    ExactPlace place;
    std::string coached_by;
    bool flagship = false;
    unsigned has = 0;
    base::Instant updated_at;
    std::string person;  ///< Id of the owner named last; empty for none.
    std::string kbli;  ///< The main code with its edition; empty for none.
    std::string activity;  ///< Folded.
    std::string responsible;  ///< The agency that answers for it at present; `conflict`; empty for none.
    bool restricted = false;  ///< Everything personal is left out (restriction.h).

    void leave_out_person();
};

struct Count {
    std::int64_t value = 0;
    bool capped = false;  ///< There are more.
};

struct ListPage {
    std::vector<ListItem> items;
    std::string next;  ///< The cursor of the next page; empty on the last.
    Count count;
};

/// The smallest area that holds everything the query can find: what a right to see it must reach.
/// Error: base::malformed when its village does not lie in its district, or that in its regency.
base::Result<std::string> area_of(ListQuery const&);

/// Errors: access::denied, base::malformed (cursor, district, village).
base::Result<ListPage> list_businesses(storage::Tx&, access::Actor const&, ListQuery const&);

/// How many the query lets through, however many those are.
base::Result<std::int64_t> count_all(storage::Tx&, ListQuery const&);

/// Of what the query lets through (without a search) the next thousand after the id `after`, in the order of
/// ids; fewer only at the end, and also what is restricted. For what reads a whole registry piece by piece.
base::Result<std::vector<ListItem>> next_businesses(storage::Tx&, ListQuery const&, std::string const& after);

/// One business as lists have it, nothing left out.
base::Result<std::optional<ListItem>> find_item(storage::Tx&, RegencyCode const&, BusinessId const&);

/// Every business that the query lets through, also what is restricted (its sort and limit are not looked
/// at): in the order of ids, or with a search the newest first; `visit` returns false to stop and must not
/// use the transaction. For exports and for what reads a whole registry.
base::Result<void> each_business(storage::Tx&, ListQuery const&,
                                 std::function<bool(ListItem const&)> const& visit);

}  // namespace bina::registry
