#include "linkage/report.h"

#include <fmt/format.h>

#include <algorithm>

namespace bina::linkage::batch {
namespace {

constexpr std::size_t samples_a_band = 6;
constexpr std::size_t guarded_shown = 20;
constexpr double bar_bits_max = 20;  // what fills a bar

constexpr std::string_view page_style = R"(
:root{color-scheme:light dark;--line:#8884;--for:#2f7d4f;--against:#b3423a;--soft:#8882}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}p{max-width:46rem}
table{border-collapse:collapse;margin:.6rem 0}.wide{overflow-x:auto}
td,th{padding:.2rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.bar{display:inline-block;height:.7rem;border-radius:2px;vertical-align:middle}
.for{background:var(--for)}.against{background:var(--against)}
details{border:1px solid var(--line);border-radius:6px;padding:.4rem .8rem;margin:.4rem 0}
summary{cursor:pointer}
)";

std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number) {
    auto text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

std::string bar(Centibits weight) {
    auto const width = std::min(bar_bits_max, (weight < 0 ? -weight : weight) / 100.0) * 100 / bar_bits_max;
    return fmt::format("<span class=\"bar {}\" style=\"width:{:.1f}px\"></span>",
                       weight < 0 ? "against" : "for", width);
}

/// A value as it is compared.
std::string shown(Table const& table, Column const& column, std::uint32_t row) {
    switch (column.store) {
        case Store::text: {
            auto const& cell = column.texts[table.load<std::uint32_t>(row, column.offset)];
            std::string text;
            for (std::size_t i = 0; i < cell.count; ++i)
                text += (i == 0 ? "" : " ") + std::string(column.words.text(cell.words[i]));
            for (auto const& [mark, number] :
                 {std::pair{" no ", cell.number}, std::pair{" rt ", cell.rt}, std::pair{" rw ", cell.rw}}) {
                if (number != 0) text += mark + std::to_string(number);
            }
            return text;
        }
        case Store::word:
            return std::string(column.words.text(table.load<std::uint32_t>(row, column.offset)));
        case Store::place: {
            auto const& cell = column.places[table.load<std::uint32_t>(row, column.offset)];
            return cell.known() ? fmt::format("{:08x}", cell.areas[0]) : std::string();
        }
        case Store::date: {
            auto const date = table.load<std::uint32_t>(row, column.offset);
            return date == 0
                       ? ""
                       : fmt::format("{:04x}-{:02x}-{:02x}", date >> 16U, date >> 8U & 0xFFU, date & 0xFFU);
        }
        case Store::number: {
            auto const number = table.load<std::uint64_t>(row, column.offset);
            auto const value = static_cast<std::int64_t>(number - (std::uint64_t{1} << 62U));
            return number == 0 ? "" : fmt::format("{:g}", static_cast<double>(value) / 1000);
        }
        case Store::nik:
        case Store::phone:
            break;
    }
    auto const digits = table.load<std::uint64_t>(row, column.offset);
    return digits == 0 ? "" : fmt::format("{:x}", digits);
}

class Report {
public:
    Report(Table const& table, Spec const& spec, Linked const& linked, ReportFacts const& facts)
        : m_table(table), m_spec(spec), m_linked(linked), m_facts(facts) {}

    std::string html() {
        m_out = fmt::format(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
            "content=\"width=device-width\"><title>Linkage</title><style>{}</style><h1>Linkage of {}</h1>",
            page_style, escaped(fmt::format("{}", fmt::join(m_facts.lists, " and "))));
        summary();
        candidates();
        sessions();
        model();
        entities();
        guarded("Kept apart", "Strong links refused because both sides have valid identifiers that differ.",
                m_linked.entities.kept_apart);
        guarded("Too large", "Links refused because the entity would have more records than entity_max.",
                m_linked.entities.too_large);
        samples();
        times();
        return std::move(m_out);
    }

private:
    void row(std::initializer_list<std::string> cells) {
        m_out += "<tr>";
        bool first = true;
        for (auto const& cell : cells) {
            m_out += (std::exchange(first, false) ? "<td>" : "<td class=\"n\">") + cell + "</td>";
        }
        m_out += "</tr>";
    }
    void head(std::initializer_list<std::string_view> cells) {
        m_out += "<div class=\"wide\"><table><tr>";
        bool first = true;
        for (auto const& cell : cells)
            m_out += fmt::format("<th{}>{}</th>", std::exchange(first, false) ? "" : " class=\"n\"", cell);
        m_out += "</tr>";
    }
    void end() { m_out += "</table></div>"; }

    void summary() {
        head({"", ""});
        row({"Records", grouped(m_table.size())});
        if (m_table.linked()) row({"of them in the first list", grouped(m_table.second())});
        row({"Pairs there could be", fmt::format("{:.0f}", m_table.pair_count())});
        row({"Pairs compared", grouped(m_linked.pairs)});
        row({fmt::format("Pairs told, probability {} and above", m_spec.pairs_from),
             grouped(m_linked.edges.size())});
        row({"Entities", grouped(m_linked.entities.count)});
        row({"Prior, bits", bits_text(m_linked.model.prior)});
        end();
    }

    std::string rule_name(Rule const& rule) const {
        std::string text;
        for (auto const& part : rule.parts) {
            text += (text.empty() ? "" : " + ") + escaped(m_spec.fields[part.field].name);
            if (part.use != KeyUse::value) text += "." + std::string(name_of(part.use));
        }
        return text;
    }

    void candidates() {
        m_out +=
            "<h2>Candidates</h2><p>Records that agree in all of a rule's parts are compared. A key that more "
            "records share than the rule allows says nothing about who is who; its records are left out of "
            "that "
            "rule, and stand under cut.</p>";
        head({"rule", "at most", "keys", "pairs", "found before", "keys cut", "records cut", "pairs cut"});
        for (std::size_t i = 0; i < m_spec.rules.size(); ++i) {
            auto const& count = m_linked.rules[i];
            row({rule_name(m_spec.rules[i]), grouped(m_spec.rules[i].at_most), grouped(count.keys),
                 grouped(count.pairs), grouped(count.again), grouped(count.keys_cut),
                 grouped(count.records_cut), grouped(count.pairs_cut)});
        }
        end();
        if (m_spec.scan)
            m_out +=
                fmt::format("<p>The scan ({}) looked at {} pairs and compared {}.</p>", m_linked.scan.kernel,
                            grouped(m_linked.scan.looked_at), grouped(m_linked.scan.found.pairs));
        for (auto const& column : m_table.columns()) {
            if (column.words_cut != 0)
                m_out += fmt::format("<p>{}: {} words of different values were left out.</p>",
                                     escaped(column.field.name), grouped(column.words_cut));
        }
    }

    void sessions() {
        m_out +=
            "<h2>Learning</h2><p>What one entity's records have in common was learned from pairs that share "
            "a "
            "key, leaving out the fields of that key. Where hardly any of them are one entity nothing is "
            "learned."
            "</p>";
        head({"rule", "share of matches", "used"});
        for (std::size_t i = 0; i < m_linked.sessions.size(); ++i)
            row({rule_name(m_spec.rules[i]), fmt::format("{:.4f}", m_linked.sessions[i].match_share),
                 m_linked.sessions[i].trusted ? "yes" : "no"});
        end();
    }

    void model() {
        m_out +=
            "<h2>Model</h2><p>m: how often records of one entity are at a level; u: how often others are. "
            "The "
            "weight is log2(m / u), in bits. Where the rarity of what is shared counts, the rarity less the "
            "usual "
            "one is added.</p>";
        head({"field", "level", "m", "u", "weight", "usual rarity", ""});
        for (std::size_t i = 0; i < m_linked.model.fields.size(); ++i) {
            auto const& field = m_linked.model.fields[i];
            auto const& levels = levels_of(m_table.columns()[i]);
            for (std::size_t level = 1; level < levels.size(); ++level)
                row({level == 1 ? escaped(m_spec.fields[i].name) : std::string(),
                     std::string(levels[level].key), fmt::format("{:.5f}", field.m[level]),
                     fmt::format("{:.7f}", field.u[level]), bits_text(field.weight[level]),
                     field.by_rarity[level] ? bits_text(field.usual[level]) : "", bar(field.weight[level])});
        }
        end();
    }

    void entities() {
        m_out += "<h2>Entities</h2>";
        head({"records", "entities"});
        auto const& sizes = m_linked.entities.sizes;
        for (std::size_t size = 1; size < sizes.size(); ++size) {
            if (sizes[size] != 0) row({std::to_string(size), grouped(sizes[size])});
        }
        end();
    }

    void guarded(std::string_view title, std::string_view text, std::vector<Edge> const& edges) {
        if (edges.empty()) return;
        m_out += fmt::format("<h2>{}: {}</h2><p>{} The strongest:</p>", title, grouped(edges.size()), text);
        for (std::size_t i = 0; i < std::min(edges.size(), guarded_shown); ++i) pair(edges[i]);
    }

    /// Some pairs of each band of probability, evenly spread.
    void samples() {
        m_out += "<h2>Pairs</h2>";
        for (auto const& [from, to] : {std::pair{0.999, 1.1}, std::pair{0.9, 0.999}, std::pair{0.5, 0.9},
                                       std::pair{0.1, 0.5}, std::pair{0.0, 0.1}}) {
            auto const begin = first_below(to);
            auto const end = first_below(from);
            m_out += fmt::format("<h3>probability {} to {}: {}</h3>", from, std::min(to, 1.0),
                                 grouped(end - begin));
            auto const step = std::max<std::size_t>((end - begin) / samples_a_band, 1);
            for (std::size_t i = 0, at = begin; i < samples_a_band && at < end; ++i, at += step)
                pair(m_linked.edges[at]);
        }
    }
    std::size_t first_below(double probability) const {
        auto const found = std::ranges::partition_point(
            m_linked.edges, [&](Edge const& edge) { return m_linked.probability(edge) >= probability; });
        return static_cast<std::size_t>(found - m_linked.edges.begin());
    }

    void pair(Edge const& edge) {
        auto const why = explain(m_table, m_linked.model, edge.a, edge.b);
        m_out += fmt::format("<details><summary>{} and {}: {} bits, probability {:.6f}</summary>",
                             escaped(m_table.id(edge.a)), escaped(m_table.id(edge.b)), bits_text(why.score()),
                             m_linked.probability(edge));
        head({"", "", "", "level", "weight", ""});
        row({"prior", "", "", "", bits_text(why.prior), bar(why.prior)});
        for (auto const& reason : why.reasons) {
            auto const& column = m_table.columns()[reason.field];
            row({escaped(column.field.name), escaped(shown(m_table, column, edge.a)),
                 escaped(shown(m_table, column, edge.b)), std::string(reason.level), bits_text(reason.weight),
                 bar(reason.weight)});
        }
        row({"score", "", "", "", bits_text(why.score()), ""});
        end();
        m_out += "</details>";
    }

    void times() {
        m_out += fmt::format("<h2>Time</h2><p>{} threads.</p>", m_facts.threads);
        head({"step", "seconds", "of all cores"});
        for (auto const& times : {m_facts.times, m_linked.times}) {
            for (auto const& time : times)
                row({time.step, fmt::format("{:.2f}", time.wall), fmt::format("{:.2f}", time.cpu)});
        }
        end();
        m_out += "</html>\n";
    }

    Table const& m_table;
    Spec const& m_spec;
    Linked const& m_linked;
    ReportFacts const& m_facts;
    std::string m_out;
};

}  // namespace

std::string bits_text(Centibits weight) {
    auto const size = weight < 0 ? -weight : weight;
    return fmt::format("{}{}.{:02}", weight < 0 ? "-" : "", size / 100, size % 100);
}

std::string report_html(Table const& table, Spec const& spec, Linked const& linked,
                        ReportFacts const& facts) {
    return Report(table, spec, linked, facts).html();
}

}  // namespace bina::linkage::batch
