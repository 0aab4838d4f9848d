#pragma once
#include <string>
#include <string_view>

#include "cli/demo/draw.h"
#include "cli/demo/population.h"
#include "cli/demo/sheet_writer.h"

namespace bina::cli::demo {

/// What a column of a list holds.
enum class Column : std::uint8_t {
    sequence,
    nik,
    owner,
    sex,
    birth,
    business,
    activity,
    address,
    rt_rw,
    village,
    district,
    phone,
    sales,
    sales_a_month,
    assets,
    capital,
    workers,
    workers_male,
    workers_female,
    nib,
    note,
};

/// What a sender does to the data, in thousandths of the cells it can happen to.
struct Habits {
    // names
    int capitals = 60;
    int lower_case = 60;
    int titles = 0;  ///< "Bpk", "Hj.", ", S.Pd"
    int old_spelling = 0;  ///< "Soeparman" for Suparman
    int name_variants = 60;  ///< "Moh." for Muhammad, "bin Slamet"
    int typing_error = 10;
    int no_business_name = 60;
    // NIK
    int nik_missing = 60;
    int nik_apostrophe = 0;
    int nik_number = 0;  ///< A number: the spreadsheet drops the sixteenth digit.
    int nik_spaced = 0;
    int nik_letter = 0;  ///< O for 0
    int nik_wrong_length = 0;  ///< 15 or 17 digits
    // phones
    int phone_missing = 180;
    int phone_number = 0;  ///< The leading 0 is gone.
    int phone_two = 0;
    int phone_dashed = 0;
    // places
    int village_misspelt = 0;  ///< "Kedung Jenar", "Kd. Jenar"
    int village_prefix = 0;  ///< "Ds. Jetis", "Kel. Beran"
    int rt_as_date = 0;
    int address_variants = 300;  ///< "Jln" for "Jl.", "Dsn" for "Dukuh"
    int village_in_address = 0;  ///< "Jl. Pemuda 3, Ds. Jetis Kec. Blora"
    int same_as_above = 0;  ///< "sda", "idem"
    // amounts
    int money_missing = 120;
    int money_words = 0;  ///< "1,5 jt", "500rb"
    int money_rupiah = 0;  ///< "Rp 1.500.000,-"
    // characters
    int no_break_space = 0;
    int line_break = 0;
};

/// Writes cells the way one sender does.
class Scribe {
public:
    Scribe(Habits const& habits, std::string_view regency_name) : m_habits(habits), m_regency(regency_name) {}

    /// `owner` is the person the row names; that may be the spouse of the owner.
    Cell cell(Draw& draw, Column column, Business const& business, Person const& owner,
              std::int64_t sequence);
    /// Forgets the row above: the first row of a section says everything.
    void new_section() { m_above = {}; }

private:
    Cell nik(Draw& draw, Person const& owner);
    Cell name(Draw& draw, Person const& owner);
    Cell birth(Draw& draw, Person const& owner);
    Cell phone(Draw& draw, Person const& owner);
    Cell money(Draw& draw, std::int64_t rupiah);
    std::string address(Draw& draw, Business const& business);
    Cell rt_rw(Draw& draw, Business const& business);
    Cell village(Draw& draw, Village const& village);
    Cell district(Draw& draw, Village const& village);
    std::string cased(Draw& draw, std::string text);
    std::string spoilt(Draw& draw, std::string text);
    /// "sda" if the row above says the same and the sender is lazy.
    bool repeats(Draw& draw, std::string& above, std::string const& text, std::string& ditto);

    Habits m_habits;
    std::string m_regency;
    struct Above {
        std::string village, district, address;
    } m_above;
};

}  // namespace bina::cli::demo
