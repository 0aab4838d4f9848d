#include "registry/past.h"

#include <algorithm>

#include "storage/stored_name.h"

namespace bina::registry {
namespace {

using base::Result;
using storage::Arg;
using storage::Row;
using storage::Tx;

constexpr std::string_view no_end = "9999-12-31";

constexpr std::array<std::string_view, 13> past_columns{
    "regency", "business", "from_day", "until_day", "trade", "class", "status",
    "village", "district", "coached",  "flagship",  "has",   "kbli"};

bool row_says_everything(std::span<Change const> timeline) {
    return timeline.size() <= 1;
}

void push_past(std::vector<Arg>& args, RegencyCode const& regency, PastOf const& past) {
    if (row_says_everything(past.timeline)) return;
    for (std::size_t i = 0; i < past.timeline.size(); ++i) {
        auto const& [from, cell] = past.timeline[i];
        bool const last = i + 1 == past.timeline.size();
        args.insert(args.end(),
                    {Arg(regency), Arg(past.id), Arg(from),
                     last ? Arg(no_end) : Arg(past.timeline[i + 1].day), Arg(trades[cell.trade]),
                     Arg(class_names[static_cast<std::size_t>(cell.size_class)]), Arg(statuses[cell.status]),
                     Arg(known_village(cell)), Arg(known_district(cell)), Arg(cell.coached ? 1 : 0),
                     Arg(cell.flagship ? 1 : 0), Arg(static_cast<std::int64_t>(cell.has)), Arg(cell.kbli)});
    }
}

Change read_past(RegencyCode const& regency, Row const& row) {
    Change change{.day = row.get<base::Day>(0),
                  .cell = {.trade = storage::stored_name(trades, row.text(1), "business_past.trade"),
                           .size_class = static_cast<SizeClass>(
                               storage::stored_name(class_names, row.text(2), "business_past.class")),
                           .status = storage::stored_name(statuses, row.text(3), "business_past.status"),
                           .has = static_cast<unsigned>(row.integer(8)),
                           .coached = row.integer(6) == 1,
                           .flagship = row.integer(7) == 1,
                           .kbli = row.get<std::string>(9)}};
    locate(change.cell, regency, row.text(4), row.text(5));
    return change;
}

}  // namespace

Result<void> append_past(Tx& tx, RegencyCode const& regency, std::span<PastOf const> all) {
    std::vector<Arg> args;
    for (auto const& past : all) push_past(args, regency, past);
    return args.empty() ? Result<void>{} : tx.append("business_past", past_columns, args);
}

Result<void> replace_past(Tx& tx, RegencyCode const& regency, PastOf const& past) {
    TRY(remove_past(tx, regency, past.id));
    return append_past(tx, regency, std::span(&past, 1));
}

Result<void> remove_past(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    TRY(tx.run("DELETE FROM business_past WHERE regency = $1 AND business = $2", regency, business));
    return {};
}

Result<std::vector<Change>> past_of(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    return tx.rows(
        "SELECT from_day, trade, class, status, village, district, coached, flagship, has, kbli"
        " FROM business_past WHERE regency = $1 AND business = $2 ORDER BY from_day",
        [&](Row const& row) { return read_past(regency, row); }, regency, business);
}

Result<std::optional<base::Day>> classes_as_of(Tx& tx, RegencyCode const& regency) {
    auto const text = TRY(tx.first(
        "SELECT classes_as_of FROM registry_state WHERE regency = $1",
        [](Row const& row) { return row.get<std::string>(0); }, regency));
    if (!text) return std::nullopt;
    return text->empty() ? base::Day{} : TRY(base::Day::parse(*text));
}

Result<std::int64_t> bring_classes_to(Tx& tx, RegencyCode const& regency, base::Day today) {
    auto const last = TRY(classes_as_of(tx, regency));
    if (!last || *last >= today) return 0;
    // The row's version stays: nobody said anything new about the business.
    auto const changed = TRY(
        tx.run("UPDATE business SET class = p.class FROM business_past AS p /* by business_past_day */"
               " WHERE p.regency = $1 AND p.from_day > $2 AND p.from_day <= $3 AND p.until_day > $3"
               " AND business.regency = p.regency AND business.id = p.business AND business.class <> p.class",
               regency, *last, today));
    TRY(tx.run("UPDATE registry_state SET classes_as_of = $2 WHERE regency = $1", regency, today));
    return changed;
}

}  // namespace bina::registry
