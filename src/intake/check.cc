#include "intake/check.h"

#include <future>
#include <set>

#include "base/fold.h"
#include "base/json.h"
#include "base/pipe.h"
#include "base/zone.h"
#include "intake/book.h"
#include "intake/detect.h"
#include "intake/linker.h"
#include "intake/masking.h"
#include "intake/reader.h"
#include "intake/row_classifier.h"
#include "intake/shared_watch.h"
#include "registry/identifier.h"
#include "registry/writer.h"

namespace bina::intake {
namespace {

using base::fail;
using base::Result;
using storage::Tx;

// Rows that are looked at before any is read, to learn how a column is written.
constexpr std::uint64_t studied_rows = 20'000;
// Rows stored in one transaction of a dry run: others can write in between.
constexpr std::size_t stored_rows = 2'000;
constexpr std::size_t samples_shown = 5;

/// What was found in a file, added up while its rows are judged.
class Tally {
public:
    void add(ListRow const& row) {
        ++m_counts[row.verdict];
        if (row.verdict != Verdict::skipped) ++m_counts.rows;
        for (auto const& remark : row.remarks) {
            auto const [place, made] = m_issues.try_emplace(
                {remark.key, remark.field}, Issue{remark.key, remark.field, remark.severity, 0, row.number});
            ++place->second.count;
            if (remark.key == finding::contact_in_text.key) ++m_counts.quarantined;
        }
    }
    /// Faults of the file's form, of the first that were kept.
    void add(std::size_t sheet, ReadReport const& report) {
        for (auto const& fault : report.faults) {
            auto const row = row_number(sheet, fault.row);
            std::string const key(fault.key);
            auto const [place, made] =
                m_issues.try_emplace({key, ""}, Issue{key, "", Severity::warning, 0, row});
            ++place->second.count;
        }
    }
    Counts const& counts() const { return m_counts; }
    std::vector<Issue> issues() const {
        std::vector<Issue> list;
        for (auto const& [key, issue] : m_issues) list.push_back(issue);
        return list;
    }

private:
    Counts m_counts;
    std::map<std::pair<std::string, std::string>, Issue> m_issues;
};

/// Stores rows behind the back of whoever judges them: one piece is written while the next is made.
class RowStore {
public:
    RowStore(storage::Db& db, RegencyCode const& regency, BatchId const& batch)
        : m_db(db), m_regency(regency), m_batch(batch) {}

    Result<void> add(ListRow row) {
        m_rows.push_back(std::move(row));
        return m_rows.size() < stored_rows ? Result<void>{} : flush();
    }
    Result<void> flush() {
        TRY(wait());
        m_writing = std::async(std::launch::async, [this, rows = std::exchange(m_rows, {})]() mutable {
            auto const mine = std::move(rows);  // freed here, not where the outcome is waited for
            return m_db.write([&](Tx& tx) { return store_rows(tx, m_regency, m_batch, mine); });
        });
        return {};
    }
    Result<void> wait() { return m_writing.valid() ? m_writing.get() : Result<void>{}; }

private:
    storage::Db& m_db;
    RegencyCode m_regency;
    BatchId m_batch;
    std::vector<ListRow> m_rows;
    std::future<Result<void>> m_writing;
};

/// Which sheets of a book are read as one list, and where each one's rows begin.
struct Part {
    std::size_t sheet = 0;
    Layout layout;
    std::string district;  ///< Whose name the sheet has: one among several, a sheet a district.
    std::vector<Section> places;  ///< That the titles name.
};

Result<std::vector<Part>> parts_of(Book const& book, Settings const& settings, PlaceKnowledge const& places) {
    auto const first = TRY(detect(book, {.places = places}));
    auto const chosen = static_cast<std::size_t>(settings.sheet);
    std::vector<std::size_t> sheets{chosen};
    if (first.sheet == chosen && first.sheets.size() > 1) sheets = first.sheets;
    std::vector<Part> parts;
    for (auto const sheet : sheets) {
        if (sheet >= book.sheets().size()) return fail(error::batch_not_found, "sheet");
        // What a person said of the heading holds for the sheet that he saw; the others' are found anew.
        DetectOptions options{.sheet = sheet, .places = places};
        if (sheet == chosen) options.heading_row = static_cast<std::uint64_t>(settings.header_row);
        auto layout = TRY(detect(book, options)).layout;
        auto named = section_of(book.sheets()[sheet].name);
        auto name = named ? named->text : base::fold(book.sheets()[sheet].name);
        bool const district = sheets.size() > 1 && places.is_district(name);
        auto titles = places_in(layout.titles, places);
        parts.push_back({sheet, std::move(layout), district ? std::move(name) : "", std::move(titles)});
    }
    return parts;
}

/// Reads a book's rows, block by block, into a pipe.
class RowSource {
public:
    RowSource(Book const& book, std::vector<Part> const& parts, ReadingPlan const& plan,
              areas::PlaceIndex const& places, PlaceKnowledge const& knowledge, storage::Vault const& vault,
              base::Pipe<std::vector<ReadRow>>& pipe, jobs::Progress& progress)
        : m_book(book),
          m_parts(parts),
          m_reader(plan, places),
          m_knowledge(knowledge),
          m_vault(vault),
          m_pipe(pipe),
          m_progress(progress) {}

    using Reports = std::vector<std::pair<std::size_t, ReadReport>>;  ///< By sheet.

    Result<Reports> run() {
        Reports reports;
        for (auto const& part : m_parts) {
            m_reader.enter_sheet(part.district, part.places);
            RowClassifier classifier(part.layout, m_knowledge);
            reports.emplace_back(part.sheet, TRY(m_book.for_each_row(
                                                 part.sheet,
                                                 [&](std::uint64_t number, std::span<Cell const> cells) {
                                                     return take(part, number, cells,
                                                                 classifier.next(number, cells));
                                                 },
                                                 &m_read)));
        }
        m_pipe.push(std::exchange(m_block, {}));
        return reports;
    }

private:
    static constexpr std::size_t block_rows = 128;

    Visit take(Part const& part, std::uint64_t number, std::span<Cell const> cells, RowClass const& found) {
        if (found.kind == RowKind::blank) return Visit::next;
        ReadRow read;
        auto& row = read.row;
        auto const place = row_number(part.sheet, number);
        if (found.kind == RowKind::data) {
            m_reader.read(place, cells, row);
            read.statement = row.statement();
            read.said = registry::said_key(m_vault, read.statement);
        } else {
            row.number = place;
            for (auto const& cell : cells) row.cells.emplace_back(cell.text);
            row.verdict = Verdict::skipped;
            row.reason = "intake.row_" + std::string(name_of(found.kind));
            for (auto const& section : found.sections) m_reader.enter_section(section);
        }
        m_block.push_back(std::move(read));
        if (m_block.size() < block_rows) return Visit::next;
        m_progress.advance_to(static_cast<std::int64_t>(m_read.read));
        return m_pipe.push(std::exchange(m_block, {})) && !m_progress.stopping() ? Visit::next : Visit::stop;
    }

    Book const& m_book;
    std::vector<Part> const& m_parts;
    RowReader m_reader;
    PlaceKnowledge const& m_knowledge;
    storage::Vault const& m_vault;
    base::Pipe<std::vector<ReadRow>>& m_pipe;
    jobs::Progress& m_progress;
    Progress m_read;
    std::vector<ReadRow> m_block;
};

/// Shows the plan the first rows of the list.
Result<void> study(Book const& book, std::vector<Part> const& parts, PlaceKnowledge const& knowledge,
                   ReadingPlan& plan) {
    std::uint64_t seen = 0;
    for (auto const& part : parts) {
        RowClassifier classifier(part.layout, knowledge);
        TRY(book.for_each_row(part.sheet, [&](std::uint64_t number, std::span<Cell const> cells) {
            if (classifier.next(number, cells).kind == RowKind::data) {
                plan.study(cells);
                ++seen;
            }
            return seen < studied_rows ? Visit::next : Visit::stop;
        }));
    }
    plan.finish();
    return {};
}

/// Each block sees the registry of its moment: a snapshot held for the whole list would keep SQLite's log
/// from beginning anew. If the registry changes meanwhile its version does too, and what was checked here is
/// not committed.
Result<void> judge_rows(storage::Db& db, Linker& linker, base::Pipe<std::vector<ReadRow>>& pipe,
                        RowStore& store, Tally& tally, base::Day as_of) {
    SharedWatch shared;
    while (auto block = pipe.pop()) {
        TRY(db.read([&](Tx& tx) -> Result<void> {
            for (auto& read : *block) {
                shared.look_at(read.row, read.statement);
                if (read.row.verdict == Verdict::fresh) TRY(linker.judge(tx, read, as_of));
            }
            return {};
        }));
        for (auto& read : *block) {
            tally.add(read.row);
            TRY(store.add(std::move(read.row)));
        }
    }
    TRY(store.flush());
    return store.wait();
}

PlaceKnowledge knowledge_of(areas::Directory const& areas, RegencyCode const& regency) {
    auto const names = [&](int level) {
        auto folded = std::make_shared<std::set<std::string, std::less<>>>();
        for (auto const& area : areas.within(regency.text(), level)) folded->insert(base::fold(area.name));
        return [folded](std::string_view name) { return folded->contains(name); };
    };
    return {.is_village = names(4), .is_district = names(3)};
}

Result<void> check_batch(Tools const& tools, Batch& batch, jobs::Progress& progress) {
    auto const file = TRY(tools.content.open(batch.sha256));
    auto const book = TRY(Book::open(file.path()));
    areas::PlaceIndex const places(areas::places_of(tools.areas, batch.regency.text()));
    auto const knowledge = knowledge_of(tools.areas, batch.regency);
    auto const parts = TRY(parts_of(book, batch.settings, knowledge));
    ReadingPlan plan(batch.regency, batch.settings, base::day_in(batch.regency.text(), tools.db.now()));
    TRY(study(book, parts, knowledge, plan));
    TRY(tools.db.write([&](Tx& tx) { return forget_rows(tx, batch.regency, batch.id); }));

    Linker linker(batch.regency, batch.id);
    Tally tally;
    TRY(tools.db.read([&](Tx& tx) -> Result<void> {
        batch.checked_version = TRY(registry::registry_version(tx, batch.regency));
        progress.begin("loading", 0);
        return linker.load(tx, progress);
    }));
    progress.begin("checking", batch.bytes);
    base::Pipe<std::vector<ReadRow>> pipe;
    RowStore store(tools.db, batch.regency, batch.id);
    auto reading = std::async(std::launch::async, [&] {
        base::Closing const closing{pipe};
        return RowSource(book, parts, plan, places, knowledge, tools.db.vault(), pipe, progress).run();
    });
    TRY([&] {
        base::Closing const closing{pipe};
        return judge_rows(tools.db, linker, pipe, store, tally, batch.settings.as_of);
    }());
    auto const reports = TRY(reading.get());
    for (auto const& [sheet, report] : reports) tally.add(sheet, report);
    if (progress.stopping()) return fail(error::wrong_state, "stopped");
    batch.counts = tally.counts();
    batch.state = State::checked;
    return tools.db.write([&](Tx& tx) -> Result<void> {
        TRY(store_issues(tx, batch.regency, batch.id, tally.issues()));
        return store_counts(tx, batch);
    });
}

/// A, B, …, Z, AA: as a spreadsheet calls a column.
std::string letter_of(std::size_t index) {
    std::string const before = index >= 26 ? letter_of(index / 26 - 1) : "";
    return before + static_cast<char>('A' + index % 26);
}

void write_detection(base::JsonWriter& json, Book const& book, Detection const& found) {
    auto const& layout = found.layout;
    json.object().field("kind", name_of(found.kind())).field("confidence", found.judgement.confidence);
    if (auto const* const dialect = book.dialect()) {
        json.field("encoding", name_of(dialect->encoding));
        json.field("delimiter", std::string(1, dialect->delimiter));
    }
    json.key("sheets").array();
    for (auto const& sheet : book.sheets())
        json.object().field("name", sheet.name).field("hidden", sheet.hidden).end();
    json.end().field("sheet", static_cast<std::int64_t>(found.sheet)).key("list_sheets").array();
    for (auto const sheet : found.sheets) json.value(static_cast<std::int64_t>(sheet));
    json.end().field("header_row", layout.first_heading_row);
    json.field("header_rows",
               layout.first_heading_row == 0 ? 0 : layout.last_heading_row - layout.first_heading_row + 1);
    json.key("titles").array();
    for (auto const& title : layout.titles) json.value(registry::masked_numbers(title));
    json.end().field("title", layout.titles.empty() ? "" : registry::masked_numbers(layout.titles.front()));
    json.field("rows", static_cast<std::int64_t>(found.data_rows)).key("oddities").array();
    for (auto const& oddity : found.oddities) {
        json.object().field("key", oddity.key).key("params").object();
        for (auto const& [name, text] : oddity.params) json.field(name, text);
        json.end().end();
    }
    json.end().key("columns").array();
    for (std::size_t i = 0; i < found.columns.size(); ++i) {
        auto const& column = found.columns[i];
        json.object()
            .field("letter", letter_of(i))
            .field("index", static_cast<std::int64_t>(i))
            .field("heading", registry::masked_numbers(layout.headings[i]))
            .key("field");
        column.target ? json.value(column.target->key()) : json.null();
        json.field("confidence", column.confidence)
            .field("why", column.why == Why::content ? "content" : "heading")
            .key("samples")
            .array();
        std::size_t shown = 0;
        for (auto const& row : found.sample)
            if (i < row.cells.size() && !row.cells[i].text.empty() && shown++ < samples_shown)
                json.value(masked_cell(column.target ? column.target->key() : "", row.cells[i].text));
        json.end().end();
    }
    json.end().end();
}

/// What a detection proposes, with what was decided for the same source before.
void propose(storage::Vault const& vault, Batch& batch, Detection const& found,
             std::map<std::string, std::string> const& remembered) {
    batch.settings.sheet = static_cast<std::int64_t>(found.sheet);
    batch.settings.header_row = static_cast<std::int64_t>(found.layout.first_heading_row);
    batch.settings.columns.clear();
    for (std::size_t i = 0; i < found.columns.size(); ++i) {
        auto const& heading = found.layout.headings[i];
        std::string target = found.columns[i].target ? std::string(found.columns[i].target->key()) : "";
        if (auto const known = remembered.find(heading_key(vault, heading));
            known != remembered.end() && !heading.empty())
            target = known->second;
        batch.settings.columns.push_back({static_cast<std::int64_t>(i), heading, target});
    }
}

Result<void> read_batch(Tools const& tools, Batch& batch) {
    auto const file = TRY(tools.content.open(batch.sha256));
    auto const book = TRY(Book::open(file.path()));
    auto const found = TRY(detect(book, {.places = knowledge_of(tools.areas, batch.regency)}));
    auto const remembered = TRY(
        tools.db.read([&](Tx& tx) { return remembered_columns(tx, batch.regency, batch.settings.source); }));
    propose(tools.db.vault(), batch, found, remembered);
    batch.kind = name_of(found.kind());
    base::JsonWriter json(8'192);
    write_detection(json, book, found);
    batch.detection = json.take();
    // What is not recognised may still be a list: a person says so by naming its columns.
    bool const list = found.kind() == FileKind::businesses || found.kind() == FileKind::unknown;
    batch.state = list ? State::mapping : State::refused;
    if (found.kind() != FileKind::businesses) {
        batch.refusal = found.judgement.reason;
        base::JsonWriter params;
        params.object();
        for (auto const& [name, text] : found.judgement.params) params.field(name, text);
        params.end();
        batch.refusal_params = params.take();
    }
    return tools.db.write([&](Tx& tx) { return store_detection(tx, batch); });
}

Result<Batch> batch_of(Tools const& tools, jobs::Job const& job) {
    auto const regency = TRY(RegencyCode::parse(job.regency));
    auto const id = TRY(BatchId::parse(job.subject));
    return tools.db.read([&](Tx& tx) { return find_batch(tx, access::local_operator(), regency, id); });
}

/// Leaves the batch as failed or refused, with the key of why.
Result<void> give_up(Tools const& tools, Batch batch, base::Error const& why) {
    bool const refused = why.kind->http_status < 500;
    batch.state = refused ? State::refused : State::failed;
    batch.refusal = why.kind->key;
    base::JsonWriter params;
    params.object().field("detail", why.detail).end();
    batch.refusal_params = params.take();
    return tools.db.write([&](Tx& tx) { return store_detection(tx, batch); });
}

/// Commits; when the registry was written since the check, checks again first, and commits only if that
/// changed nothing of what was agreed to.
Result<void> commit_checked(Tools const& tools, jobs::Job const& job, jobs::Progress& progress) {
    for (;;) {
        auto const done = commit(tools, job, progress);
        if (done || done.error().kind != &error::changed_meanwhile) return done;
        auto batch = TRY(batch_of(tools, job));
        auto const agreed = batch.counts;
        TRY(check_batch(tools, batch, progress));
        if (batch.counts != agreed) {
            batch.refusal = error::changed_meanwhile.key;
            return tools.db.write([&](Tx& tx) { return store_detection(tx, batch); });
        }
        TRY(tools.db.write(
            [&](Tx& tx) { return set_state(tx, batch.regency, batch.id, State::committing); }));
    }
}

}  // namespace

Result<void> read_file(Tools const& tools, jobs::Job const& job, jobs::Progress& progress) {
    auto batch = TRY(batch_of(tools, job));
    if (batch.state != State::reading) return {};
    progress.begin("reading", batch.bytes);
    return read_batch(tools, batch);
}

Result<void> check(Tools const& tools, jobs::Job const& job, jobs::Progress& progress) {
    auto batch = TRY(batch_of(tools, job));
    if (batch.state != State::checking) return {};
    return check_batch(tools, batch, progress);
}

void register_jobs(jobs::Jobs& jobs, Tools const& tools) {
    auto const step = [&jobs, tools](std::string_view kind, auto body) {
        jobs.handle(std::string(kind),
                    [tools, body](jobs::Job const& job, jobs::Progress& progress) -> Result<void> {
                        auto const done = body(tools, job, progress);
                        if (done || progress.stopping()) return done;
                        TRY(give_up(tools, TRY(batch_of(tools, job)), done.error()));
                        return done;
                    });
    };
    step(job::read, read_file);
    step(job::check, check);
    step(job::commit, commit_checked);
    step(job::undo, undo);
}

}  // namespace bina::intake
