#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <iterator>

#include <fmt/format.h>

#include "linkage/spec.h"

#define TOML_EXCEPTIONS 0
// 3.3 asserts what a malformed key can break, and behind that reports it as it should.
#define TOML_ASSERT(expr) static_assert(true)
#include <toml++/toml.h>

namespace bina::linkage::batch {
namespace {

constexpr std::int64_t rows_of_key_max = 100'000;
constexpr std::int64_t entity_records_max = 1'000'000;

/// Whether the three bytes at `at` are a character from U+FB26 to U+FEFE, on which toml++ 3.3 runs into code
/// that it declares unreachable (is_non_ascii_horizontal_whitespace). Emoji carry one of them, U+FE0F.
bool breaks_toml(std::string_view utf8, std::size_t at) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[at + i]); };
    if (at + 3 > utf8.size() || byte(0) != 0xEF) return false;
    auto const code = 0xF000 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    return code >= 0xFB26 && code <= 0xFEFE;
}

/// The line of the first character that toml++ can't read, from 1.
std::optional<std::size_t> line_that_breaks(std::string_view toml) {
    std::size_t line = 1;
    for (std::size_t at = 0; at < toml.size(); ++at) {
        if (breaks_toml(toml, at)) return line;
        line += toml[at] == '\n';
    }
    return std::nullopt;
}

std::string line_of(toml::source_region const& place) {
    return "line " + std::to_string(place.begin.line);
}

template <class Enum, std::size_t Count>
std::optional<Enum> enum_of(std::string_view text) {
    for (std::size_t i = 0; i < Count; ++i) {
        if (name_of(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

bool fits(Kind kind, Sort sort) {
    switch (sort) {
        case Sort::plain:
            return true;
        case Sort::business:
        case Sort::address:
            return kind == Kind::words;
        case Sort::nik:
        case Sort::phone:
            return kind == Kind::identifier;
        case Sort::code:
            return kind == Kind::place;
    }
    return false;
}

/// Reads a document into a Spec and gathers what is wrong with it.
class SpecReader {
public:
    Spec spec;
    std::vector<base::Fault> faults;

    void read(toml::table const& document) {
        check_keys(document, {"id", "field", "rule", "scan", "result"});
        if (auto const* const id = document.get("id")) spec.id = text(*id);
        each_table(document, "field", [&](toml::table const& table) { read_field(table); });
        if (spec.fields.empty()) fault(document, "needs at least one [[field]]");
        if (spec.fields.size() > fields_max)
            fault(document, "has more than " + std::to_string(fields_max) + " fields");
        each_table(document, "rule", [&](toml::table const& table) { read_rule(table); });
        if (spec.rules.size() > rules_max)
            fault(document, "has more than " + std::to_string(rules_max) + " rules");
        if (auto const* const scan = document.get("scan")) read_scan(*scan);
        if (auto const* const result = document.get("result")) read_result(*result);
        if (spec.rules.empty() && !spec.scan) fault(document, "needs a [[rule]] or a [scan]");
    }

private:
    void fault(toml::node const& node, std::string what) {
        faults.push_back({line_of(node.source()), std::move(what)});
    }

    void check_keys(toml::table const& table, std::initializer_list<std::string_view> known) {
        for (auto const& [key, value] : table) {
            if (std::ranges::find(known, key.str()) == known.end())
                fault(value, "knows no \"" + std::string(key.str()) + "\"");
        }
    }

    template <class Read>
    void each_table(toml::table const& document, std::string_view key, Read const& read) {
        auto const* const node = document.get(key);
        if (node == nullptr) return;
        auto const* const array = node->as_array();
        if (array == nullptr) return fault(*node, "is written [[" + std::string(key) + "]]");
        for (auto const& each : *array) {
            if (auto const* const table = each.as_table())
                read(*table);
            else
                fault(each, "is written [[" + std::string(key) + "]]");
        }
    }

    std::string text(toml::node const& node) {
        auto const value = node.value_exact<std::string>();
        if (!value || value->empty()) fault(node, "is not a text");
        return value.value_or("");
    }

    std::vector<std::string> texts(toml::node const& node) {
        if (node.is_string()) return {text(node)};
        std::vector<std::string> found;
        auto const* const array = node.as_array();
        if (array == nullptr || array->empty()) {
            fault(node, "is not a list of texts");
            return found;
        }
        for (auto const& each : *array) found.push_back(text(each));
        return found;
    }

    bool truth(toml::node const& node) {
        auto const value = node.value_exact<bool>();
        if (!value) fault(node, "is neither true nor false");
        return value.value_or(false);
    }

    std::uint32_t whole(toml::node const& node, std::int64_t least, std::int64_t most) {
        auto const value = node.value_exact<std::int64_t>();
        if (!value || *value < least || *value > most) {
            fault(node,
                  "is not a whole number from " + std::to_string(least) + " to " + std::to_string(most));
            return static_cast<std::uint32_t>(least);
        }
        return static_cast<std::uint32_t>(*value);
    }

    double probability(toml::node const& node) {
        auto const value = node.value<double>();
        if (value && std::isfinite(*value) && *value > 0 && *value < 1) return *value;
        fault(node, "is not a probability between 0 and 1");
        return 0.5;
    }

    void read_field(toml::table const& table) {
        check_keys(table, {"name", "column", "columns", "kind", "of", "rarity", "apart", "named_after"});
        Field field;
        auto const* const one = table.get("column");
        auto const* const many = table.get("columns");
        if ((one == nullptr) == (many == nullptr)) fault(table, "needs either column or columns");
        if (one != nullptr) field.columns = {text(*one)};
        if (many != nullptr) field.columns = texts(*many);
        if (auto const* const name = table.get("name"))
            field.name = text(*name);
        else if (!field.columns.empty())
            field.name = field.columns.front();
        if (std::ranges::find(spec.fields, field.name, &Field::name) != spec.fields.end())
            fault(table, "is the second field \"" + field.name + "\"");
        if (field.name.find('.') != field.name.npos) fault(table, "has a dot in its name");
        read_kind(table, field);
        if (auto const* const rarity = table.get("rarity")) field.rarity = truth(*rarity);
        if (auto const* const apart = table.get("apart")) field.apart = truth(*apart);
        if (field.apart && field.kind != Kind::identifier && field.kind != Kind::exact &&
            field.kind != Kind::date)
            fault(table, "cannot keep records apart: it is no identifier");
        if (auto const* const after = table.get("named_after")) read_named_after(*after, field);
        spec.fields.push_back(std::move(field));
    }

    void read_named_after(toml::node const& node, Field& field) {
        auto const name = text(node);
        auto const found = std::ranges::find(spec.fields, name, &Field::name);
        if (found == spec.fields.end() || found->kind != Kind::name)
            fault(node, "names no field of kind name above: \"" + name + "\"");
        else if (field.kind != Kind::words || field.sort == Sort::address)
            fault(node, "goes with words only");
        else
            field.named_after = static_cast<std::uint32_t>(found - spec.fields.begin());
    }

    void read_kind(toml::table const& table, Field& field) {
        auto const* const kind = table.get("kind");
        if (kind == nullptr) return fault(table, "needs a kind");
        auto const found = enum_of<Kind, 7>(text(*kind));
        if (!found) return fault(*kind, "is no kind: name, words, number, date, identifier, place or exact");
        field.kind = *found;
        if (auto const* const of = table.get("of")) {
            auto const sort = enum_of<Sort, 6>(text(*of));
            if (!sort)
                fault(*of, "is none of business, address, nik, phone, code");
            else if (!fits(field.kind, *sort))
                fault(*of, "does not go with kind " + std::string(name_of(field.kind)));
            else
                field.sort = *sort;
        }
        bool const several =
            field.kind != Kind::number && field.sort != Sort::nik && field.sort != Sort::phone;
        if (!several && field.columns.size() > 1) fault(table, "is made of one column only");
        if (field.kind == Kind::place && field.columns.size() > place_columns_max)
            fault(table, "has more than " + std::to_string(place_columns_max) + " columns");
        if (field.kind == Kind::date && field.columns.size() > 1 && field.columns.size() != 3)
            fault(table, "is one column, or year, month and day");
    }

    std::optional<KeyPart> part_of(toml::node const& node) {
        auto const written = text(node);
        auto const dot = written.find('.');
        auto const field = std::ranges::find(spec.fields, written.substr(0, dot), &Field::name);
        if (field == spec.fields.end()) {
            fault(node, "names no field: \"" + written + "\"");
            return std::nullopt;
        }
        KeyPart part{.field = static_cast<std::uint32_t>(field - spec.fields.begin())};
        if (dot == written.npos) return part;
        auto const use = enum_of<KeyUse, 4>(std::string_view(written).substr(dot + 1));
        bool const is_text = field->kind == Kind::name || field->kind == Kind::words;
        if (!use || (*use == KeyUse::word && !is_text)) {
            fault(node, "is no part of \"" + field->name + "\": value, word (of texts), coarse or coarser");
            return std::nullopt;
        }
        part.use = *use;
        return part;
    }

    void read_rule(toml::table const& table) {
        check_keys(table, {"same", "at_most"});
        Rule rule;
        auto const* const same = table.get("same");
        auto const* const parts = same == nullptr ? nullptr : same->as_array();
        if (parts == nullptr || parts->empty()) return fault(table, "needs same = [\"field\", …]");
        for (auto const& each : *parts) {
            if (auto const part = part_of(each)) rule.parts.push_back(*part);
        }
        auto const words = std::ranges::count(rule.parts, KeyUse::word, &KeyPart::use);
        if (words > 1) fault(*same, "has more than one part \"word\"");
        if (auto const* const at_most = table.get("at_most"))
            rule.at_most = whole(*at_most, 2, rows_of_key_max);
        spec.rules.push_back(std::move(rule));
    }

    void read_scan(toml::node const& node) {
        auto const* const table = node.as_table();
        if (table == nullptr) return fault(node, "is written [scan]");
        check_keys(*table, {"texts", "numbers", "within", "alike_percent"});
        Scan scan;
        if (auto const* const named = table->get("texts")) read_fields(*named, scan.texts, false);
        if (auto const* const named = table->get("numbers")) read_fields(*named, scan.numbers, true);
        if (scan.texts.empty() && scan.numbers.empty()) fault(node, "needs texts or numbers");
        if (auto const* const within = table->get("within")) {
            scan.within = part_of(*within);
            if (scan.within && scan.within->use == KeyUse::word) fault(*within, "cannot be within a word");
        }
        if (auto const* const alike = table->get("alike_percent")) scan.alike_percent = whole(*alike, 1, 100);
        spec.scan = std::move(scan);
    }

    void read_fields(toml::node const& node, std::vector<std::uint32_t>& found, bool numbers) {
        for (auto const& name : texts(node)) {
            auto const field = std::ranges::find(spec.fields, name, &Field::name);
            if (field == spec.fields.end()) {
                fault(node, "names no field: \"" + name + "\"");
                continue;
            }
            bool const number = field->sort == Sort::nik || field->sort == Sort::phone;
            bool const is_text = field->kind == Kind::name || field->kind == Kind::words;
            if (numbers ? !number : !is_text)
                fault(node, "\"" + name + "\" is no " + (numbers ? "NIK or phone" : "name or words"));
            found.push_back(static_cast<std::uint32_t>(field - spec.fields.begin()));
        }
    }

    void read_result(toml::node const& node) {
        auto const* const table = node.as_table();
        if (table == nullptr) return fault(node, "is written [result]");
        check_keys(*table, {"pairs_from", "together_from", "entity_max"});
        if (auto const* const from = table->get("pairs_from")) spec.pairs_from = probability(*from);
        if (auto const* const from = table->get("together_from")) spec.together_from = probability(*from);
        if (auto const* const most = table->get("entity_max"))
            spec.entity_max = whole(*most, 2, entity_records_max);
        if (spec.together_from < spec.pairs_from) fault(node, "puts together what it does not tell");
    }
};

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const c = static_cast<unsigned char>(text[at]);
        if (breaks_toml(text, at)) {
            fmt::format_to(std::back_inserter(out), "\\uf{:x}{:02x}", text[at + 1] >> 2 & 15,
                           (text[at + 1] & 3) << 6 | (text[at + 2] & 0x3F));
            at += 2;
        } else if (c < 0x20 || c == 0x7F) {
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
        } else {
            if (c == '"' || c == '\\') out += '\\';
            out += text[at];
        }
    }
    return out + '"';
}

std::string listed(std::vector<std::string> const& texts) {
    std::string out = "[";
    for (auto const& each : texts) out += (out.size() == 1 ? "" : ", ") + quoted(each);
    return out + "]";
}

std::string part_text(Spec const& spec, KeyPart const& part) {
    auto const& name = spec.fields[part.field].name;
    return part.use == KeyUse::value ? name : name + "." + std::string(name_of(part.use));
}

/// As short as it reads back the same.
std::string decimal(double value) {
    std::array<char, 32> buffer{};
    auto const end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed).ptr;
    return {buffer.data(), end};
}

std::string field_text(Spec const& spec, Field const& field) {
    std::string out = "\n[[field]]\nname = " + quoted(field.name) + "\n";
    out += field.columns.size() == 1 ? "column = " + quoted(field.columns[0])
                                     : "columns = " + listed(field.columns);
    out += "\nkind = " + quoted(name_of(field.kind)) + "\n";
    if (field.sort != Sort::plain) out += "of = " + quoted(name_of(field.sort)) + "\n";
    if (!field.rarity) out += "rarity = false\n";
    if (field.apart) out += "apart = true\n";
    if (field.named_after) out += "named_after = " + quoted(spec.fields[*field.named_after].name) + "\n";
    return out;
}

}  // namespace

base::Result<Spec> parse_spec(std::string_view toml) {
    if (toml.size() > spec_bytes_max)
        return base::fail(error::bad_spec, "too long", {{"line 1", "is too long"}});
    if (auto const line = line_that_breaks(toml)) {
        return base::fail(
            error::bad_spec, "",
            {{"line " + std::to_string(*line),
              "has a character between U+FB26 and U+FEFE; write it as \\uXXXX in double quotes"}});
    }
    auto const parsed = toml::parse(toml);
    if (!parsed) {
        auto const& wrong = parsed.error();
        return base::fail(error::bad_spec, "", {{line_of(wrong.source()), std::string(wrong.description())}});
    }
    SpecReader reader;
    reader.read(parsed.table());
    if (!reader.faults.empty()) return base::fail(error::bad_spec, "", std::move(reader.faults));
    return std::move(reader.spec);
}

std::string spec_text(Spec const& spec) {
    std::string out;
    if (!spec.id.empty()) out += "id = " + quoted(spec.id) + "\n";
    for (auto const& field : spec.fields) out += field_text(spec, field);
    for (auto const& rule : spec.rules) {
        std::vector<std::string> parts;
        for (auto const& part : rule.parts) parts.push_back(part_text(spec, part));
        out += "\n[[rule]]\nsame = " + listed(parts) + "\nat_most = " + std::to_string(rule.at_most) + "\n";
    }
    if (spec.scan) {
        auto const names = [&](std::vector<std::uint32_t> const& fields) {
            std::vector<std::string> found;
            for (auto const field : fields) found.push_back(spec.fields[field].name);
            return found;
        };
        out += "\n[scan]\n";
        if (!spec.scan->texts.empty()) out += "texts = " + listed(names(spec.scan->texts)) + "\n";
        if (!spec.scan->numbers.empty()) out += "numbers = " + listed(names(spec.scan->numbers)) + "\n";
        if (spec.scan->within) out += "within = " + quoted(part_text(spec, *spec.scan->within)) + "\n";
        out += "alike_percent = " + std::to_string(spec.scan->alike_percent) + "\n";
    }
    out += "\n[result]\npairs_from = " + decimal(spec.pairs_from) +
           "\ntogether_from = " + decimal(spec.together_from) +
           "\nentity_max = " + std::to_string(spec.entity_max) + "\n";
    return out;
}

}  // namespace bina::linkage::batch
