#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "linkage/edit_distance.h"
#include "linkage/sample.h"
#include "linkage/spelling.h"

// The phone says of a name found on the way whether it may stand in its pack already, by these same rules:
// web/test/field/names.test.ts reads the same vectors.

namespace bina::linkage {
namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> vectors(std::string const& kind) {
    std::ifstream file(SOURCE_DIR "/tests/vectors/names.tsv");
    std::vector<Cells> rows;
    for (std::string line; std::getline(file, line);) {
        Cells cells;
        std::istringstream parts(line);
        for (std::string cell; std::getline(parts, cell, '\t');) cells.push_back(cell);
        if (cells.empty() || cells.front() != kind) continue;
        cells.resize(8);
        rows.push_back(std::move(cells));
    }
    EXPECT_FALSE(rows.empty()) << kind;
    return rows;
}

std::string spaced(std::vector<std::string> const& words) {
    std::string all;
    for (auto const& word : words) all += (all.empty() ? "" : " ") + word;
    return all;
}
std::string yes(bool value) {
    return value ? "yes" : "";
}

TEST(NameVectors, OwnersAreTakenApart) {
    for (auto const& row : vectors("owner")) {
        auto const name = parse_owner(row[1]);
        EXPECT_EQ((Cells{spaced(name.words), spaced(name.titles), spaced(name.alias), name.father,
                         yes(name.muhammad)}),
                  Cells(row.begin() + 2, row.begin() + 7))
            << row[1];
    }
}

TEST(NameVectors, BusinessesAreTakenApart) {
    for (auto const& row : vectors("business")) {
        auto const name = parse_business(row[1]);
        EXPECT_EQ(
            (Cells{spaced(name.words), spaced(name.kind_words), spaced(name.legal), yes(name.names_person)}),
            Cells(row.begin() + 2, row.begin() + 6))
            << row[1];
    }
}

TEST(NameVectors, WordsSoundAlike) {
    for (auto const& row : vectors("spelling")) {
        EXPECT_EQ(spelling_key(row[1], Reading::modern), row[2]) << row[1];
        EXPECT_EQ(spelling_key(row[1], Reading::old), row[3]) << row[1];
    }
    for (auto const& row : vectors("edits"))
        EXPECT_EQ(edit_distance(row[1], row[2], std::stoi(row[3])), std::stoi(row[4])) << row[1] << row[2];
}

/// The level at which two records agree in a part, without the part's own name.
std::string level(Part part, sample::Entry const& a, sample::Entry const& b) {
    Index index;
    Model const model;
    auto const found =
        compare(index, model, sample::encode(index, a), sample::encode(index, b), {}).level(part);
    if (!found) return "none";
    auto const key = info(*found).key;
    return std::string(key.substr(key.find('.') + 1));
}

TEST(NameVectors, NamesAgreeAtTheSameLevels) {
    for (auto const& row : vectors("owners"))
        EXPECT_EQ(level(Part::owner, {.owner_name = row[1]}, {.owner_name = row[2]}), row[3])
            << row[1] << ", " << row[2];
    for (auto const& row : vectors("businesses"))
        EXPECT_EQ(level(Part::business, {.business_name = row[1]}, {.business_name = row[2]}), row[3])
            << row[1] << ", " << row[2];
}

}  // namespace
}  // namespace bina::linkage
