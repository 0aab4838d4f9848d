#pragma once
#include <gtest/gtest.h>

#include <fstream>

#include "areas/embedded.h"
#include "fixture.h"
#include "intake/check.h"
#include "intake/pair.h"
#include "registry/check.h"
#include "registry/list.h"
#include "registry/tally.h"

namespace bina::intake::fixture {

using namespace bina::fixture;

/// A store with everything that takes files in, and a clerk of Blora.
class Pipeline : public testing::Test {
protected:
    Pipeline()
        : m_rules(m_store.db().read([](storage::Tx& tx) { return registry::ClassRules::load(tx); }).value()),
          m_areas(areas::embedded_table()),
          m_content(m_store.folder() / "files", m_store.db().vault()),
          m_jobs(m_store.db()) {
        register_jobs(m_jobs, {m_store.db(), m_rules, m_content, m_areas});
    }

    template <class Body>
    auto read(Body body) {
        return m_store.db().read([&](storage::Tx& tx) { return body(tx); }).value();
    }
    template <class Body>
    auto write(Body body) {
        return m_store.db().write([&](storage::Tx& tx) { return body(tx); });
    }

    Batch find(BatchId const& id) {
        return read([&](storage::Tx& tx) { return find_batch(tx, m_clerk, m_regency, id); });
    }
    void run() { ASSERT_TRUE(m_jobs.run_waiting()); }
    void run_script(std::string const& sql) {
        ASSERT_TRUE(write([&](storage::Tx& tx) { return tx.script(sql); }));
    }

    /// Hands a list over and lets it be read.
    Batch receive_list(std::string const& text, std::string const& name = "daftar.csv") {
        advance(1'000);
        auto const file = m_store.folder() / name;
        std::ofstream(file, std::ios::binary) << text;
        Batch batch{
            .id = BatchId::make(clock()), .regency = m_regency, .file = name, .sha256 = digest(file).value()};
        batch.settings.source = "Daftar uji";
        batch.settings.as_of = base::Day::parse("2025-12-31").value();
        m_content.keep(file, batch.sha256).value();
        EXPECT_TRUE(write([&](storage::Tx& tx) { return receive(tx, m_clerk, batch); }));
        run();
        return find(batch.id);
    }
    Batch check_list(std::string const& text, std::string const& period = "year") {
        auto batch = receive_list(text);
        EXPECT_EQ(batch.state, State::mapping) << batch.refusal;
        batch.settings.sales_period = period;
        EXPECT_TRUE(
            write([&](storage::Tx& tx) { return choose(tx, m_clerk, m_regency, batch.id, batch.settings); }));
        run();
        return find(batch.id);
    }
    Batch take_in(std::string const& text) {
        auto const batch = check_list(text);
        EXPECT_EQ(batch.state, State::checked) << batch.refusal;
        EXPECT_TRUE(write([&](storage::Tx& tx) { return ask_commit(tx, m_clerk, m_regency, batch.id); }));
        run();
        return find(batch.id);
    }
    /// Lets the rows of all lists be unreadable, as after a failing disk, and mends them.
    void tear_rows() {
        run_script(
            "CREATE TABLE kept AS SELECT regency, batch, row_number, body FROM batch_row;"
            "UPDATE batch_row SET body = bytes FROM (SELECT CAST('torn' AS BYTEA) AS bytes) AS torn");
    }
    void mend_rows() {
        run_script(
            "UPDATE batch_row SET body = kept.body FROM kept WHERE kept.regency = batch_row.regency"
            " AND kept.batch = batch_row.batch AND kept.row_number = batch_row.row_number;"
            "DROP TABLE kept");
    }
    Batch undo_list(BatchId const& id) {
        EXPECT_TRUE(write([&](storage::Tx& tx) { return ask_undo(tx, m_clerk, m_regency, id); }));
        run();
        return find(id);
    }

    /// Verdict of a row, and its reason.
    std::string verdict(Batch const& batch, std::int64_t row) {
        auto const found = read([&](storage::Tx& tx) { return find_row(tx, m_regency, batch.id, row); });
        if (!found) return "none";
        auto text = std::string(name_of(found->verdict));
        return found->reason.empty() ? text : text + " " + found->reason;
    }
    /// What became of a cell: "field=value …" and ", key severity" of each remark. Columns count from 0.
    std::string fate(Batch const& batch, std::int64_t row, std::int64_t column) {
        static constexpr std::array<std::string_view, 4> severities{"ok", "info", "warning", "error"};
        auto const found = read([&](storage::Tx& tx) { return find_row(tx, m_regency, batch.id, row); });
        if (!found) return "none";
        std::string text;
        for (auto const& said : found->values)
            if (said.column == column)
                text += (text.empty() ? "" : " ") + std::string(registry::info(said.value.field).key) + "=" +
                        said.value.text;
        for (auto const& remark : found->remarks)
            if (remark.column == column)
                text += (text.empty() ? "" : ", ") + remark.key + " " +
                        std::string(severities[static_cast<std::size_t>(remark.severity)]);
        return text;
    }

    std::int64_t counted() {
        auto const day = base::Day::parse("2025-12-31").value();
        return read([&](storage::Tx& tx) {
            return registry::tally_of(tx, m_regency, m_regency.text(), day);
        })[registry::tally_counted];
    }
    std::vector<std::string> names() {
        auto const page = read([&](storage::Tx& tx) {
            return registry::list_businesses(tx, m_clerk, {.regency = m_regency, .status = "all"});
        });
        std::vector<std::string> all;
        for (auto const& item : page.items) all.push_back(item.name);
        return all;
    }
    void expect_sound() {
        auto const check =
            read([&](storage::Tx& tx) { return registry::check_registry(tx, m_rules, m_regency); });
        EXPECT_TRUE(check.good()) << "rows " << check.wrong_rows << ", tallies " << check.wrong_tallies;
    }

    Store m_store;
    registry::ClassRules m_rules;
    areas::Directory m_areas;
    Content m_content;
    jobs::Jobs m_jobs;
    RegencyCode m_regency = RegencyCode::parse("3316").value();
    access::Actor m_clerk = actor(access::Role::operator_, "3316");
};

}  // namespace bina::intake::fixture
