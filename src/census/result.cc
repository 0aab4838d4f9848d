#include "census/result.h"

#include <fmt/format.h>
#include <sodium.h>

namespace bina::census {
namespace {

using access::Actor;
using base::JsonWriter;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::string_view digest_head = "bina census result 1";

class Digest {
public:
    Digest() { crypto_hash_sha256_init(&m_state); }
    /// Texts are parted, so that no two sequences of them sound alike.
    void add(std::string_view text) {
        auto const length = fmt::format("{}:", text.size());
        update(length);
        update(text);
    }
    std::string finish() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> bytes{};
        crypto_hash_sha256_final(&m_state, bytes.data());
        std::string hex(bytes.size() * 2 + 1, '\0');
        sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
        hex.pop_back();
        return hex;
    }

private:
    void update(std::string_view text) {
        crypto_hash_sha256_update(&m_state, reinterpret_cast<unsigned char const*>(text.data()), text.size());
    }
    crypto_hash_sha256_state m_state{};
};

struct Counted {
    std::string digest;
    std::int64_t rows = 0;
};

/// Nothing in a row says whose business it is: what a person has erased stays erased, and the digest good.
Result<Counted> count(Tx& tx, RegencyCode const& regency, CampaignId const& campaign,
                      std::string_view definition, std::string_view figures) {
    Digest digest;
    for (auto const text : {digest_head, std::string_view(regency.text()), std::string_view(campaign.text()),
                            definition, figures})
        digest.add(text);
    Counted counted;
    TRY(tx.stream(
        "SELECT id, business, village, outcome, state, visited_day, visit FROM census_target"
        " WHERE regency = $1 AND campaign = $2 ORDER BY id",
        [&](Row const& row) {
            for (int column = 0; column < 7; ++column) digest.add(row.text(column));
            ++counted.rows;
            return true;
        },
        regency, campaign));
    counted.digest = digest.finish();
    return counted;
}

void write_list(JsonWriter& json, std::string_view name, std::vector<std::string> const& texts) {
    json.key(name).array();
    for (auto const& text : texts) json.value(text);
    json.end();
}

/// What the figure counts, in the campaign's own words.
std::string definition_of(Campaign const& campaign) {
    JsonWriter json;
    json.object().field("name", campaign.name).field("from", campaign.from.text());
    json.field("until", campaign.until.text());
    write_list(json, "areas", campaign.areas);
    write_list(json, "statuses", campaign.statuses);
    write_list(json, "sources", campaign.sources);
    json.field("questionnaire", campaign.questionnaire.text());
    json.field("questionnaire_version", campaign.questionnaire_version);
    json.field("not_found_days", not_found_days);
    std::vector<std::string> found;
    std::vector<std::string> removed;
    for (auto const& outcome : outcomes) {
        if (is_found(outcome)) found.emplace_back(outcome.name);
        if (outcome.removes) removed.emplace_back(outcome.name);
    }
    write_list(json, "found", found);
    write_list(json, "removed", removed);
    json.end();
    return json.take();
}

}  // namespace

std::string CampaignResult::code() const {
    return fmt::format("{}-{}-{}", digest.substr(0, 4), digest.substr(4, 4), digest.substr(8, 4));
}

void write_figures(JsonWriter& json, Figures const& all) {
    json.field("listed", all.listed).field("on_the_way", all.on_the_way);
    json.field("unvisited", all.unvisited).field("unreviewed", all.unreviewed);
    json.field("found", all.found).field("removed", all.removed);
    json.field("target", all.target).field("target_left", all.target_left).key("accepted").array();
    for (auto const& [outcome, count] : all.accepted)
        json.object().field("outcome", outcome).field("targets", count).end();
    json.end();
}

Result<CampaignResult> freeze_result(Tx& tx, Actor const& actor, Campaign const& campaign) {
    JsonWriter json;
    json.object();
    write_figures(json, TRY(figures(tx, actor, campaign.regency, campaign.id)));
    json.end();
    CampaignResult result{.definition = definition_of(campaign),
                          .figures = json.take(),
                          .made_at = tx.now(),
                          .actor_name = actor.name};
    auto counted = TRY(count(tx, campaign.regency, campaign.id, result.definition, result.figures));
    result.digest = std::move(counted.digest);
    result.rows = counted.rows;
    TRY(tx.run(
        "INSERT INTO census_result (regency, campaign, digest, definition, figures, row_count, made_at,"
        " actor_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        campaign.regency, campaign.id, result.digest, result.definition, result.figures, result.rows,
        result.made_at, result.actor_name));
    return result;
}

Result<CampaignResult> find_result(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                   CampaignId const& id) {
    TRY(find_campaign(tx, actor, regency, id));
    auto found = TRY(tx.first(
        "SELECT digest, definition, figures, row_count, made_at, actor_name FROM census_result"
        " WHERE regency = $1 AND campaign = $2",
        [](Row const& row) {
            return CampaignResult{.digest = row.get<std::string>(0),
                                  .definition = row.get<std::string>(1),
                                  .figures = row.get<std::string>(2),
                                  .rows = row.integer(3),
                                  .made_at = row.get<base::Instant>(4),
                                  .actor_name = row.get<std::string>(5)};
        },
        regency, id));
    if (!found) return base::fail(error::no_result);
    return *std::move(found);
}

Result<bool> verify_result(Tx& tx, RegencyCode const& regency, CampaignId const& id,
                           CampaignResult const& result) {
    auto const counted = TRY(count(tx, regency, id, result.definition, result.figures));
    return counted.digest == result.digest && counted.rows == result.rows;
}

}  // namespace bina::census
