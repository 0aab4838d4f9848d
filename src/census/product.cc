#include "census/product.h"

#include <fmt/format.h>

#include "base/fold.h"

namespace bina::census {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

// A sum of what many say; none of them says more than a product's capacity may be.
std::optional<std::int64_t> capacity_of(std::string const& cell) {
    if (cell.empty()) return std::nullopt;
    return std::stoll(cell);
}

}  // namespace

Result<void> note_products(Tx& tx, Questionnaire const& questions, Visit const& visit) {
    std::int64_t number = 0;
    for (auto const& [id, values] : answers_in(visit.said)) {
        auto const* const question = questions.find(id);
        if (question == nullptr || question->kind != Kind::products) continue;
        for (auto const& value : values) {
            auto cells = parted(value, cell_end);
            cells.resize(4);
            TRY(
                tx.run("INSERT INTO census_product (regency, campaign, kbli, village, target, number, unit,"
                       " capacity) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                       visit.regency, visit.campaign, cells[3], visit.village, visit.target, number++,
                       base::fold(cells[1]), capacity_of(cells[2])));
        }
    }
    return {};
}

Result<std::vector<ProductCount>> products(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                                           CampaignId const& id, bool by_village) {
    TRY(find_campaign(tx, actor, regency, id));
    std::string_view const area = by_village ? "village" : "substr(village, 1, 6)";
    std::vector<ProductCount> all;
    TRY(tx.each(
        fmt::format("SELECT kbli, {0}, count(DISTINCT target) FROM census_product WHERE regency = $1 AND"
                    " campaign = $2 GROUP BY kbli, {0} ORDER BY 1, 2",
                    area),
        [&](Row const& row) {
            all.push_back({row.get<std::string>(0), row.get<std::string>(1), row.integer(2), {}});
        },
        regency, id));
    auto at = all.begin();
    TRY(tx.each(
        fmt::format("SELECT kbli, {0}, unit, CAST(sum(capacity) AS BIGINT) FROM census_product"
                    " WHERE regency = $1 AND campaign = $2 AND capacity IS NOT NULL"
                    " GROUP BY kbli, {0}, unit ORDER BY 1, 2",
                    area),
        [&](Row const& row) {
            auto const kbli = row.text(0);
            auto const place = row.text(1);
            at = std::find_if(at, all.end(),
                              [&](ProductCount const& one) { return one.kbli == kbli && one.area == place; });
            at->capacity.emplace(row.get<std::string>(2), row.integer(3));
        },
        regency, id));
    return all;
}

}  // namespace bina::census
