#include "intake/xlsx_parts.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>

#include "base/fold.h"

namespace bina::intake {
namespace {

unsigned number_of(std::string_view text) {
    unsigned value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

class SharedStringsHandler : public XmlHandler {
public:
    explicit SharedStringsHandler(SharedStrings& strings) : m_strings(strings) {}

    void start(std::string_view name, Attributes) override {
        if (name == "si") {
            m_text.clear();
            m_cut = false;
        } else if (name == "t") {
            m_inside = m_phonetic == 0;
        } else if (name == "rPh") {  // how a text is pronounced is not the text
            ++m_phonetic;
        }
    }
    void end(std::string_view name) override {
        if (name == "t") m_inside = false;
        if (name == "rPh") --m_phonetic;
        if (name != "si") return;
        if (m_strings.size() == limit::shared_strings) return fail(error::too_large, "shared_strings");
        if (!m_strings.add(m_text, m_cut)) fail(error::too_large, "shared_string_bytes");
    }
    void characters(std::string_view text) override {
        if (!m_inside) return;
        if (m_text.size() + text.size() > limit::cell_bytes) m_cut = true;
        if (m_text.size() < limit::cell_bytes) m_text += text;
    }

private:
    SharedStrings& m_strings;
    std::string m_text;
    int m_phonetic = 0;
    bool m_inside = false;
    bool m_cut = false;
};

struct Relation {
    std::string type;
    std::string target;
};

class RelationsHandler : public XmlHandler {
public:
    std::map<std::string, Relation, std::less<>> relations;

    void start(std::string_view name, Attributes attributes) override {
        if (name != "Relationship" || relations.size() > limit::archive_entries) return;
        auto const type = get(attributes, "Type");
        relations[std::string(get(attributes, "Id"))] = {
            std::string(type.substr(std::min(type.rfind('/') + 1, type.size()))),
            std::string(get(attributes, "Target"))};
    }
    void end(std::string_view) override {}
    void characters(std::string_view) override {}
};

class WorkbookHandler : public XmlHandler {
public:
    struct Tab {
        std::string name;
        std::string relation;
        bool hidden;
    };
    std::vector<Tab> tabs;
    bool epoch_1904 = false;

    void start(std::string_view name, Attributes attributes) override {
        if (name == "workbookPr") {
            auto const value = get(attributes, "date1904");
            epoch_1904 = value == "1" || value == "true";
        }
        if (name != "sheet") return;
        if (tabs.size() == limit::sheets) return fail(error::too_large, "sheets");
        auto const state = get(attributes, "state");
        tabs.push_back({std::string(get(attributes, "name")), std::string(get(attributes, "id")),
                        state == "hidden" || state == "veryHidden"});
    }
    void end(std::string_view) override {}
    void characters(std::string_view) override {}
};

class StylesHandler : public XmlHandler {
public:
    std::vector<NumberStyle> styles;

    void start(std::string_view name, Attributes attributes) override {
        if (name == "numFmt")
            m_formats[number_of(get(attributes, "numFmtId"))] =
                style_of_format(get(attributes, "formatCode"));
        if (name == "cellXfs") m_inside = true;
        if (name != "xf" || !m_inside || styles.size() > max_styles) return;
        auto const id = number_of(get(attributes, "numFmtId"));
        auto const found = m_formats.find(id);
        styles.push_back(found == m_formats.end() ? style_of_builtin(id) : found->second);
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") done = true;
    }
    void characters(std::string_view) override {}

private:
    static constexpr std::size_t max_styles = 65'536;
    std::map<unsigned, NumberStyle> m_formats;
    bool m_inside = false;
};

/// A target as the path of an entry: relative to the folder of the part that names it, or from the root.
std::string resolve(std::string_view part, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    auto folder = std::string(part.substr(0, part.rfind('/') + 1));
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        if (!folder.empty()) folder.pop_back();
        folder.resize(folder.rfind('/') + 1);
    }
    return folder + std::string(target);
}

base::Result<RelationsHandler> relations_of(Archive const& archive, std::string const& part) {
    RelationsHandler handler;
    auto const slash = part.rfind('/') + 1;
    auto const name = part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels";
    if (!archive.has(name)) return handler;
    if (archive.size(name) > limit::part_bytes) return base::fail(error::too_large, "part_bytes");
    TRY(parse_xml(archive, name, handler));
    return handler;
}

base::Result<std::string> workbook_part(Archive const& archive) {
    auto const root = TRY(relations_of(archive, ""));
    for (auto const& [id, relation] : root.relations)
        if (relation.type == "officeDocument") return resolve("", relation.target);
    return std::string("xl/workbook.xml");
}

}  // namespace

base::Result<void> SharedStrings::load(Archive const& archive, std::string const& part) {
    SharedStringsHandler handler(*this);
    return parse_xml(archive, part, handler);
}

bool SharedStrings::add(std::string_view text, bool cut) {
    text = base::clip(text, limit::cell_bytes);
    auto const bytes = header_bytes + text.size();
    if (m_used + bytes > block_bytes) {
        if ((m_blocks.size() + 1) * block_bytes > limit::shared_string_bytes) return false;
        m_blocks.push_back(std::make_unique_for_overwrite<char[]>(block_bytes));
        m_used = 0;
    }
    char* const at = m_blocks.back().get() + m_used;
    auto const header = static_cast<std::uint16_t>(text.size() | (cut ? cut_bit : 0U));
    std::memcpy(at, &header, header_bytes);
    std::memcpy(at + header_bytes, text.data(), text.size());
    m_places.push_back(static_cast<std::uint32_t>((m_blocks.size() - 1) * block_bytes + m_used));
    m_used += bytes;
    return true;
}

char const* SharedStrings::address_of(std::size_t number) const {
    return m_blocks[m_places[number] / block_bytes].get() + m_places[number] % block_bytes;
}

unsigned SharedStrings::header_of(std::size_t number) const {
    std::uint16_t header = 0;
    std::memcpy(&header, address_of(number), header_bytes);
    return header;
}

std::string_view SharedStrings::get(std::size_t number) const {
    if (number >= m_places.size()) return {};
    return {address_of(number) + header_bytes, header_of(number) & ~cut_bit};
}

bool SharedStrings::was_cut(std::size_t number) const {
    return number < m_places.size() && (header_of(number) & cut_bit) != 0;
}

base::Result<WorkbookParts> read_workbook(Archive const& archive) {
    auto const part = TRY(workbook_part(archive));
    if (archive.size(part) > limit::part_bytes) return base::fail(error::too_large, "part_bytes");
    WorkbookHandler workbook;
    TRY(parse_xml(archive, part, workbook));
    auto const relations = TRY(relations_of(archive, part));
    WorkbookParts parts;
    parts.epoch_1904 = workbook.epoch_1904;
    for (auto const& [id, relation] : relations.relations) {
        auto const path = resolve(part, relation.target);
        if (relation.type == "sharedStrings" && archive.has(path)) parts.shared_strings = path;
        if (relation.type == "styles" && archive.has(path)) parts.styles = path;
    }
    for (auto& tab : workbook.tabs) {
        auto const found = relations.relations.find(tab.relation);
        if (found == relations.relations.end() || found->second.type != "worksheet") continue;
        auto path = resolve(part, found->second.target);
        if (!archive.has(path)) return base::fail(error::damaged, "a sheet is missing");
        parts.sheets.push_back({std::move(tab.name), std::move(path), tab.hidden});
    }
    if (parts.sheets.empty()) return base::fail(error::damaged, "no sheet");
    return parts;
}

base::Result<std::vector<NumberStyle>> read_styles(Archive const& archive, std::string const& part) {
    StylesHandler handler;
    if (part.empty()) return handler.styles;
    if (archive.size(part) > limit::part_bytes) return base::fail(error::too_large, "part_bytes");
    TRY(parse_xml(archive, part, handler));
    return std::move(handler.styles);
}

CellPlace place_of(std::string_view reference) {
    CellPlace place;
    std::size_t column = 0;
    std::size_t i = 0;
    for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && i < 4; ++i)
        column = column * 26 + static_cast<std::size_t>(reference[i] - 'A') + 1;
    if (i > 0) place.column = column - 1;
    for (; i < reference.size() && reference[i] >= '0' && reference[i] <= '9' && place.row < 1'000'000'000;
         ++i)
        place.row = place.row * 10 + static_cast<std::uint64_t>(reference[i] - '0');
    return place;
}

namespace {

/// Finds the merged areas in a sheet's text without parsing its cells, which would take ten times as long.
class MergeFinder {
public:
    std::vector<Merge> merges;

    bool feed(std::string_view piece) {
        m_text += piece;
        if (!m_behind_cells) {
            auto const end = m_text.find("/sheetData>");
            auto const empty = m_text.find("sheetData/>");
            m_behind_cells = end != m_text.npos || empty != m_text.npos;
            if (!m_behind_cells) keep_tail();
            if (!m_behind_cells) return true;
            m_text.erase(0, std::min(end, empty));
        }
        take_whole_tags();
        return merges.size() < limit::merges;
    }

private:
    static constexpr std::size_t tail_bytes = 16;  // longer than what ends the cells
    static constexpr std::size_t tag_bytes_max = 512;

    void keep_tail() {
        if (m_text.size() > tail_bytes) m_text.erase(0, m_text.size() - tail_bytes);
    }

    void take_whole_tags() {
        std::size_t at = 0;
        while (merges.size() < limit::merges) {
            auto const tag = m_text.find("mergeCell ", at);
            auto const close = tag == m_text.npos ? tag : m_text.find('>', tag);
            if (close == m_text.npos) break;
            take(std::string_view(m_text).substr(tag, close - tag));
            at = close;
        }
        m_text.erase(0, at);
        if (m_text.size() > tag_bytes_max) m_text.erase(0, m_text.size() - tag_bytes_max);
    }

    void take(std::string_view tag) {
        auto const start = tag.find("ref=");
        if (start == tag.npos || start + 5 >= tag.size()) return;
        auto const area = tag.substr(start + 5, tag.find(tag[start + 4], start + 5) - start - 5);
        auto const colon = area.find(':');
        if (colon == area.npos) return;
        auto const first = place_of(area.substr(0, colon));
        auto const last = place_of(area.substr(colon + 1));
        bool const sound = first.row > 0 && first.row <= last.row && last.row <= limit::rows &&
                           first.column <= last.column && last.column < limit::columns_stored;
        if (sound) merges.push_back({first.row, last.row, first.column, last.column});
    }

    std::string m_text;
    bool m_behind_cells = false;
};

}  // namespace

base::Result<std::vector<Merge>> read_merges(Archive const& archive, std::string const& part) {
    MergeFinder finder;
    TRY(archive.read(part, [&](std::string_view piece) { return finder.feed(piece); }));
    std::ranges::sort(finder.merges, {},
                      [](Merge const& merge) { return std::pair(merge.first_row, merge.first_column); });
    return std::move(finder.merges);
}

}  // namespace bina::intake
