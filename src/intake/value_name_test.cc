#include "intake/value_fixture.h"

namespace bina::intake {
namespace {

using namespace fixture;
using registry::Field;
using registry::Value;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(PersonNameValue, TitlesAndDegreesAreTakenOffAndKept) {
    struct Expected {
        char const* written;
        char const* name;
        std::vector<std::string> titles;
    };
    for (auto const& [written, name, kept] : std::vector<Expected>{
             {"SITI AMINAH", "Siti Aminah", {}},
             {"siti aminah", "Siti Aminah", {}},
             {"H. Slamet Riyadi", "Slamet Riyadi", {"H."}},
             {"HJ SITI AMINAH, S.PD", "Siti Aminah", {"HJ", "S.PD"}},
             {"Drs. H. Budi Santoso, M.Si", "Budi Santoso", {"Drs.", "H.", "M.Si"}},
             {"H.Slamet", "Slamet", {"H."}},
             {"Budi Santoso S.E.", "Budi Santoso", {"S.E."}},
             {"Budi Santoso, SE, MM", "Budi Santoso", {"SE", "MM"}},
             {"Ibu Ngatini", "Ngatini", {"Ibu"}},
             {"Bpk. Joko", "Joko", {"Bpk."}},
             {"Rina S. Pd", "Rina", {"S.", "Pd"}},
             {"R. Soedarsono", "Soedarsono", {"R."}},
             {"Raden Sukmo", "Raden Sukmo", {}},
             {"M. Ali", "M. Ali", {}},
             {"Moh. Ali", "Moh. Ali", {}},
             {"Ahmad bin Umar", "Ahmad bin Umar", {}},
             {"AHMAD BIN UMAR", "Ahmad bin Umar", {}},
             {"Nur'aini", "Nur'aini", {}},
             {"NUR'AINI", "Nur'aini", {}},
             {"Ibu", "Ibu", {}},
             {"Siti Ma", "Siti Ma", {}},
         }) {
        auto const person = read_person(written);
        EXPECT_EQ(person.name, name) << written;
        EXPECT_EQ(person.titles, kept) << written;
    }
}

TEST(PersonNameValue, WhatElseAStatesAName) {
    EXPECT_TRUE(read_person("Alm. Karto").deceased);
    EXPECT_EQ(read_person("Alm. Karto").name, "Karto");
    EXPECT_TRUE(read_person("Karto (Alm)").deceased);
    EXPECT_EQ(read_person("Suparno (Een)").alias, "Een");
    EXPECT_EQ(read_person("Suparno als Een").alias, "Een");
    EXPECT_EQ(read_person("Suparno als Een").name, "Suparno");
    EXPECT_TRUE(read_person("Budi / Siti").several);
    EXPECT_TRUE(read_person("Budi & Siti").several);
    EXPECT_FALSE(read_person("Budi").several);
}

TEST(PersonNameValue, NotesInTheCell) {
    EXPECT_EQ(told(Field::owner_name, "HJ. SITI AMINAH"), "Siti Aminah name_titles");
    EXPECT_EQ(told(Field::owner_name, "1. Slamet"), "Slamet name_number");
    EXPECT_EQ(told(Field::owner_name, "Slamet 2"), "Slamet 2 name_digits");
    EXPECT_EQ(told(Field::owner_name, "Alm. Karto"), "Karto name_deceased");
    EXPECT_EQ(told(Field::owner_name, "Karto (Een)"), "Karto name_alias");
    EXPECT_EQ(told(Field::owner_name, "S"), "S name_short");
    EXPECT_EQ(told(Field::owner_name, "Budi & Siti"), "Budi & Siti name_several");
    EXPECT_EQ(told(Field::owner_name, "Slamet"), "Slamet");
    EXPECT_EQ(told(Field::owner_name, "tanpa nama"), "- placeholder");
}

TEST(BusinessNameValue, FormAndKindAreTold) {
    auto const one = read_business("UD. SUMBER REJEKI");
    EXPECT_EQ(one.name, "UD. Sumber Rejeki");
    EXPECT_EQ(one.core, "Sumber Rejeki");
    EXPECT_EQ(one.legal_form, "individual");
    EXPECT_FALSE(one.generic);

    auto const two = read_business("Warung Makan Bu Siti");
    EXPECT_EQ(two.core, "Bu Siti");
    EXPECT_EQ(two.legal_form, "");
    EXPECT_THAT(two.kind_words, ElementsAre("Warung", "Makan"));

    EXPECT_EQ(read_business("PT. Sekar Arum (Perorangan)").legal_form, "pt_individual");
    EXPECT_EQ(read_business("Barokah, CV").legal_form, "cv");
    EXPECT_EQ(read_business("Barokah, CV").core, "Barokah");
    EXPECT_EQ(read_business("Koperasi Serba Usaha Maju").legal_form, "cooperative");
    EXPECT_EQ(read_business("BUM Desa Makmur").core, "Makmur");
    EXPECT_EQ(read_business("Toko Kelontong").legal_form, "");
    EXPECT_TRUE(read_business("Toko Kelontong").generic);
    EXPECT_EQ(read_business("Toko Kelontong").core, "Toko Kelontong");
    EXPECT_EQ(read_business("RM. SEDERHANA").name, "RM. Sederhana");
    EXPECT_EQ(read_business("Een Production").core, "Een Production");
}

TEST(BusinessNameValue, NotesInTheCell) {
    auto const form = read(text("CV MAJU JAYA"), column(Field::business_name));
    EXPECT_THAT(form.values,
                ElementsAre(Value{Field::business_name, "CV Maju Jaya"}, Value{Field::legal_form, "cv"}));
    EXPECT_TRUE(form.has(finding::legal_form_in_name));
    EXPECT_EQ(told(Field::business_name, "Toko Kelontong"), "Toko Kelontong business_generic");
    EXPECT_EQ(told(Field::business_name, "belum ada"), "- placeholder");
    EXPECT_EQ(told(Field::business_name, "idem"), "- ditto");
    EXPECT_EQ(told(Field::business_name, "Batik Sekar"), "Batik Sekar");
}

TEST(TradeValue, FreeWordsNameATrade) {
    for (auto const& [words, trade] : std::vector<std::pair<char const*, char const*>>{
             {"KULINER", "food"},
             {"Kerajinan Batik", "craft"},
             {"Toko kelontong", "retail"},
             {"Warung sembako", "retail"},
             {"sembako", "retail"},
             {"jual ayam goreng", "food"},
             {"ternak ayam petelur", "farming"},
             {"Bengkel motor", "workshop"},
             {"Konveksi", "fashion"},
             {"penjahit", "fashion"},
             {"Batik tulis", "fashion"},
             {"es teh & es jeruk", "drink"},
             {"gado2", "food"},
             {"gado-gado", "food"},
             {"cuci motor", "workshop"},
             {"laundry kiloan", "service"},
             {"Mebel kayu jati", "manufacture"},
             {"ojek online", "transport"},
             {"makanan dan minuman", "food"},
             {"lain-lain", "other"},
             {"warung kopi", "drink"},
         }) {
        auto const guess = guess_trade(words);
        EXPECT_EQ(guess.trade, trade) << words;
        EXPECT_GE(guess.confidence, 60) << words;
    }
}

TEST(TradeValue, DoubtIsTold) {
    EXPECT_LT(guess_trade("warung").confidence, 60);
    EXPECT_LT(guess_trade("bakso dan konveksi").confidence, 60);
    EXPECT_EQ(guess_trade("qwerty").trade, "");
    auto const unknown = read(text("Qwerty"), column(Field::trade));
    EXPECT_TRUE(unknown.has(finding::trade_unknown));
    EXPECT_THAT(unknown.values, ElementsAre(Value{Field::activity, "Qwerty"}));
    EXPECT_EQ(told(Field::trade, "jualan"), "retail trade_unsure");
    EXPECT_THAT(read(text("Ternak lele"), column(Field::trade)).values,
                ElementsAre(Value{Field::trade, "farming"}, Value{Field::activity, "Ternak lele"}));
    EXPECT_EQ(told(Field::trade, "56101"), "food trade_of_kbli");
    EXPECT_EQ(read(text("56101"), column(Field::trade)).get(Field::kbli), "56101");
    EXPECT_THAT(read(text("sda"), column(Field::trade)).values, IsEmpty());
}

TEST(NamesValue, OwnerAndBusinessAreToldApart) {
    struct Expected {
        std::string_view written;
        std::string_view owner;
        std::string_view business;
    };
    for (auto const& [written, owner, business] : std::vector<Expected>{
             {"Sri Wahyuni / Warung Barokah", "Sri Wahyuni", "Warung Barokah"},
             {"WARUNG BAROKAH (HJ. SRI WAHYUNI)", "Sri Wahyuni", "Warung Barokah"},
             {"Sri Wahyuni - Barokah", "Sri Wahyuni", "Barokah"},
             {"Sri Wahyuni", "Sri Wahyuni", ""},
             {"Warung Barokah", "", "Warung Barokah"},
         }) {
        Reading reading;
        read_names(text(written), false, today, reading);
        EXPECT_EQ(reading.get(Field::owner_name), owner) << written;
        EXPECT_EQ(reading.get(Field::business_name), business) << written;
        EXPECT_EQ(reading.has(finding::names_split), !owner.empty() && !business.empty()) << written;
    }
    Reading reading;
    read_names(text("Barokah / Tari"), true, today, reading);  // as the heading has it
    EXPECT_EQ(reading.get(Field::owner_name), "Tari");
}

}  // namespace
}  // namespace bina::intake
