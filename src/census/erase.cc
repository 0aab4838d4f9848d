#include "census/erase.h"

#include "intake/erase.h"

namespace bina::census {
namespace {

using base::Result;
using storage::Bytes;
using storage::Row;
using storage::Tx;

Result<std::vector<Target>> targets_of(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    static std::string const sql = "SELECT " + std::string(target_columns) +
                                   " FROM census_target /* by census_target_business */"
                                   " WHERE regency = $1 AND business = $2"
                                   " AND business <> ''";
    return tx.rows(sql, [&](Row const& row) { return read_target(tx.vault(), row); }, regency, business);
}

/// How it ended is no person's.
Said without_person(Said const& said) {
    Said left;
    for (auto const* const field : {"outcome", "questionnaire_version"})
        if (auto const value = get(said, field); !value.empty()) left[field] = value;
    return left;
}

Result<void> erase_visit(Tx& tx, RegencyCode const& regency, VisitId const& id, ErasedVisits& done) {
    auto const visit = TRY(known_visit(tx, regency, id));
    auto const left = tx.vault().seal(encode(without_person(visit->said)));
    auto const nothing = tx.vault().seal("");
    TRY(tx.run("UPDATE visit SET body = $3, comment = $4, pattern = '' WHERE regency = $1 AND id = $2",
               regency, id, Bytes{left}, Bytes{nothing}));
    TRY(tx.run("UPDATE visit_revision SET sent = $3, merged = $3 WHERE regency = $1 AND visit = $2", regency,
               id, Bytes{left}));
    TRY(tx.run("UPDATE backcheck_visit SET note = $3 WHERE regency = $1 AND visit = $2", regency, id,
               Bytes{nothing}));
    for (auto const& photo : TRY(tx.rows(
             "DELETE FROM visit_photo WHERE regency = $1 AND visit = $2 RETURNING sha256",
             [](Row const& row) { return row.get<std::string>(0); }, regency, id))) {
        TRY(tx.run("DELETE FROM census_photo WHERE regency = $1 AND sha256 = $2", regency, photo));
        TRY(intake::note_removed(tx, regency, photo, "erasure"));
        done.photos.push_back(photo);
    }
    ++done.visits;
    return {};
}

}  // namespace

Result<ErasedVisits> erase_visits(Tx& tx, RegencyCode const& regency,
                                  std::span<BusinessId const> businesses) {
    ErasedVisits done;
    for (auto const& business : businesses)
        for (auto const& target : TRY(targets_of(tx, regency, business))) {
            TRY(erase_address(tx, regency, target));
            auto const visits = TRY(tx.rows(
                "SELECT id FROM visit WHERE regency = $1 AND campaign = $2 AND target = $3",
                [](Row const& row) { return row.get<VisitId>(0); }, regency, target.campaign, target.id));
            for (auto const& visit : visits) TRY(erase_visit(tx, regency, visit, done));
        }
    return done;
}

}  // namespace bina::census
