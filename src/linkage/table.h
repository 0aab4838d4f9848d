#pragma once
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "linkage/exact_math.h"
#include "linkage/value.h"

namespace bina::linkage::batch {

namespace error {
inline constexpr base::ErrorKind repeated_id{"linkage.repeated_id", 422};  ///< `detail` is the id.
inline constexpr base::ErrorKind too_many_rows{"linkage.too_many_rows", 413};
}  // namespace error

inline constexpr std::uint64_t rows_max = 1U << 31U;

/// How the value of a field stands in a row.
enum class Store : std::uint8_t {
    text,  ///< 4 bytes: number of a TextCell
    place,  ///< 4 bytes: number of a PlaceCell
    word,  ///< 4 bytes: number of a word
    date,  ///< 4 bytes: the value itself
    number,  ///< 8 bytes: the value itself
    nik,  ///< 8 bytes and a byte of length and state
    phone,  ///< 8 bytes
};

inline constexpr std::uint32_t carriers_max = 255;
inline constexpr Centibits said_unit = 25;  ///< of Column::said

/// A field of all records.
struct Column {
    Field field;
    Store store = Store::word;
    std::uint32_t offset = 0;  ///< in a row, in bytes
    std::uint32_t mark = 0;  ///< of the byte of a NIK's length and state
    std::uint32_t carriers = 0;  ///< of the byte that counts a NIK's or phone's records, up to carriers_max
    std::uint32_t said = 0;  ///< of the byte that bounds what agreement on a text can be worth
    std::uint32_t named = 0;  ///< of the byte that is 1 where the value is the name that `named_after` holds
    std::array<std::uint64_t, 2> named_count{};  ///< records by source where it is
    Lexicon words;
    std::vector<TextCell> texts;  ///< by value number; 0 is not known
    std::vector<PlaceCell> places;
    std::vector<std::uint32_t> prints;  ///< fingerprint of a value's content, for text, place and word
    std::vector<std::array<std::uint32_t, 2>> counts;  ///< records by value and source
    /// What agreement on a value is worth, in hundredths of a bit; of NIK and phone by the number of
    /// carriers.
    std::vector<std::uint16_t> rarity;
    std::vector<std::uint8_t> said_by;  ///< of texts by value
    /// Of NIK, phone, date and number: how many pairs of records share a value.
    std::uint64_t equal_pairs = 0;
    std::vector<std::uint16_t> word_rarity;  ///< by word, of texts
    std::array<std::uint64_t, 2> known{};  ///< records by source that have a value
    std::uint64_t words_cut = 0;
};

/// Records of one or two sources as numbers. Rows are put in the order of their ids, so that nothing depends
/// on the order in which they came.
class Table {
public:
    Table(Spec const& spec, unsigned threads);
    ~Table();
    Table(Table&&) noexcept;
    Table& operator=(Table&&) noexcept;

    /// Takes many rows at once, `width` texts a row; nothing of them is kept but numbers. Errors:
    /// too_many_rows.
    base::Result<void> add(std::span<std::string_view const> cells, unsigned source);
    /// No more rows: takes values apart and puts rows in order. Errors: repeated_id.
    base::Result<void> finish();

    std::size_t size() const { return m_size; }
    /// Rows of the second source stand behind those of the first; equal to size() if there is one source.
    std::size_t second() const { return m_second; }
    bool linked() const { return m_sources == 2; }
    unsigned source(std::uint32_t row) const { return linked() && row >= m_second ? 1 : 0; }
    std::string_view id(std::uint32_t row) const;
    std::vector<Column> const& columns() const { return m_columns; }
    std::byte const* row(std::uint32_t number) const {
        return m_rows.data() + std::size_t{number} * m_stride;
    }
    std::size_t stride() const { return m_stride; }
    std::size_t width() const { return m_width; }

    template <class T>
    T load(std::uint32_t row_number, std::uint32_t offset) const {
        T value;
        std::memcpy(&value, row(row_number) + offset, sizeof(T));
        return value;
    }
    Nik nik(std::uint32_t row_number, Column const& column) const;
    std::uint8_t carriers(std::uint32_t row_number, Column const& column) const {
        return load<std::uint8_t>(row_number, column.carriers);
    }
    /// All pairs that could be compared: within one source, or between two.
    double pair_count() const;

private:
    struct Loading;
    void mark_named(Column& column);

    std::vector<Column> m_columns;
    std::vector<std::byte> m_rows;
    std::vector<char> m_id_letters;
    std::vector<std::uint64_t> m_ids;  ///< by row: where its id begins; the next begins behind it as loaded
    std::vector<std::uint8_t> m_id_bytes;
    std::size_t m_size = 0;
    std::size_t m_second = 0;
    std::size_t m_stride = 0;
    std::size_t m_width = 0;
    unsigned m_sources = 1;
    unsigned m_threads;
    std::unique_ptr<Loading> m_loading;
};

/// Length and state in a byte.
inline std::uint8_t nik_mark(Nik const& nik) {
    return static_cast<std::uint8_t>(static_cast<unsigned>(nik.length) << 3U |
                                     static_cast<unsigned>(nik.state));
}
inline Nik nik_of(std::uint64_t digits, std::uint8_t mark) {
    return {.digits = digits,
            .length = static_cast<std::uint8_t>(mark >> 3U),
            .state = static_cast<NikState>(mark & 7U)};
}

}  // namespace bina::linkage::batch
