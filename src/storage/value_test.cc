#include <gmock/gmock.h>

#include <limits>

#include "fixture.h"
#include "storage/db.h"

// What goes into the store comes out of it unchanged, on both engines and by both ways of writing.
namespace bina::storage {
namespace {

using base::Result;
using testing::ElementsAre;

constexpr auto create = R"sql(
    CREATE TABLE thing (id BIGINT NOT NULL PRIMARY KEY, number BIGINT, text TEXT, bytes BYTEA))sql";
constexpr std::array<std::string_view, 4> columns{"id", "number", "text", "bytes"};

struct Thing {
    std::optional<std::int64_t> number;
    std::optional<std::string> text;
    std::optional<std::string> bytes;
    bool operator==(Thing const&) const = default;
};

std::vector<Thing> things() {
    std::string every_byte;
    for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
    return {
        {std::nullopt, std::nullopt, std::nullopt},
        {0, "", ""},
        {std::numeric_limits<std::int64_t>::min(), "Warung \"Bu Sri\" 'n co", every_byte},
        {std::numeric_limits<std::int64_t>::max(), "back\\slash \\N \\. \t tab \n line \r return", "\\x00"},
        {-1, "Toko Café 中文 🍜 ꦲꦏ꧀ꦱꦫ", std::string("\0\0", 2)},
        {1, "{1,2}", "\xFF\xFE"},
        {2, std::string(100'000, 'x'), std::string(100'000, '\0')},
    };
}

std::optional<Bytes> as_bytes(std::optional<std::string> const& data) {
    return data ? std::optional(Bytes{*data}) : std::nullopt;
}

Result<std::vector<Thing>> stored(Tx& tx) {
    return tx.rows("SELECT number, text, bytes FROM thing ORDER BY id", [](Row const& row) {
        auto const number = row.null(0) ? std::nullopt : std::optional(row.integer(0));
        auto const bytes = row.null(2) ? std::nullopt : std::optional(std::string(row.bytes(2)));
        return Thing{number, row.maybe<std::string>(1), bytes};
    });
}

class Value : public testing::Test {
protected:
    Value() {
        db.write([](Tx& tx) { return tx.script(create); }).value();
    }
    fixture::Store store;
    Db& db = store.db();
};

TEST_F(Value, ComesBackAsItWasInserted) {
    auto const wanted = things();
    db.write([&](Tx& tx) -> Result<void> {
          int id = 0;
          for (auto const& [number, text, bytes] : wanted)
              TRY(tx.run("INSERT INTO thing (id, number, text, bytes) VALUES ($1, $2, $3, $4)", ++id, number,
                         text, as_bytes(bytes)));
          return {};
      }).value();
    EXPECT_EQ(db.read(stored).value(), wanted);
}

TEST_F(Value, ComesBackAsItWasAppended) {
    auto const wanted = things();
    db.write([&](Tx& tx) {
          std::vector<Arg> rows;
          std::int64_t id = 0;
          for (auto const& [number, text, bytes] : wanted)
              for (auto const& arg : {Arg(++id), Arg(number), Arg(text), Arg(as_bytes(bytes))})
                  rows.push_back(arg);
          return tx.append("thing", columns, rows);
      }).value();
    EXPECT_EQ(db.read(stored).value(), wanted);
}

TEST_F(Value, AppendTakesManyRowsAndNone) {
    constexpr std::int64_t count = 20'000;  // Several pieces of COPY.
    db.write([&](Tx& tx) -> Result<void> {
          TRY(tx.append("thing", columns, {}));
          std::vector<Arg> rows;
          for (std::int64_t id = 0; id < count; ++id)
              for (auto const& arg : {Arg(id), Arg(id * 2), Arg("Jalan Pemuda nomor"), Arg(nullptr)})
                  rows.push_back(arg);
          return tx.append("thing", columns, rows);
      }).value();
    auto const total = db.read([](Tx& tx) {
        return tx.first("SELECT count(*), sum(number) FROM thing",
                        [](Row const& row) { return std::pair(row.integer(0), row.integer(1)); });
    });
    EXPECT_EQ(total.value(), std::pair(count, count * (count - 1)));
}

TEST_F(Value, ComparesInTheStoreAsItWasGiven) {
    db.write([](Tx& tx) {
          return tx.run("INSERT INTO thing (id, number, text, bytes) VALUES (1, $1, $2, $3)", 5, "Bu Sri",
                        Bytes{std::string_view("\0\x01", 2)});
      }).value();
    auto const finds = [&](std::string_view where, auto const& arg) {
        return db
            .read([&](Tx& tx) {
                return tx.first(
                    "SELECT 1 FROM thing WHERE " + std::string(where), [](Row const&) { return true; }, arg);
            })
            .value()
            .has_value();
    };
    EXPECT_TRUE(finds("number = $1", 5));
    EXPECT_TRUE(finds("text = $1", "Bu Sri"));
    EXPECT_FALSE(finds("text = $1", "bu sri"));
    EXPECT_TRUE(finds("bytes = $1", (Bytes{std::string_view("\0\x01", 2)})));
    EXPECT_FALSE(finds("bytes = $1", (Bytes{std::string_view("\0", 1)})));
}

TEST_F(Value, TypesOfTheDomainComeBack) {
    auto const day = base::Day::parse("2023-12-31").value();
    auto const money = base::Money::rupiah(base::Money::max_rupiah);
    auto const code = base::AreaCode::parse("331609").value();
    db.write([&](Tx& tx) -> Result<void> {
          TRY(tx.run("INSERT INTO thing (id, number, text) VALUES (1, $1, $2)", money, day));
          TRY(tx.run("INSERT INTO thing (id, number, text) VALUES (2, $1, $2)", tx.now(), code));
          TRY(tx.run("INSERT INTO thing (id, number, text) VALUES (3, $1, $2)",
                     std::optional<base::Instant>{}, std::optional<base::Day>{}));
          return {};
      }).value();
    db.read([&](Tx& tx) -> Result<void> {
          TRY(tx.each("SELECT number, text FROM thing WHERE id = 1", [&](Row const& row) {
              EXPECT_EQ(row.get<base::Money>(0), money);
              EXPECT_EQ(row.get<base::Day>(1), day);
          }));
          TRY(tx.each("SELECT number, text FROM thing WHERE id = 2", [&](Row const& row) {
              EXPECT_EQ(row.get<base::Instant>(0), tx.now());
              EXPECT_EQ(row.get<base::AreaCode>(1), code);
          }));
          return tx.each("SELECT number, text FROM thing WHERE id = 3", [&](Row const& row) {
              EXPECT_EQ(row.maybe<base::Instant>(0), std::nullopt);
              EXPECT_EQ(row.maybe<base::Day>(1), std::nullopt);
          });
      }).value();
}

TEST_F(Value, ThatItsTypeRefusesIsDamage) {
    db.write([](Tx& tx) {
          return tx.run("INSERT INTO thing (id, number, text) VALUES (1, -1, $1)", "3316091234567890");
      }).value();
    auto const read_as = [&](auto read) {
        return [&, read] {
            (void)db.read([&](Tx& tx) { return tx.rows("SELECT number, text FROM thing", read); });
        };
    };
    EXPECT_THROW(read_as([](Row const& row) { return row.get<base::Money>(0); })(), Damage);
    EXPECT_THROW(read_as([](Row const& row) { return row.get<base::AreaCode>(1); })(), Damage);
    // What was thrown away in the middle of a read leaves a reader that works.
    for (int i = 0; i < 8; ++i) EXPECT_TRUE(db.read(stored));
}

TEST_F(Value, ZeroByteInTextIsRefusedOnBothEngines) {
    std::string_view const text("Bu\0Sri", 6);
    auto const run =
        db.write([&](Tx& tx) { return tx.run("INSERT INTO thing (id, text) VALUES (1, $1)", text); });
    EXPECT_EQ(run.error().kind, &error::failed);
    std::array<Arg, 4> const row{Arg(1), Arg(nullptr), Arg(text), Arg(nullptr)};
    auto const append = db.write([&](Tx& tx) { return tx.append("thing", columns, row); });
    EXPECT_EQ(append.error().kind, &error::failed);
    EXPECT_THAT(db.read(stored).value(), ElementsAre());
}

}  // namespace
}  // namespace bina::storage
