#include "cli/demo/campaign.h"

#include <fmt/format.h>

#include "access/account.h"
#include "base/duration.h"
#include "base/zone.h"
#include "census/review.h"
#include "cli/demo/draw.h"

namespace bina::cli::demo {
namespace {

using access::Actor;
using base::Result;
using census::CampaignId;
using census::Said;
using census::SentVisit;
using census::Target;
using storage::Tx;

constexpr std::string_view regency_code = "3316";
constexpr std::array<std::string_view, 3> villages{"3316091006", "3316091011", "3316091012"};
constexpr std::uint64_t seed = 33'16;
constexpr std::size_t enumerators = 3;
constexpr int visited_permille = 560;
constexpr std::int32_t days_gone = 21;
constexpr std::int32_t days_left = 24;

struct Way {
    std::string_view outcome;
    int permille;  ///< Of a thousand visits so many end so.
    std::string_view note;
};
constexpr std::array<Way, 9> ways{{
    {"found", 660, ""},
    {"temporarily_closed", 60, "Buka lagi setelah panen."},
    {"closed", 80, "Kios sudah kosong, kata tetangga sejak tahun lalu."},
    {"moved_away", 40, "Pindah ke kabupaten lain ikut anak."},
    {"not_a_business", 50, "Hanya menjahit untuk keluarga sendiri."},
    {"deceased", 20, "Pemilik meninggal, tidak ada yang meneruskan."},
    {"refused", 50, "Tidak bersedia, minta surat dari kelurahan."},
    {"not_found", 30, "Rumah terkunci."},
    {"unreachable", 10, "Jalan terputus banjir."},
}};

struct Plan {
    base::RegencyCode regency;
    CampaignId id;
    base::Day today;
    std::int64_t questionnaire_version = 0;
    std::vector<Actor> team;
};

Result<std::vector<Actor>> make_team(Workshop& shop, std::string_view password) {
    constexpr std::array<std::string_view, enumerators> names{"Siti Contoh", "Joko Contoh", "Wati Contoh"};
    std::vector<Actor> team;
    for (std::size_t i = 0; i < enumerators; ++i) {
        access::Account const account{.id = access::AccountId::derive("demo enumerator", i),
                                      .username = fmt::format("pendata{}", i + 1),
                                      .name = std::string(names[i]),
                                      .grants = {{access::Role::enumerator, std::string(regency_code)}}};
        TRY(shop.store.db->write(
            [&](Tx& tx) { return access::put_account(tx, access::local_operator(), account, password); }));
        team.push_back({.id = account.id, .name = account.name, .grants = account.grants});
    }
    return team;
}

Result<void> plan_campaign(Workshop& shop, census::Questionnaires& questionnaires, Plan& plan) {
    auto& db = *shop.store.db;
    auto const& actor = access::local_operator();
    TRY(db.write([&](Tx& tx) -> Result<void> {
        auto const questionnaire = TRY(census::publish_default(tx, actor, plan.regency));
        plan.questionnaire_version = questionnaire.version;
        census::Campaign const campaign{.id = plan.id,
                                        .regency = plan.regency,
                                        .name = "Pendataan kota Blora (contoh)",
                                        .target = 250,
                                        .from = base::Day::from_number(plan.today.number() - days_gone),
                                        .until = base::Day::from_number(plan.today.number() + days_left),
                                        .areas = {villages.begin(), villages.end()},
                                        .statuses = {"claimed", "found", "verified"},
                                        .per_enumerator = 60,
                                        .honorarium = base::Money::rupiah(15'000),
                                        .cost = base::Money::rupiah(12'000'000),
                                        .questionnaire = questionnaire.id,
                                        .questionnaire_version = questionnaire.version};
        TRY(census::put_campaign(tx, actor, questionnaires, campaign, std::nullopt));
        return census::ask_prelist(tx, actor, plan.regency, plan.id);
    }));
    TRY(shop.jobs.run_waiting());
    return db.write([&](Tx& tx) -> Result<void> {
        auto const now = TRY(census::find_campaign(tx, actor, plan.regency, plan.id));
        return census::move_to(tx, actor, plan.regency, plan.id, census::State::running, now.version);
    });
}

void answer(Said& said, Draw& draw, Target const& target, bool same_as_always) {
    auto const say = [&](std::string_view question, std::string value) {
        said[fmt::format("answer.{}", question)] = std::move(value);
    };
    auto const men = same_as_always ? 1 : draw.between(1, 3);
    auto const women = same_as_always ? 1 : draw.between(0, 3);
    bool const food = same_as_always || draw.chance(600);
    say("owner_name", target.address.owner.empty() ? "Pemilik Contoh" : target.address.owner);
    say("sex", same_as_always || draw.chance(550) ? "female" : "male");
    say("education", same_as_always || draw.chance(500) ? "senior" : "junior");
    say("business_name", target.address.name);
    say("activity", food ? "keripik dan jajanan" : "kerajinan kayu");
    say("trade", food ? "food" : "craft");
    say("legal_form", "individual");
    say("produces", "yes");
    say("seen", "making");
    say("product_group", food ? "food" : "wood");
    say("products", census::joined({food ? "Keripik singkong" : "Talenan kayu", food ? "kg" : "buah",
                                    std::to_string(draw.between(20, 400)), food ? "10794" : "16291"},
                                   census::cell_end));
    say("address", target.address.address.empty() ? "Jl. Contoh" : target.address.address);
    say("workers_male", std::to_string(men));
    say("workers_female", std::to_string(women));
    say("workers", std::to_string(men + women));
    say("sales_month", std::to_string(lognormal(4'500'000, 800, draw.normal()) / 10'000 * 10'000));
}

/// The last enumerator has invented some visits at home in the evening: what signals are for.
SentVisit visit_of(Plan const& plan, Target const& target, std::uint64_t number, std::size_t whose) {
    Draw draw(seed, Topic::list, number);
    bool const invented = whose + 1 == enumerators && draw.chance(180);
    auto roll = static_cast<int>(draw.below(1000));
    auto const* way = ways.data();
    while (!invented && roll >= way->permille) roll -= (way++)->permille;
    auto const day = plan.today.number() - draw.between(invented ? 2 : 1, days_gone - 1);
    auto const hour = invented ? 22 : draw.between(8, 16);
    auto const offset = base::offset_minutes(base::zone_of(regency_code)) * base::minute_ms;
    auto const started =
        day * base::day_ms + hour * base::hour_ms + draw.between(0, 50) * base::minute_ms - offset;
    SentVisit sent{.id = census::VisitId::derive("demo visit", number),
                   .regency = plan.regency,
                   .campaign = plan.id,
                   .pack = target.pack,
                   .target = target.id,
                   .said = {}};
    auto& said = sent.said;
    said["outcome"] = way->outcome;
    said["questionnaire_version"] = std::to_string(plan.questionnaire_version);
    said["@started_at"] = std::to_string(started);
    said["@finished_at"] = std::to_string(started + (invented ? 2 : draw.between(11, 38)) * base::minute_ms);
    if (!way->note.empty()) said["note"] = way->note;
    if (draw.chance(900))
        said["@gps"] = census::joined(
            {std::to_string(-6'970'000 - draw.between(0, 30'000)),
             std::to_string(111'410'000 + draw.between(0, 30'000)), std::to_string(draw.between(4, 40))},
            census::cell_end);
    if (way->outcome != "found") return sent;
    said["consent"] = "yes";
    answer(said, draw, target, invented);
    return sent;
}

class Filling {
public:
    Filling(Workshop& shop, census::Questionnaires& questionnaires, Plan const& plan)
        : m_questionnaires(questionnaires),
          m_plan(plan),
          m_area_name([&shop](std::string_view code) { return shop.area_name(code); }),
          m_rules{shop.store.rules, m_area_name, questionnaires} {}

    Result<void> run(Tx& tx) {
        auto const& office = access::local_operator();
        auto const packs = TRY(census::packs(tx, office, m_plan.regency, m_plan.id));
        for (std::size_t i = 0; i < packs.size(); ++i) {
            auto const whose = i % enumerators;
            TRY(census::assign(tx, office, m_plan.regency, m_plan.id, {packs[i].id}, m_plan.team[whose].id,
                               ""));
            for (auto const& target : TRY(census::changed_targets(tx, m_plan.regency, packs[i].id, 0)))
                TRY(visit(tx, target, whose));
        }
        return {};
    }

private:
    Result<void> visit(Tx& tx, Target const& target, std::size_t whose) {
        Draw draw(seed, Topic::status, ++m_number);
        if (!draw.chance(visited_permille)) return {};
        auto const sent = visit_of(m_plan, target, m_number, whose);
        auto const done = TRY(census::put_visit(tx, m_plan.team[whose], m_questionnaires, sent));
        auto const made = TRY(census::known_visit(tx, m_plan.regency, sent.id));
        if (!made->signals.empty()) return {};
        auto const& office = access::local_operator();
        if (draw.chance(30))
            return census::send_back(tx, office, m_plan.regency, sent.id,
                                     "Kapasitas sebulan belum ditanyakan. Mohon dilengkapi.", done.version);
        // A business that is not there is looked for on three days before that counts.
        bool const accepted = sent.said.at("outcome") != "not_found" && draw.chance(600);
        return accepted ? census::accept(tx, m_rules, office, m_plan.regency, sent.id, done.version)
                        : Result<void>();
    }

    census::Questionnaires& m_questionnaires;
    Plan const& m_plan;
    std::function<std::string(std::string_view)> m_area_name;
    census::ReviewRules m_rules;
    std::uint64_t m_number = 0;
};

}  // namespace

Result<void> fill_campaign(Workshop& shop, std::string_view password) {
    auto& db = *shop.store.db;
    census::Questionnaires questionnaires;
    Plan plan{.regency = TRY(base::RegencyCode::parse(regency_code)),
              .id = CampaignId::derive("demo campaign", 1),
              .today = base::day_in(regency_code, db.now()),
              .team = TRY(make_team(shop, password))};
    TRY(plan_campaign(shop, questionnaires, plan));
    return db.write_alone([&](Tx& tx) { return Filling(shop, questionnaires, plan).run(tx); });
}

}  // namespace bina::cli::demo
