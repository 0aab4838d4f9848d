#pragma once
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "kbli/edition.h"

namespace bina::kbli {

/// A section (1 letter), division (2 digits), group (3), sub-group (4) or class (5) of an edition.
struct Entry {
    std::string_view code;
    std::string_view title;  ///< Short, Indonesian.
    std::string_view title_en;  ///< Empty where only a list gave the title.
    std::string_view section;  ///< The letter it stands under.
    std::string folded;  ///< " word word": titles and the trade words that name it.
    int level() const { return static_cast<int>(code.size()); }
};

/// The code one level up: the section of a division, otherwise its beginning; empty for a section.
std::string_view parent_of(Entry const& entry);

/// What people call an activity, and the class of KBLI 2025 it speaks for.
struct Word {
    std::string_view phrase;  ///< Folded; one to three words.
    std::string_view code;
    int strength = 0;  ///< 0 to 100: how surely.
};

/// What a list brought in addition to what is built in.
struct Listed {
    Edition edition;
    std::string code;
    std::string title;
};
struct Crossing {
    std::string from;  ///< Class of 2020.
    std::string to;  ///< Its successor of 2025.
};

/// The editions in memory: built once, then shared by all threads. The built-in table names every section and
/// division and the classes that small businesses use; lists add the rest.
class Table {
public:
    static Table const& builtin();
    /// What is listed goes before what is built in; the successors of a code are those listed, if there are
    /// any.
    Table(std::span<Listed const> listed, std::span<Crossing const> crossings);
    Table(Table&&) = default;

    Entry const* find(Edition edition, std::string_view code) const;
    Entry const* find(Code const& code) const { return find(code.edition(), code.digits()); }
    /// The entry itself or the nearest one above it; null if not even the division is there.
    Entry const* nearest(Edition edition, std::string_view code) const;
    /// The first and the last division of a section, which are neighbours; empty if the edition has no such
    /// section.
    std::pair<std::string_view, std::string_view> divisions_of(Edition edition,
                                                               std::string_view section) const;
    /// False only for a code that the edition cannot have: its division is none, or a full list lacks it.
    bool may_be(Code const& code) const;
    /// Every entry: sections first, then by code.
    std::span<Entry const> entries(Edition edition) const { return book(edition).entries; }
    /// True once a list of that edition was imported.
    bool is_listed(Edition edition) const { return book(edition).listed; }

    /// What a class of 2020 became in 2025, by code; empty when that is not known.
    std::span<std::string_view const> successors(std::string_view code_2020) const;
    /// The words that name classes of 2025 by phrase.
    std::span<Word const> words(std::string_view phrase) const;

    struct Search {
        Edition edition;
        std::string_view text;  ///< The beginning of a code, or beginnings of words in any order.
        std::size_t limit = 20;
    };
    /// The best first: the trade word itself, then titles that begin with the text; classes before
    /// divisions.
    std::vector<Entry const*> search(Search const&) const;

private:
    struct Book {
        std::vector<Entry> entries;
        bool listed = false;
    };
    struct Builder;

    Book const& book(Edition edition) const { return m_books[static_cast<std::size_t>(edition)]; }
    void read_words();
    void add_words_to(Book& book, Edition edition);

    std::array<Book, editions.size()> m_books;
    std::map<std::string_view, std::vector<std::string_view>> m_successors;
    std::vector<Word> m_words;  ///< By phrase, the surest first.
    std::deque<std::string> m_texts;  ///< What came from lists.
};

}  // namespace bina::kbli
