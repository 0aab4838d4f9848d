#include "intake/recognise.h"
#include "intake/value_kinds.h"

namespace bina::intake {
namespace {

using registry::Field;

/// How much more a name looks like a business's than like a person's.
int business_like(std::string_view name) {
    auto const traits = recognise({name, {}, CellKind::text, false});
    return static_cast<int>(has(traits, Trait::business)) - static_cast<int>(has(traits, Trait::person));
}

}  // namespace

void read_names(Cell const& cell, bool business_first, base::Day today, Reading& reading) {
    Column const owner{.field = Field::owner_name, .today = today};
    Column const business{.field = Field::business_name, .today = today};
    auto const [first, second] = two_names(cell.text);
    if (second.empty()) {
        bool const is_business = business_like(first) > 0;
        return read({first, {}, cell.kind, false}, is_business ? business : owner, reading);
    }
    int const more = business_like(first) - business_like(second);
    bool const swapped = more != 0 ? more > 0 : business_first;
    auto const person = swapped ? second : first;
    auto const shop = swapped ? first : second;
    Reading other;
    read({shop, {}, CellKind::text, false}, business, other);
    read({person, {}, CellKind::text, false}, owner, reading);
    for (auto& value : other.values) reading.values.push_back(std::move(value));
    for (auto& note : other.notes) reading.notes.push_back(std::move(note));
    reading.note(finding::names_split, {{"owner", std::string(reading.get(Field::owner_name))},
                                        {"business", std::string(reading.get(Field::business_name))}});
}

}  // namespace bina::intake
