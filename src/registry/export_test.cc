#include "registry/export.h"

#include <gmock/gmock.h>
#include <libdeflate.h>

#include <fstream>

#include "audit/audit.h"
#include "registry/restriction.h"
#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using testing::AllOf, testing::Contains, testing::ElementsAre, testing::HasSubstr, testing::Not,
    testing::StartsWith;

namespace {

std::string contents(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The cells of a CSV file, as a spreadsheet reads them.
std::vector<std::vector<std::string>> cells_of(std::string_view csv) {
    std::vector<std::vector<std::string>> rows{{""}};
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        char const c = csv[i];
        if (c == '"' && quoted && i + 1 < csv.size() && csv[i + 1] == '"')
            rows.back().back() += csv[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ';' && !quoted)
            rows.back().emplace_back();
        else if (c == '\n' && !quoted)
            rows.push_back({""});
        else if (c != '\r' || quoted)
            rows.back().back() += c;
    }
    rows.pop_back();
    return rows;
}

std::size_t number(std::string_view bytes, std::size_t at, std::size_t length) {
    std::size_t value = 0;
    for (std::size_t i = length; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// One entry of a zip archive, found by its central directory.
std::string unzipped(std::string_view zip, std::string_view name) {
    for (auto at = zip.find("PK\1\2"); at != zip.npos; at = zip.find("PK\1\2", at + 4)) {
        auto const length = number(zip, at + 28, 2);
        if (zip.substr(at + 46, length) != name) continue;
        auto const local = number(zip, at + 42, 4);
        auto const data = local + 30 + number(zip, local + 26, 2) + number(zip, local + 28, 2);
        std::string text(number(zip, at + 24, 4), '\0');
        auto* const inflate = libdeflate_alloc_decompressor();
        auto const done = libdeflate_deflate_decompress(inflate, zip.data() + data, number(zip, at + 20, 4),
                                                        text.data(), text.size(), nullptr);
        libdeflate_free_decompressor(inflate);
        EXPECT_EQ(done, LIBDEFLATE_SUCCESS);
        return text;
    }
    return {};
}

/// The texts of a worksheet's cells, row by row.
std::vector<std::vector<std::string>> sheet_cells(std::string_view xml) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t at = 0; (at = xml.find('<', at)) != xml.npos; ++at) {
        auto const tag = xml.substr(at, 5);
        if (tag.starts_with("<row ")) rows.emplace_back();
        if (tag.starts_with("<t>") || tag.starts_with("<t x")) {
            auto const begin = xml.find('>', at) + 1;
            rows.back().emplace_back(xml.substr(begin, xml.find('<', begin) - begin));
        }
    }
    return rows;
}

}  // namespace

class ExportTest : public RegistryTest {
public:
    void SetUp() override {
        ASSERT_EQ(
            create({fact(1, "2024-01-01",
                         {{Field::business_name, "Warung \"Bu\" Siti; cabang é"},
                          {Field::owner_name, "Siti Aminah"},
                          {Field::nik, "3316095203870001"},
                          {Field::phone, "+628123456789"},
                          {Field::nib, "9120001234567"},
                          {Field::trade, "food"},
                          {Field::village, "3316051005"},
                          {Field::sales, "1000"},
                          {Field::kbli, "10794/2025"},
                          {Field::coached_by, "Dinas"}}),
                    fact(2, "2024-01-01", {{Field::business_name, "=HYPERLINK(\"http://x\")"}}),
                    fact(3, "2024-01-01", {{Field::business_name, "@Toko"}, {Field::status, "closed"}}),
                    fact(4, "2024-01-01", {{Field::business_name, "-5 Celcius"}, {Field::trade, "drink"}})}),
            nullptr);
        auto const answers = [&](int business, std::string const& agency) {
            db().write([&](storage::Tx& tx) {
                    return tx.run("UPDATE business SET responsible = $1 WHERE id = $2", agency,
                                  business_id(business));
                })
                .value();
        };
        answers(1, AgencyId::derive("agency", 1).text());
        answers(2, std::string(conflict));
    }
    std::string exported(ListQuery query, ExportFormat format = ExportFormat::csv) {
        query.regency = home;
        return contents_of({.query = query, .format = format, .reason = "rapat dinas"});
    }
    base::Result<std::unique_ptr<TemporaryFile>> written(Export const& wanted) {
        return read([&](storage::Tx& tx) -> base::Result<std::unique_ptr<TemporaryFile>> {
            ExportNames const names{area_name, TRY(agency_names(tx, home))};
            return export_businesses(tx, officer, wanted, names);
        });
    }
    std::string contents_of(Export const& wanted) {
        auto const file = written(wanted).value();
        path = file->path();
        return contents(path);
    }
    /// Exports and records it; why not, if it cannot be.
    base::ErrorKind const* taken(Export wanted) {
        wanted.query.regency = home;
        auto const file = written(wanted);
        if (!file) return file.error().kind;
        auto const done =
            db().write([&](storage::Tx& tx) { return record_export(tx, officer, wanted, (*file)->rows); });
        return done ? nullptr : done.error().kind;
    }
    std::string last_detail() {
        return read([&](storage::Tx& tx) {
                   return audit::events(tx, fixture::actor(access::Role::administrator, "3316"),
                                        {.regency = "3316", .event = "registry.exported"});
               })
            .value()
            .at(0)
            .detail;
    }
    std::vector<std::vector<std::string>> sheet(ListQuery const& query) {
        auto const xml = unzipped(exported(query, ExportFormat::xlsx), "xl/worksheets/sheet1.xml");
        EXPECT_THAT(xml, Not(HasSubstr("<f>"))) << "no formulas";
        return sheet_cells(xml);
    }
    std::filesystem::path path;  ///< Where the last export stood.
};

TEST_F(ExportTest, CsvOpensInASpreadsheetSetToIndonesian) {
    auto const csv = exported({});
    ASSERT_THAT(csv, StartsWith("\xEF\xBB\xBF\"ID\";"));
    auto const rows = cells_of(std::string_view(csv).substr(3));
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_THAT(rows[1], ElementsAre(business_id(1).text(), "Warung \"Bu\" Siti; cabang é", "Siti Aminah",
                                     "3316**********01", "'+62812****789", "9120001234567", "food", "micro",
                                     "claimed", "Balun", "Cepu", "Dinas", "10794", "2025", "Dinas Koperasi"));
    EXPECT_EQ(rows[2].back(), "Aturan bertentangan");
    EXPECT_EQ(rows[3].back(), "") << "nobody answers for it";
    EXPECT_EQ(rows[2][1], "'=HYPERLINK(\"http://x\")") << "shown, not run";
    EXPECT_EQ(rows[3][1], "'-5 Celcius");
    EXPECT_FALSE(std::filesystem::exists(path)) << "the file goes with its object";
}

TEST_F(ExportTest, XlsxHoldsTheSameAsText) {
    auto const rows = sheet({});
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[0][1], "Nama usaha");
    EXPECT_EQ(rows[1][0], business_id(1).text());
    EXPECT_EQ(rows[2][1], "=HYPERLINK(\"http://x\")");
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(ExportTest, NothingPersonalLeavesUnmasked) {
    auto const csv = cells_of(exported({})).at(1);
    EXPECT_THAT(csv, Contains("3316**********01"));
    EXPECT_THAT(csv, Contains("'+62812****789"));
    auto const xlsx = sheet({}).at(1);
    EXPECT_THAT(xlsx, Contains("3316**********01"));
    EXPECT_THAT(xlsx, Contains("+62812****789"));
    for (auto const& cells : {csv, xlsx}) {
        EXPECT_THAT(cells, Not(Contains(HasSubstr("3316095203870001"))));
        EXPECT_THAT(cells, Not(Contains(HasSubstr("8123456789"))));
    }
}

TEST_F(ExportTest, HoldsWhatTheListShows) {
    auto const rows = [&](ListQuery const& query) { return cells_of(exported(query)).size() - 1; };
    EXPECT_EQ(rows({}), 3U);
    EXPECT_EQ(rows({.status = "all"}), 4U);
    EXPECT_EQ(rows({.trade = "drink"}), 1U);
    EXPECT_EQ(rows({.text = "siti"}), 1U) << "a search too, not the whole registry";
    EXPECT_EQ(rows({.trade = "craft"}), 0U);
}

TEST_F(ExportTest, NobodyTakesAListOutWithoutPermissionAndReason) {
    EXPECT_EQ(taken({.reason = " "}), &error::purpose_missing);
    officer = fixture::actor(access::Role::administrator, "3317");
    EXPECT_EQ(taken({.reason = "rapat dinas"}), &access::denied) << "the neighbour";
    officer = fixture::actor(access::Role::enumerator, "3316");
    EXPECT_EQ(taken({.reason = "rapat dinas"}), &access::denied) << "a role that only looks";
}

TEST_F(ExportTest, InClearItLeavesOnlyWithWhoeverMayUnmaskAndIsRecordedAsSuch) {
    officer = fixture::actor(access::Role::province, "33");
    EXPECT_EQ(taken({.reason = "rapat dinas"}), nullptr);
    EXPECT_EQ(taken({.reason = "rapat dinas", .clear = true}), &access::denied) << "may export, not unmask";
    officer = fixture::actor(access::Role::operator_, "3316");
    EXPECT_EQ(taken({.reason = "penyaluran bantuan", .clear = true}), nullptr);
    EXPECT_EQ(last_detail(), R"({"reason":"penyaluran bantuan","status":"counted","rows":3,"clear":true})");
    auto const cells =
        cells_of(contents_of({.query = {.regency = home}, .reason = "bantuan", .clear = true}));
    EXPECT_EQ(cells.at(1).at(3), "3316095203870001");
    EXPECT_EQ(cells.at(1).at(4), "+628123456789") << "a number with its sign runs nothing";
}

TEST_F(ExportTest, WhoAskedThatHisDataBeUsedNoMoreLeavesWithoutIt) {
    db().write([&](storage::Tx& tx) { return restrict_business(tx, officer, home, business_id(1)); }).value();
    auto const csv = contents_of({.query = {.regency = home}, .reason = "bantuan", .clear = true});
    EXPECT_THAT(csv, AllOf(HasSubstr(business_id(1).text()), Not(HasSubstr("Siti"))));
    EXPECT_THAT(csv, AllOf(Not(HasSubstr("3316095203870001")), Not(HasSubstr("628123456789"))));
}

TEST_F(ExportTest, TheLogTellsWhichListAndWhyButNotWhoWasSearched) {
    Export const wanted{.query = {.text = "siti", .district = "331605", .trade = "food", .coached = true},
                        .reason = "rapat \"dinas\""};
    ASSERT_EQ(taken(wanted), nullptr);
    EXPECT_EQ(last_detail(), R"({"reason":"rapat \"dinas\"","status":"counted","rows":1,)"
                             R"("district":"331605","trade":"food","coached":true,"searched":true})");
    unsigned const nik = 1U << static_cast<unsigned>(Has::nik);
    unsigned const halal = 1U << static_cast<unsigned>(Has::halal);
    ASSERT_EQ(taken({.query = {.has = nik, .lacks = nik | halal}, .reason = "sosialisasi"}), nullptr);
    EXPECT_EQ(last_detail(), R"({"reason":"sosialisasi","status":"counted","rows":0,)"
                             R"("has":["nik"],"lacks":["nik","halal"]})");
}
