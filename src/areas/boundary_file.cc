#include "areas/boundary_file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "areas/feature_walk.h"
#include "base/fold.h"
#include "base/json.h"

namespace bina::areas {
namespace {

using base::fail;
using base::Result;

constexpr std::size_t layers_max = 32;  ///< Of one TopoJSON.
constexpr std::size_t properties_max = 200;  ///< Different ones of a layer that are looked at.
constexpr std::size_t decimals_max = 6;  ///< Of a degree: 0.1 m.
constexpr std::size_t label_bytes_max = 80;
constexpr std::string_view feature_id = "\x01id";  ///< A feature's own id beside its properties.

/// The code that a value holds: digits alone, of a district or village; else empty. Programs that export
/// tables make numbers of codes, "3316052002.0" among them.
std::string code_in(std::string_view text) {
    if (text.ends_with(".0") && text.size() > 6) text.remove_suffix(2);
    std::string digits;
    for (char const c : text) {
        if (c == '.' || c == ' ') continue;
        if (c < '0' || c > '9' || digits.size() == 10) return {};
        digits += c;
    }
    return digits.size() == 6 || digits.size() == 10 ? digits : std::string();
}

/// False if a coordinate at `position` of its pair cannot be degrees.
bool is_degrees(std::string_view number, std::size_t position) {
    if (position > 1) return true;  // A height.
    int whole = 0;
    auto const [end, code] = std::from_chars(number.data(), number.data() + number.size(), whole);
    return code == std::errc{} && std::abs(whole) <= (position == 0 ? 180 : 90);
}

/// First look at a file: what it is, and how many codes each property knows.
class Survey final : public FeatureWalk {
public:
    Survey(Directory const& directory, std::string_view regency)
        : m_directory(directory), m_regency(regency) {}

    /// The property that holds the codes of each layer, by the layer's number; empty where none does.
    std::vector<std::string> choose() const {
        std::vector<std::string> chosen(m_layers);
        std::vector<std::size_t> most(m_layers);
        for (auto const& [place, codes] : m_known) {
            auto const& [layer, order, name] = place;
            if (codes.size() <= most[layer]) continue;
            most[layer] = codes.size();
            chosen[layer] = name;
        }
        return chosen;
    }
    bool is_geojson() const { return m_features == 1 && !m_objects; }
    bool is_topojson() const { return m_features == 0 && m_objects && m_arcs; }
    bool is_in_degrees() const {
        if (is_geojson()) return m_pairs_fit;
        return m_transform ? m_translate_fits : m_arcs_fit;
    }

private:
    void began(Role parent, bool) override {
        if (role() == Role::features || role() == Role::layer) ++m_layers;
        if (role() == Role::features) ++m_features;
        m_objects |= role() == Role::layers;
        if (parent != Role::root || role() != Role::other) return;
        m_part = current_key();
        m_arcs |= m_part == "arcs";
        m_transform |= m_part == "transform";
    }
    void ended(Role, bool) override {}
    void other_value(std::string_view) override {}
    void value(std::string_view text, bool quoted) override {
        if (role() == Role::properties)
            note(current_key(), text);
        else if (role() == Role::feature && current_key() == "id")
            note(feature_id, text);
        else if (!quoted && in_array() && role() == Role::other)
            check(text);
    }
    void check(std::string_view number) {
        bool const fits = is_degrees(number, position());
        if (current_key() == "coordinates")
            m_pairs_fit &= fits;
        else if (m_part == "arcs")
            m_arcs_fit &= fits;
        else if (current_key() == "translate")
            m_translate_fits &= fits;
    }
    void note(std::string_view name, std::string_view text) {
        if (m_layers > layers_max) return;
        auto const code = code_in(text);
        if (!code.starts_with(m_regency) || m_directory.find(code) == nullptr) return;
        auto const order = m_order.emplace(name, m_order.size()).first->second;
        if (order < properties_max) m_known[{m_layers - 1, order, std::string(name)}].insert(code);
    }

    using Where = std::tuple<std::size_t, std::size_t, std::string>;  ///< Layer, order of appearance, name.

    Directory const& m_directory;
    std::string_view m_regency;
    std::map<std::string, std::size_t, std::less<>> m_order;
    std::map<Where, std::set<std::string>> m_known;
    std::size_t m_layers = 0;
    std::string m_part;
    int m_features = 0;
    bool m_objects = false;
    bool m_arcs = false;
    bool m_transform = false;
    bool m_pairs_fit = true;
    bool m_arcs_fit = true;
    bool m_translate_fits = true;
};

/// Copies a value as it stands, without blanks.
class Copy {
public:
    explicit Copy(std::string& out) : m_out(out) {}
    void begin(bool array) {
        separate();
        m_out += array ? '[' : '{';
        m_comma = false;
    }
    void end(bool array) {
        m_out += array ? ']' : '}';
        m_comma = true;
    }
    void key(std::string_view name) {
        separate();
        base::append_json_string(m_out, name);
        m_out += ':';
        m_comma = false;
    }
    void value(std::string_view text, bool quoted) {
        separate();
        if (quoted)
            base::append_json_string(m_out, text);
        else
            m_out += text;
        m_comma = true;
    }
    /// Before the next value stands nothing.
    void restart() { m_comma = false; }

private:
    void separate() {
        if (m_comma) m_out += ',';
    }
    std::string& m_out;
    bool m_comma = false;
};

bool is_outline(std::string_view type) {
    return type == "Polygon" || type == "MultiPolygon" || type == "GeometryCollection";
}

std::string_view shortened(std::string_view number) {
    auto const point = number.find('.');
    if (point == number.npos || number.find_first_of("eE") != number.npos) return number;
    return number.substr(0, point + 1 + decimals_max);
}

/// Second look: writes the file anew with the codes alone.
class Rewrite final : public FeatureWalk {
public:
    Rewrite(Directory const& directory, std::string_view regency, std::vector<std::string> chosen,
            bool geojson)
        : m_directory(directory), m_regency(regency), m_chosen(std::move(chosen)), m_geojson(geojson) {}

    BoundaryFile take() {
        m_file.format = m_geojson ? "geojson" : "topojson";
        m_file.body = std::move(m_out);
        m_file.matched.assign(m_codes.begin(), m_codes.end());
        std::set<int> levels;
        for (auto const& code : m_codes) levels.insert(level_of(code));
        for (int const level : levels)
            for (auto const& area : m_directory.within(m_regency, level))
                if (!m_codes.contains(std::string(area.code))) m_file.missing.emplace_back(area.code);
        return std::move(m_file);
    }

private:
    /// One feature of the file.
    struct Feature {
        std::size_t begins = 0;  ///< Its place in the output.
        std::size_t type_at = 0;
        std::string code;
        std::string label;  ///< What it calls itself.
        int label_rank = 0;  ///< Its code says most, then a text, then a number.
        std::string type;  ///< Of its outline.
        bool copied = false;  ///< It has an outline.
    };

    void began(Role parent, bool array) override {
        if (m_copying != 0) return m_copy.begin(array);
        if (role() == Role::root) {
            m_out += m_geojson ? R"({"type":"FeatureCollection")" : R"({"type":"Topology")";
        } else if (role() == Role::features) {
            ++m_layers;
            m_out += R"(,"features":[)";
        } else if (role() == Role::layers) {
            m_out += R"(,"objects":{)";
        } else if (role() == Role::layer) {
            begin_layer();
        } else if (role() == Role::feature) {
            begin_feature();
        } else if (is_wanted(parent)) {
            m_out += ',';
            base::append_json_string(m_out, current_key());
            m_out += ':';
            m_copying = depth();
            m_copy.restart();
            m_copy.begin(array);
        }
    }
    /// Whether the value that begins is copied.
    bool is_wanted(Role parent) {
        if (parent == Role::root)
            return !m_geojson && (current_key() == "arcs" || current_key() == "transform");
        if (parent != Role::feature || current_key() != (m_geojson ? "geometry" : "arcs")) return false;
        return !std::exchange(m_feature.copied, true);
    }
    void named(std::string_view name) override {
        if (m_copying != 0) m_copy.key(name);
    }
    void ended(Role role, bool array) override {
        if (m_copying != 0) {
            m_copy.end(array);
            if (depth() + 1 == m_copying) m_copying = 0;
            return;
        }
        if (role == Role::feature) end_feature();
        if (role == Role::layer) end_layer();
        if (role == Role::features) m_out += ']';
        if (role == Role::layers || role == Role::root) m_out += '}';
    }

    void begin_layer() {
        m_layer_begins = m_out.size();
        ++m_layers;
        if (m_layers_kept > 0) m_out += ',';
        base::append_json_string(m_out, current_key());
        m_out += R"(:{"type":"GeometryCollection","geometries":[)";
        m_features_kept = 0;
    }
    void end_layer() {
        if (m_features_kept == 0) return m_out.resize(m_layer_begins);
        m_out += "]}";
        ++m_layers_kept;
    }
    void begin_feature() {
        m_feature = {.begins = m_out.size()};
        if (m_features_kept > 0) m_out += ',';
        m_out += m_geojson ? R"({"type":"Feature")" : "{";
        m_feature.type_at = m_out.size();
    }
    void end_feature() {
        auto const& feature = m_feature;
        bool const known = m_directory.find(feature.code) != nullptr;
        bool const here = known && feature.code.starts_with(m_regency);
        if (here && feature.copied && is_outline(feature.type)) {
            if (!m_geojson) m_out.insert(feature.type_at, R"("type":")" + feature.type + '"');
            m_out += R"(,"properties":{"code":")" + feature.code + R"("}})";
            m_codes.insert(feature.code);
            ++m_features_kept;
            return;
        }
        m_out.resize(feature.begins);
        if (known && !here)
            ++m_file.outside;
        else if (m_file.unmatched_count++ < unmatched_listed_max)
            m_file.unmatched.emplace_back(feature.label.empty() ? "?"
                                                                : base::clip(feature.label, label_bytes_max));
    }

    void value(std::string_view text, bool quoted) override {
        bool const in_outline = m_copying != 0 && m_geojson && depth() == m_copying;
        bool const in_feature = m_copying == 0 && role() == Role::feature;
        if (current_key() == "type" && (in_outline || (in_feature && !m_geojson))) m_feature.type = text;
        if (m_copying != 0)
            m_copy.value(m_geojson && !quoted ? shortened(text) : text, quoted);
        else if (role() == Role::properties)
            note(current_key(), text, quoted);
        else if (in_feature && current_key() == "id")
            note(feature_id, text, quoted);
    }
    void note(std::string_view name, std::string_view text, bool quoted) {
        auto const& chosen = m_chosen[m_layers - 1];
        bool const holds_code = !chosen.empty() && chosen == name;
        if (holds_code) m_feature.code = code_in(text);
        int const rank = holds_code ? 3 : quoted ? 2 : 1;
        if (text.empty() || rank <= m_feature.label_rank) return;
        m_feature.label = text;
        m_feature.label_rank = rank;
    }
    void other_value(std::string_view word) override {
        if (m_copying != 0) m_copy.value(word, false);
    }

    Directory const& m_directory;
    std::string_view m_regency;
    std::vector<std::string> m_chosen;
    bool m_geojson;
    BoundaryFile m_file;
    std::set<std::string> m_codes;
    std::string m_out;
    Copy m_copy{m_out};
    std::size_t m_copying = 0;  ///< Depth of the value that is copied; 0: none is.
    std::size_t m_layers = 0;
    std::size_t m_layers_kept = 0;
    std::size_t m_layer_begins = 0;
    std::size_t m_features_kept = 0;  ///< Of this layer.
    Feature m_feature;
};

}  // namespace

Result<BoundaryFile> read_boundary_file(Directory const& directory, base::RegencyCode const& regency,
                                        std::string_view bytes) {
    if (bytes.size() > boundary_bytes_max) return fail(error::boundary_too_large);
    Survey survey(directory, regency.text());
    if (!walk_json(bytes, survey)) return fail(error::not_boundaries, "not JSON");
    if (!survey.is_geojson() && !survey.is_topojson())
        return fail(error::not_boundaries, "neither FeatureCollection nor Topology");
    if (!survey.is_in_degrees()) return fail(error::not_degrees);
    auto chosen = survey.choose();
    if (std::ranges::all_of(chosen, &std::string::empty)) return fail(error::no_codes);
    Rewrite rewrite(directory, regency.text(), std::move(chosen), survey.is_geojson());
    walk_json(bytes, rewrite);
    auto file = rewrite.take();
    if (file.matched.empty()) return fail(error::no_codes, "no outlines of areas");
    return file;
}

}  // namespace bina::areas
