#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "areas/place.h"
#include "base/types.h"
#include "intake/sheet.h"
#include "intake/value_finding.h"
#include "kbli/edition.h"
#include "registry/field.h"

/// From one dirty cell to the canonical values of a registry::FieldKind. Nothing is guessed silently: what is
/// not read as plainly as it stands carries a note, and what can be read in two ways gives no value.
namespace bina::intake {

/// What a number of sales counts, where the cell does not say so itself.
enum class Period : std::uint8_t { ask, year, month };

/// How a date of three numbers is written.
enum class DayOrder : std::uint8_t { day_first, month_first, mixed };

/// What a lone P in a column of sexes means.
enum class LetterP : std::uint8_t { female, male, unclear };

/// What is known of a whole column: some cells cannot be read without it. ColumnStudy fills it from the
/// cells; a person's choices go on top.
struct Column {
    registry::Field field;
    base::Day today;
    Period period = Period::ask;  ///< Sales only.
    std::int64_t unit = 1;  ///< Rupiah that a bare 1 stands for: 1, 1,000, 1,000,000; 0: somebody has to say.
    std::int64_t typical = 0;  ///< Median amount in rupiah; 0: unknown.
    char decimal = 0;  ///< '.' or ',' if cells show it to part fractions; 0: the cells do not tell.
    DayOrder day_order = DayOrder::day_first;
    LetterP letter_p = LetterP::female;
    std::optional<kbli::Edition> edition = {};  ///< KBLI: what the heading names, if not that of the day.
    bool last_digits_lost = false;  ///< Text saved from a spreadsheet: all identifiers end in 0.
};

struct Param {
    std::string_view name;
    std::string text;
    bool operator==(Param const&) const = default;
};

/// One deviation from the plain reading.
struct Note {
    Finding finding;
    std::vector<Param> params;
};

/// What a cell says.
struct Reading {
    /// The value of the column's field first, if there is one. What else the cell says follows (a birth place
    /// beside the day, the legal form in a name): it yields to a column of its own.
    std::vector<registry::Value> values;
    std::vector<Note> notes;
    bool ditto = false;  ///< "sda", "idem", ditto marks: the row above says it. No values.

    Severity severity() const;
    /// The first of the gravest notes, or null.
    Note const* worst() const;
    /// The value of `field`, or "".
    std::string_view get(registry::Field field) const { return registry::get(values, field); }
    bool has(Finding finding) const;

    void clear();
    void add(registry::Field field, std::string text);
    void note(Finding finding, std::vector<Param> params = {}) {
        notes.push_back({finding, std::move(params)});
    }
};

namespace limit {
inline constexpr std::size_t text_bytes = 300;  ///< Of a value; the original keeps the rest.
inline constexpr std::int64_t people = 10'000;  ///< Workers of one business.
inline constexpr std::int64_t rupiah = 999'999'999'999'999;  ///< As the registry takes.
inline constexpr int working_days = 312;  ///< 26 a month, to make a year of a day's takings.
inline constexpr int weeks = 52;
}  // namespace limit

/// Reads one cell. Villages and districts need their row: see read_place. `reading` is emptied first, so that
/// one can serve many cells.
void read(Cell const& cell, Column const& column, Reading& reading);
Reading read(Cell const& cell, Column const& column);

/// Village and district of a row. `district` may also be the section's heading or a setting of the file.
void read_place(areas::PlaceFinder& finder, areas::PlaceQuery const& query, Reading& reading);

/// Owner and business in one cell; which is which show their words, or else the order: `business_first` as
/// the heading has it. One name alone is the kind of name that it looks like.
void read_names(Cell const& cell, bool business_first, base::Day today, Reading& reading);

/// Looks at the cells of one column, to learn what single cells do not tell.
class ColumnStudy {
public:
    ColumnStudy(registry::Field field, base::Day today) : m_column{.field = field, .today = today} {}
    void add(Cell const& cell);
    /// What the cells so far show.
    Column column() const;

private:
    void add_money(Cell const& cell);
    void add_day(Cell const& cell);
    void add_sex(Cell const& cell);
    void add_identifier(Cell const& cell);

    Column m_column;
    std::vector<std::uint32_t> m_amounts;  ///< By first digit and length.
    std::uint32_t m_bare = 0;
    std::uint32_t m_bare_small = 0;
    std::uint32_t m_decimal_points = 0;
    std::uint32_t m_decimal_commas = 0;
    std::uint32_t m_days_first = 0;
    std::uint32_t m_months_first = 0;
    std::uint32_t m_letters_l = 0;
    std::uint32_t m_letters_p = 0;
    std::uint32_t m_letters_w = 0;
    std::uint32_t m_identifiers = 0;
    std::uint32_t m_identifiers_ending_in_0 = 0;
};

/// What a heading says of the amounts below it: "OMZET/BLN (juta)".
struct HeadingHint {
    Period period = Period::ask;
    std::int64_t unit = 1;
};
HeadingHint read_heading(std::string_view heading);

/// The edition of KBLI that a heading such as "KBLI 2020" names; none where it names several or no one.
std::optional<kbli::Edition> edition_in_heading(std::string_view heading);

/// The trade that free words name, with how surely (0 to 100).
struct TradeGuess {
    std::string_view trade;  ///< Of registry::trades; empty if no word is known.
    int confidence = 0;
    std::string_view word;  ///< The word or phrase that decided, in the table's spelling.
};
TradeGuess guess_trade(std::string_view text);

/// A person's name taken apart; the words in the case they are shown in.
struct PersonName {
    std::string name;  ///< Without titles, degrees and alias; bin and binti stay.
    std::vector<std::string> titles;  ///< Before and behind the name, as written.
    std::string alias;
    bool deceased = false;  ///< Alm.
    bool several = false;  ///< More than one person.
};
PersonName read_person(std::string_view text);

/// A business name taken apart.
struct BusinessName {
    std::string name;  ///< As it is shown, legal form and kind words in it.
    std::string core;  ///< Without them; the whole name if nothing else is left.
    std::string_view legal_form;  ///< Of registry::legal_forms, or empty.
    std::vector<std::string> kind_words;  ///< Toko, Warung, RM, Bengkel.
    bool generic = false;  ///< Nothing but legal form and kind words.
};
BusinessName read_business(std::string_view text);

/// An address taken apart; the parts are views of the text.
struct AddressParts {
    std::string_view rt;
    std::string_view rw;
    std::string_view hamlet;  ///< Dukuh, dusun, lingkungan, kampung: without that word.
};
AddressParts read_address_parts(std::string_view text);

}  // namespace bina::intake
