#pragma once
#include "areas/place.h"
#include "intake/layout.h"
#include "intake/mapping.h"
#include "intake/row.h"
#include "intake/value.h"

namespace bina::intake {

/// How the columns of one list are read: from the choices of a person and a study of the cells.
class ReadingPlan {
public:
    ReadingPlan(RegencyCode regency, Settings const&, base::Day today);

    /// Shows it rows of the list, before any is read.
    void study(std::span<Cell const> cells);
    void finish();

private:
    friend class RowReader;
    struct Planned {
        std::size_t position;
        Target target;
        std::optional<ColumnStudy> study;
        std::optional<Column> column;
        bool business_first = false;  ///< Of names: as the heading has them.
        std::optional<std::int64_t> licence_at = {};  ///< Of a licence's day: the column of its number.
    };
    /// Which licence each day of one belongs to.
    void join_licence_days();
    /// Where a row of that many cells would say that a person is male (or not).
    std::optional<std::int64_t> sex_column(bool male, std::size_t width) const;

    RegencyCode m_regency;
    std::string m_district;  ///< Of the whole list, or of the section that is being read.
    base::Day m_today;
    base::Day m_as_of;  ///< Of which the list speaks.
    Period m_period;
    std::vector<Planned> m_columns;
    std::vector<std::string> m_headings;
};

/// Reads rows one after the other: a ditto mark takes what the row above says.
class RowReader {
public:
    RowReader(ReadingPlan const& plan, areas::PlaceIndex const& places) : m_plan(plan), m_finder(places) {}

    /// Section rows such as "KECAMATAN CEPU" give the rows below them their district or village.
    void enter_section(Section const& section);
    /// `district`: of all rows of this sheet, or "". `places`: that its titles name; asked where a row leaves
    /// its own open.
    void enter_sheet(std::string district, std::vector<Section> const& places);

    /// Reads values and says what is odd about them; sets `verdict` to rejected where the row cannot be
    /// taken.
    void read(std::int64_t number, std::span<Cell const> cells, ListRow& row);

private:
    void read_column(ReadingPlan::Planned const&, Cell const&, ListRow&);
    void read_names(ReadingPlan::Planned const&, Cell const&, ListRow&);
    void read_sex_mark(ReadingPlan::Planned const&, Cell const&, ListRow&);
    void read_licences(std::int64_t column, Cell const&, ListRow&);
    void read_place(std::span<Cell const> cells, ListRow&);
    void ask_titles(areas::PlaceQuery query);
    void check_person(ListRow&);
    void read_licence_day(ReadingPlan::Planned const&, Cell const&, ListRow&);
    void put_licence_days(ListRow&);
    void check_licences(ListRow&);
    void keep(std::int64_t column, ListRow& row);
    void remark(std::int64_t column, std::string_view field, Note const&, ListRow&);

    ReadingPlan const& m_plan;
    areas::PlaceFinder m_finder;
    std::string m_section_district;
    std::string m_section_village;
    std::string m_title_district;
    std::string m_title_village;
    Reading m_reading;
    std::vector<std::pair<std::int64_t, registry::Value>> m_extras;
    struct LicenceDay {
        std::int64_t column;
        std::optional<std::int64_t> licence_at;
        bool until;
        base::Day day;
    };
    std::vector<LicenceDay> m_licence_days;
    std::map<std::int64_t, std::vector<registry::Value>> m_above;  ///< By column.
    std::map<std::int64_t, std::string> m_place_above;
};

}  // namespace bina::intake
