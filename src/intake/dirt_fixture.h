#pragma once
#include "intake/book_fixture.h"
#include "intake/pipeline_fixture.h"

namespace bina::intake::fixture {

/// Lists as offices send them, played through a store.
class Dirt : public Pipeline {
protected:
    /// A list of one column of interest beside what makes rows businesses; fates of that column, row by row.
    std::vector<std::string> fates(std::string const& heading, std::vector<std::string> const& cells,
                                   std::string const& period = "year") {
        std::string list = "NAMA PEMILIK;NAMA USAHA;DESA;KECAMATAN;" + heading + "\n";
        for (std::size_t i = 0; i < cells.size(); ++i)
            list += owners.at(i % owners.size()) + ";Usaha " + std::to_string(i) + ";Beran;Blora;" +
                    cells[i] + "\n";
        m_batch = check_list(list, period);
        std::vector<std::string> all;
        for (std::size_t i = 0; i < cells.size(); ++i)
            all.push_back(fate(m_batch, static_cast<std::int64_t>(i) + 2, 4));
        return all;
    }
    void expect_fates(std::string const& heading,
                      std::vector<std::pair<std::string, std::string>> const& cases,
                      std::string const& period = "year") {
        std::vector<std::string> cells;
        for (auto const& [cell, expected] : cases) cells.push_back(cell);
        auto const found = fates(heading, cells, period);
        for (std::size_t i = 0; i < cases.size(); ++i) EXPECT_EQ(found[i], cases[i].second) << cases[i].first;
        EXPECT_EQ(m_batch.counts[Verdict::rejected], 0) << "no cell costs its row";
    }

    /// Name of the village that a row was found to be in.
    std::string village_of(Batch const& batch, std::int64_t row) {
        auto const found = read([&](storage::Tx& tx) { return find_row(tx, m_regency, batch.id, row); });
        auto const statement = found->statement();
        auto const* const area = m_areas.find(registry::get(statement, registry::Field::village));
        return area == nullptr ? "" : std::string(area->name);
    }

    Batch m_batch;
    std::vector<std::string> const owners{"Siti Aminah", "Bambang Sutrisno", "Darmi",
                                          "Sumarni",     "Karno Wibowo",     "Tarmi",
                                          "Suparjo",     "Endang Lestari"};
};

}  // namespace bina::intake::fixture
