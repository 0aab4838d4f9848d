#pragma once
#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "linkage/link.h"

/// Lists of made-up people for the tests of linking.
namespace bina::linkage::batch::fixture {

using Rows = std::vector<std::vector<std::string>>;

inline Spec spec_of(std::string_view toml) {
    auto spec = parse_spec(toml);
    if (!spec)
        throw std::runtime_error(spec.error().faults.empty() ? "spec" : spec.error().faults.front().key);
    return std::move(*spec);
}

/// `rows` hold the id and then the columns of the spec.
inline Table table_of(Spec const& spec, Rows const& rows, Rows const& second = {}, unsigned threads = 1) {
    Table table(spec, threads);
    unsigned source = 0;
    for (auto const* part : {&rows, &second}) {
        std::vector<std::string_view> cells;
        for (auto const& row : *part) cells.insert(cells.end(), row.begin(), row.end());
        if (!cells.empty() && !table.add(cells, source)) throw std::runtime_error("rows");
        ++source;
    }
    if (!table.finish()) throw std::runtime_error("ids");
    return table;
}

/// Numbers that are the same on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next() { return mixed(m_state += 0x9E37'79B9'7F4A'7C15U); }
    std::size_t below(std::size_t bound) { return next() % bound; }
    bool percent(std::size_t share) { return below(100) < share; }

private:
    std::uint64_t m_state;
};

inline constexpr std::string_view people_spec = R"(
[[field]]
name = "name"
column = "name"
kind = "name"
[[field]]
column = "born"
kind = "date"
[[field]]
column = "town"
kind = "place"
[[field]]
column = "phone"
kind = "identifier"
of = "phone"
[[rule]]
same = ["name.word", "town"]
[[rule]]
same = ["born"]
at_most = 40
[[rule]]
same = ["phone"]
[[rule]]
same = ["name", "born.coarse"]
)";

/// One person's values, each row of which errs by itself.
struct Person {
    std::string name;
    std::string born;
    std::string town;
    std::string phone;
};

inline std::string typo_in(Dice& dice, std::string text) {
    if (text.size() > 4) text.erase(1 + dice.below(text.size() - 2), 1);
    return text;
}

/// `persons` persons with one to three rows each: id, name, born, town, phone. The id is the person's number,
/// a dash, and the row's.
inline Rows people(std::size_t persons, std::uint64_t seed) {
    static constexpr std::string_view syllables[] = {"su",   "wa",  "ti",  "har", "no", "yan", "to",
                                                     "sri",  "mul", "ya",  "din", "jo", "ko",  "bam",
                                                     "bang", "rah", "mat", "len", "ni", "gus"};
    auto const word = [](Dice& dice) {
        std::string text;
        auto const count = 2 + dice.below(2);
        for (std::size_t i = 0; i < count; ++i) text += syllables[dice.below(20)];
        return text;
    };
    Dice dice(seed);
    Rows rows;
    for (std::size_t person = 0; person < persons; ++person) {
        auto const two = [&](std::size_t from, std::size_t to) {
            auto const text = std::to_string(from + dice.below(to - from + 1));
            return text.size() == 1 ? "0" + text : text;
        };
        Person const one{.name = word(dice) + " " + word(dice),
                         .born = "19" + two(40, 99) + "-" + two(1, 12) + "-" + two(1, 28),
                         .town = "kota " + word(dice).substr(0, 3),
                         .phone = "0812" + std::to_string(1'000'000 + dice.below(9'000'000))};
        auto const copies = 1 + dice.below(3);
        for (std::size_t i = 0; i < copies; ++i) {
            rows.push_back({std::to_string(person) + "-" + std::to_string(i),
                            dice.percent(20) ? typo_in(dice, one.name) : one.name,
                            dice.percent(15) ? "" : one.born, one.town, dice.percent(40) ? "" : one.phone});
        }
    }
    return rows;
}

}  // namespace bina::linkage::batch::fixture
