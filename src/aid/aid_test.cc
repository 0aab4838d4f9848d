#include <fmt/format.h>
#include <gmock/gmock.h>

#include "aid/check.h"
#include "aid/http.h"
#include "intake/pipeline_fixture.h"
#include "site.h"

namespace bina::aid {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Aid lists of Blora, taken in as files and checked.
class Aid : public intake::fixture::Pipeline {
protected:
    Aid() {
        register_jobs(m_jobs, {m_store.db()});
        site.actor = person(1);
    }
    static access::Actor person(int number) {
        auto actor = bina::fixture::actor(access::Role::operator_, "3316");
        actor.id =
            access::AccountId::parse(fmt::format("000000000000700080000000000000{:02}", number)).value();
        actor.name = fmt::format("Petugas {}", number);
        return actor;
    }
    static constexpr std::string_view heading = "NAMA;NIK;NAMA USAHA;DESA;KECAMATAN\n";
    static std::string row(std::string_view name, std::string_view nik) {
        return fmt::format("{};{};Usaha {};Beran;Blora\n", name, nik, name);
    }
    std::string made(std::string const& rows, std::string_view kind, std::string_view name,
                     bool twice = false) {
        auto const batch = check_list(std::string(heading) + rows);
        EXPECT_EQ(batch.state, intake::State::checked) << batch.refusal;
        auto id = base::new_id_text(bina::fixture::clock());
        auto const got =
            site.put(at(id), fmt::format(R"({{"batch":"{}","kind":"{}","name":"{}","twice":{}}})",
                                         batch.id.text(), kind, name, twice));
        EXPECT_EQ(got.status, 202) << got.body;
        run();
        return id;
    }
    static std::string at(std::string const& id, std::string_view rest = {}) {
        return "/api/v1/aid-lists/3316/" + id + std::string(rest);
    }
    /// Rows found by each check, in its order.
    std::string found(std::string const& id) {
        std::string text;
        for (int i = 0; i < 5; ++i) text += site.get(at(id)).at(fmt::format("/checks/{}/rows", i)) + ' ';
        return text;
    }
    std::string judge(std::string const& id, std::string_view check, int row, std::string_view verdict) {
        auto const got = site.put(at(id, fmt::format("/findings/{}/{}", check, row)),
                                  fmt::format(R"({{"verdict":"{}","reason":"sudah diperiksa"}})", verdict));
        return got.status == 200 ? "200" : got.problem();
    }

    fixture::Site site{routes({m_store.db(), m_jobs})};
};

constexpr auto siti = "3316095203870001";
constexpr auto budi = "3316091204850002";
constexpr auto tini = "3316094508790003";

TEST_F(Aid, NamedChecksCountRowsAndTellWhy) {
    take_in(std::string(heading) + row("WARSITO HADI", tini));
    made(row("SITI AMINAH", siti), "exclusion", "ASN Kabupaten Blora");
    auto const list =
        made(row("SITI AMINAH", siti) + row("BUDI SANTOSO", budi) + row("JOKO PRABOWO", budi) +
                 row("TINI LESTARI", tini) + row("DARMI", "1111111111111111") + row("KASMI", ""),
             "recipients", "BPUM 2026");
    EXPECT_EQ(found(list), "2 2 3 1 0 ");
    auto const got = site.get(at(list));
    EXPECT_EQ(got.at("/rows"), "6");
    EXPECT_EQ(got.at("/without_nik"), "2");

    auto const twice = site.get(at(list, "/findings?check=nik_twice"));
    EXPECT_EQ(twice.at("/items/0/row"), "3");
    EXPECT_EQ(twice.at("/items/0/with/row"), "4");
    EXPECT_EQ(twice.at("/items/1/with/row"), "3");
    EXPECT_THAT(twice.body, Not(HasSubstr(budi)));
    auto const implausible = site.get(at(list, "/findings?check=nik_implausible"));
    EXPECT_THAT(implausible.at("/items/0/why"), HasSubstr("nik_dummy"));
    EXPECT_EQ(implausible.at("/items/1/why"), R"("aid.nik_missing")");
    auto const excluded = site.get(at(list, "/findings?check=excluded"));
    EXPECT_EQ(excluded.at("/items/0/with/name"), R"("ASN Kabupaten Blora")");
    auto const names = site.get(at(list, "/findings?check=name_differs"));
    EXPECT_EQ(names.at("/items/2/business/values/0/text"), R"("Warsito Hadi")");
}

TEST_F(Aid, SpellingsOfOneNameAreNoOtherName) {
    auto const list =
        made(row("SITI AMINAH", siti) + row("Hj. Sitti Aminah, S.Pd", siti), "recipients", "BPUM");
    EXPECT_EQ(found(list), "2 0 0 0 0 ");
}

TEST_F(Aid, ASignedListHasNoOpenFindingAndAnotherProgrammeSeesIt) {
    auto const first = made(row("SITI AMINAH", siti) + row("BUDI SANTOSO", budi) + row("BUDI SANTOSO", budi),
                            "recipients", "BPUM 2025");
    site.actor = person(2);
    EXPECT_EQ(site.post(at(first, "/sign"), "").problem(), R"("aid.findings_open")");
    EXPECT_EQ(judge(first, "nik_twice", 3, "keep"), "200");
    EXPECT_EQ(judge(first, "nik_twice", 4, "drop"), "200");
    EXPECT_EQ(judge(first, "nik_twice", 4, "keep"), R"("aid.judged")");
    EXPECT_EQ(judge(first, "nik_twice", 2, "keep"), R"("aid.finding_not_found")");
    site.actor = person(1);
    EXPECT_EQ(site.post(at(first, "/sign"), "").problem(), R"("aid.own_list")");
    site.actor = person(2);
    auto const signed_list = site.post(at(first, "/sign"), "");
    EXPECT_EQ(signed_list.at("/state"), R"("signed")");
    EXPECT_EQ(signed_list.at("/dropped"), "1");
    EXPECT_EQ(judge(first, "nik_twice", 3, "drop"), R"("aid.not_open")");

    // The same programme again is no other one.
    auto const next =
        made(row("SITI AMINAH", siti) + row("TINI LESTARI", tini), "recipients", "Bantuan Modal");
    EXPECT_EQ(found(next), "0 0 0 0 1 ");
    auto const again = made(row("SITI  AMINAH", siti), "recipients", "BPUM 2025");
    EXPECT_EQ(found(again), "0 0 0 0 0 ");
    EXPECT_EQ(site.post(at(first, "/withdraw"), "").status, 200);
    EXPECT_EQ(site.post(at(next, "/check"), "").status, 202);
    run();
    EXPECT_EQ(found(next), "0 0 0 0 0 ");
}

TEST_F(Aid, WhatItsCheckHasNotSeenIsNotSigned) {
    auto const list = made(row("SITI AMINAH", siti), "recipients", "BPUM 2026");
    auto const is_later = [&](std::string_view id) {
        return m_store.db().write([&](storage::Tx& tx) {
            return tx.run("UPDATE aid_list SET checked_at = checked_at + 1 WHERE id = $1", id);
        });
    };
    EXPECT_EQ(site.get(at(list)).at("/checks/3/lists"), "0") << "no finding, for there is nothing to compare";
    EXPECT_EQ(site.get(at(list)).at("/checks/0/lists"), "null");
    ASSERT_TRUE(is_later(made(row("SITI AMINAH", siti), "exclusion", "ASN Kabupaten Blora")));
    EXPECT_EQ(site.get(at(list)).at("/checks/3/lists"), "1");
    site.actor = person(2);
    EXPECT_EQ(site.post(at(list, "/sign"), "").problem(), R"("aid.stale_check")");
    EXPECT_EQ(site.post(at(list, "/check"), "").status, 202);
    run();
    ASSERT_TRUE(is_later(list));
    EXPECT_EQ(site.post(at(list, "/sign"), "").problem(), R"("aid.findings_open")");
    EXPECT_EQ(judge(list, "excluded", 2, "drop"), "200");
    EXPECT_EQ(site.post(at(list, "/sign"), "").at("/dropped"), "1");
}

TEST_F(Aid, ACheckThatFailedCanBeAskedForAgainAndIsNotSigned) {
    auto const list = made(row("SITI AMINAH", siti), "recipients", "BPUM 2026");
    tear_rows();
    EXPECT_EQ(site.post(at(list, "/check"), "").status, 202);
    run();
    site.actor = person(2);
    EXPECT_EQ(site.get(at(list)).at("/state"), R"("open")");
    EXPECT_EQ(site.get(at(list)).at("/checked_at"), "null");
    EXPECT_EQ(site.post(at(list, "/sign"), "").problem(), R"("aid.stale_check")");
    mend_rows();
    EXPECT_EQ(site.post(at(list, "/check"), "").status, 202);
    run();
    EXPECT_EQ(site.post(at(list, "/sign"), "").at("/state"), R"("signed")");
}

TEST_F(Aid, TwoPersonsJudgeAPaymentListWithoutSeeingEachOther) {
    auto const list =
        made(row("BUDI SANTOSO", budi) + row("BUDI SANTOSO", budi), "recipients", "BLT 2026", true);
    EXPECT_EQ(judge(list, "nik_twice", 2, "keep"), "200");
    EXPECT_EQ(judge(list, "nik_twice", 2, "keep"), R"("aid.judged")");
    EXPECT_EQ(judge(list, "nik_twice", 3, "drop"), "200");
    site.actor = person(2);
    auto const blind = site.get(at(list, "/findings?check=nik_twice"));
    EXPECT_EQ(blind.at("/items/0/first"), R"("")");
    EXPECT_EQ(blind.at("/items/0/judges"), "1");
    EXPECT_THAT(blind.body, Not(HasSubstr("sudah diperiksa")));
    EXPECT_EQ(judge(list, "nik_twice", 2, "keep"), "200");
    EXPECT_EQ(judge(list, "nik_twice", 3, "keep"), "200");
    EXPECT_EQ(site.get(at(list)).at("/checks/0/open"), "1");
    EXPECT_EQ(site.get(at(list)).at("/checks/0/mine"), "0");
    site.actor = person(3);
    EXPECT_EQ(judge(list, "nik_twice", 3, "drop"), "200");
    EXPECT_EQ(site.get(at(list)).at("/checks/0/open"), "0");
    auto const done = site.get(at(list, "/findings?check=nik_twice&state=done"));
    EXPECT_EQ(done.at("/items/1/final"), R"("drop")");
    EXPECT_THAT(done.at("/items/1/note"), HasSubstr("Petugas 2: sudah diperiksa"));
    // A further check keeps what was judged.
    EXPECT_EQ(site.post(at(list, "/check"), "").status, 202);
    run();
    EXPECT_EQ(site.get(at(list)).at("/checks/0/open"), "0");
    EXPECT_EQ(site.post(at(list, "/sign"), "").at("/dropped"), "1");
}

TEST_F(Aid, AFileIsOneListAndOfTheWholeRegency) {
    auto const batch = check_list(std::string(heading) + row("SITI AMINAH", siti));
    auto const body = fmt::format(R"({{"batch":"{}","kind":"exclusion","name":"ASN"}})", batch.id.text());
    auto const id = base::new_id_text(bina::fixture::clock());
    EXPECT_EQ(site.put(at(id), body).status, 202);
    EXPECT_EQ(site.put(at(id), body).status, 202);
    EXPECT_EQ(site.put(at(base::new_id_text(bina::fixture::clock())), body).problem(), R"("aid.batch_used")");
    run();
    EXPECT_EQ(site.post(at(id, "/sign"), "").problem(), R"("aid.no_recipients")");
    auto const other = receive_list(std::string(heading) + row("TINI", tini));
    EXPECT_EQ(site.put(at(base::new_id_text(bina::fixture::clock())),
                       fmt::format(R"({{"batch":"{}","kind":"recipients","name":"BLT"}})", other.id.text()))
                  .problem(),
              R"("aid.batch_not_checked")");
    EXPECT_EQ(site.get("/api/v1/aid-lists?regency=3316").at("/items/0/name"), R"("ASN")");
    site.actor = bina::fixture::actor(access::Role::operator_, "331609");
    EXPECT_EQ(site.get(at(id)).problem(), R"("access.denied")");
}

}  // namespace
}  // namespace bina::aid
