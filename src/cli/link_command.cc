#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>

#include "cli/command.h"
#include "cli/link_command.h"
#include "cli/list_reader.h"
#include "linkage/link.h"
#include "linkage/report.h"
#include "linkage/suggest.h"

namespace bina::cli {
namespace {

namespace batch = linkage::batch;
using base::Result;

constexpr std::size_t buffer_bytes = 1 << 20;

/// A text file that is written whole or not at all.
class TextOut {
public:
    static Result<TextOut> open(std::string const& path) {
        TextOut out;
        out.m_path = path;
        out.m_file.reset(std::fopen((path + ".new").c_str(), "wb"));
        if (!out.m_file) return base::fail(error::list_not_written, path);
        return out;
    }
    std::string& text() { return m_text; }
    void flush_if_full() {
        if (m_text.size() >= buffer_bytes) flush();
    }
    Result<void> close() {
        flush();
        bool const closed = std::fclose(m_file.release()) == 0;
        std::error_code failure;
        if (closed && m_good) std::filesystem::rename(m_path + ".new", m_path, failure);
        if (closed && m_good && !failure) return {};
        return base::fail(error::list_not_written, m_path);
    }

private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    void flush() {
        m_good = std::fwrite(m_text.data(), 1, m_text.size(), m_file.get()) == m_text.size() && m_good;
        m_text.clear();
    }

    std::string m_path;
    std::unique_ptr<std::FILE, Closer> m_file;
    std::string m_text;
    bool m_good = true;
};

void append_cell(std::string& out, std::string_view text) {
    if (text.find_first_of(",\"\r\n") == text.npos) {
        out += text;
        return;
    }
    out += '"';
    for (char const c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

Result<void> write_pairs(std::string const& path, batch::Table const& table, batch::Linked const& linked) {
    auto out = TRY(TextOut::open(path));
    out.text() = "id_a,id_b,probability,weight\n";
    std::string score;
    batch::Centibits before = 0;
    for (auto const& edge : linked.edges) {
        if (score.empty() || edge.weight != before)
            score = fmt::format(",{:.6f},{}\n", linked.probability(edge),
                                batch::bits_text(edge.weight + linked.model.prior));
        before = edge.weight;
        append_cell(out.text(), table.id(edge.a));
        out.text() += ',';
        append_cell(out.text(), table.id(edge.b));
        out.text() += score;
        out.flush_if_full();
    }
    return out.close();
}

Result<void> write_entities(std::string const& path, batch::Table const& table, batch::Linked const& linked) {
    auto out = TRY(TextOut::open(path));
    out.text() = table.linked() ? "id,entity,source\n" : "id,entity\n";
    std::vector<std::uint32_t> numbers(table.size(), 0);
    std::uint32_t count = 0;
    for (std::uint32_t row = 0; row < table.size(); ++row) {
        auto const first = linked.entities.of[row];
        if (numbers[first] == 0) numbers[first] = ++count;
        append_cell(out.text(), table.id(row));
        out.text() += ',';
        out.text() += std::to_string(numbers[first]);
        if (table.linked()) out.text() += table.source(row) == 0 ? ",A" : ",B";
        out.text() += '\n';
        out.flush_if_full();
    }
    return out.close();
}

Result<std::string> read_text(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return base::fail(error::list_not_read, path);
    return text.str();
}

Result<batch::Table> read_table(LinkCommand const& command, batch::Spec const& spec,
                                batch::ReportFacts& facts) {
    batch::StepClock clock(facts.times);
    batch::Table table(spec, facts.threads);
    std::vector<std::string> columns = spec.columns();
    columns.insert(columns.begin(), spec.id);
    for (unsigned source = 0; source < command.lists.size(); ++source) {
        TRY(read_list(command.lists[source], columns,
                      [&](CellBatch const& cells) { return table.add(cells, source); }));
    }
    clock.lap("reading");
    TRY(table.finish());
    clock.lap("values");
    return table;
}

Result<void> write_report(std::string const& path, std::string const& html) {
    auto out = TRY(TextOut::open(path));
    out.text() = html;
    return out.close();
}

Result<batch::Sample> sample_of(std::string const& list) {
    batch::Sample sample{.columns = TRY(read_heading(list)), .rows = {}};
    TRY(read_list(list, sample.columns, [&](CellBatch const& cells) -> Result<void> {
        auto const width = sample.columns.size();
        for (std::size_t at = 0; at < cells.size() && sample.rows.size() < batch::suggest_rows; at += width)
            sample.rows.emplace_back(cells.begin() + static_cast<std::ptrdiff_t>(at),
                                     cells.begin() + static_cast<std::ptrdiff_t>(at + width));
        sample.rows_in_all += cells.size() / width;
        return {};
    }));
    return sample;
}

Result<void> suggest(LinkCommand const& command) {
    std::vector<batch::Sample> samples;
    for (auto const& list : command.lists) samples.push_back(TRY(sample_of(list)));
    fmt::print("{}", batch::spec_text(TRY(batch::suggest_spec(samples))));
    return {};
}

Result<void> link(LinkCommand const& command) {
    batch::ReportFacts facts;
    facts.threads =
        command.threads != 0 ? command.threads : std::max(1U, std::thread::hardware_concurrency());
    for (auto const& list : command.lists)
        facts.lists.push_back(std::filesystem::path(list).filename().string());
    auto const spec = TRY(batch::parse_spec(TRY(read_text(command.spec))));
    auto const table = TRY(read_table(command, spec, facts));
    auto const linked = batch::link(table, spec, facts.threads);
    batch::StepClock clock(facts.times);
    if (!command.pairs.empty()) TRY(write_pairs(command.pairs, table, linked));
    if (!command.entities.empty()) TRY(write_entities(command.entities, table, linked));
    clock.lap("writing");
    if (!command.report.empty())
        TRY(write_report(command.report, batch::report_html(table, spec, linked, facts)));
    fmt::print("{} baris, {} pasangan dibandingkan, {} pasangan mungkin sama, {} entitas\n", table.size(),
               linked.pairs, linked.edges.size(), linked.entities.count);
    return {};
}

}  // namespace

int link_lists(LinkCommand const& command) {
    auto const done = command.suggest ? suggest(command) : link(command);
    return done ? 0 : failed(done.error());
}

}  // namespace bina::cli
