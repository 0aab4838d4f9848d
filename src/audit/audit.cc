#include "audit/audit.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace bina::audit {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

std::string chained(std::string_view before, std::string_view regency, Event const& event) {
    auto const seq = std::to_string(event.seq);
    auto const at = std::to_string(event.at.milliseconds);
    std::string text;
    for (std::string_view const part :
         {before, regency, std::string_view{seq}, std::string_view{at}, std::string_view{event.actor},
          std::string_view{event.event}, std::string_view{event.subject}, std::string_view{event.detail}}) {
        text += std::to_string(part.size());
        text += ':';
        text += part;
    }
    std::array<unsigned char, 32> out{};
    crypto_generichash(out.data(), out.size(), reinterpret_cast<unsigned char const*>(text.data()),
                       text.size(), nullptr, 0);
    std::string hex(out.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), out.data(), out.size());
    hex.pop_back();
    return hex;
}

/// Shown of an event whose detail was changed or whose key is missing; it breaks the chain as well.
constexpr std::string_view damaged_detail = R"({"damaged":true})";

Event read_event(Tx const& tx, Row const& row) {
    auto detail = tx.vault().unseal(row.bytes(5));
    return {.seq = row.integer(0),
            .at = row.get<base::Instant>(1),
            .actor = row.get<std::string>(2),
            .event = row.get<std::string>(3),
            .subject = row.get<std::string>(4),
            .detail = detail ? *std::move(detail) : std::string(damaged_detail),
            .hash = row.get<std::string>(6)};
}

/// The end of a chain.
struct Head {
    std::int64_t seq = 0;
    std::string hash;
    std::string seal;
};

std::string seal_of(Tx const& tx, std::string_view regency, Head const& head) {
    return tx.vault().hash("audit.head", fmt::format("{}:{}:{}", regency, head.seq, head.hash));
}

Result<Head> find_head(Tx& tx, std::string_view regency) {
    auto const head = TRY(tx.first(
        "SELECT seq, hash, seal FROM event_head WHERE regency = $1",
        [](Row const& row) { return Head{row.integer(0), row.get<std::string>(1), row.get<std::string>(2)}; },
        regency));
    return head.value_or(Head{});
}

/// The conditions of a search, and their arguments.
struct Filter {
    std::string sql;
    std::vector<storage::Arg> args;

    explicit Filter(Search const& search) {
        sql = "regency = " + next(search.regency);
        if (!search.event.empty()) sql += " AND event = " + next(search.event);
        if (!search.subject.empty()) sql += " AND subject = " + next(search.subject);
        if (search.since) sql += " AND at >= " + next(*search.since);
        if (search.until) sql += " AND at < " + next(*search.until);
        if (!search.actors) return;
        std::string list;
        for (auto const& id : *search.actors) list += (list.empty() ? "" : ", ") + next(id);
        sql += list.empty() ? " AND 1 = 0" : " AND actor IN (" + list + ")";
    }
    /// The place of one more argument.
    std::string next(storage::Arg arg) {
        args.push_back(std::move(arg));
        return fmt::format("${}", args.size());
    }
};

}  // namespace

Result<void> record(Tx& tx, access::Actor const& actor, std::string_view event, std::string_view regency,
                    std::string_view subject, std::string_view detail) {
    auto const last = TRY(find_head(tx, regency));
    Event next{.seq = last.seq + 1,
               .at = tx.now(),
               .actor = actor.id.text(),
               .event = std::string(event),
               .subject = std::string(subject),
               .detail = std::string(detail),
               .hash = {}};
    next.hash = chained(last.hash, regency, next);
    auto const sealed = tx.vault().seal(detail);
    TRY(
        tx.run("INSERT INTO event (regency, seq, at, actor, event, subject, detail, hash)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
               regency, next.seq, next.at, next.actor, event, subject, storage::Bytes{sealed}, next.hash));
    Head const head{next.seq, next.hash, {}};
    TRY(
        tx.run("INSERT INTO event_head (regency, seq, hash, seal) VALUES ($1, $2, $3, $4)"
               " ON CONFLICT (regency) DO UPDATE SET seq = $2, hash = $3, seal = $4",
               regency, head.seq, head.hash, seal_of(tx, regency, head)));
    return {};
}

Result<void> may_read(access::Actor const& actor, std::string_view regency) {
    if (regency == no_regency) return actor.require_somewhere(access::Permission::audit_read);
    return actor.require(access::Permission::audit_read, TRY(base::AreaCode::parse(regency)));
}

Result<std::vector<Event>> events(Tx& tx, access::Actor const& actor, Search const& search) {
    TRY(may_read(actor, search.regency));
    Filter filter(search);
    filter.sql +=
        fmt::format(" AND seq < {} ORDER BY seq DESC LIMIT {}",
                    filter.next(search.before > 0 ? search.before : INT64_MAX), filter.next(search.limit));
    std::vector<Event> found;
    TRY(tx.each_with("SELECT seq, at, actor, event, subject, detail, hash FROM event WHERE " + filter.sql,
                     filter.args, [&](Row const& row) { found.push_back(read_event(tx, row)); }));
    return found;
}

Result<std::vector<Event>> events_from(Tx& tx, access::Actor const& actor, std::string_view regency,
                                       std::int64_t from, std::int64_t limit) {
    TRY(may_read(actor, regency));
    return tx.rows(
        "SELECT seq, at, actor, event, subject, detail, hash FROM event WHERE regency = $1 AND seq >= $2"
        " ORDER BY seq LIMIT $3",
        [&](Row const& row) { return read_event(tx, row); }, regency, from, limit);
}

Result<std::int64_t> count_events(Tx& tx, access::Actor const& actor, Search const& search) {
    TRY(may_read(actor, search.regency));
    Filter filter(search);
    filter.sql += fmt::format(" LIMIT {}", filter.next(count_max));
    std::int64_t count = 0;
    TRY(tx.each_with("SELECT count(*) FROM (SELECT 1 FROM event WHERE " + filter.sql + ") AS found",
                     filter.args, [&](Row const& row) { count = row.integer(0); }));
    return count;
}

Result<ChainCheck> check_chain(Tx& tx, std::string_view regency) {
    auto const head = TRY(find_head(tx, regency));
    ChainCheck check;
    std::string before;
    TRY(tx.stream(
        "SELECT seq, at, actor, event, subject, detail, hash FROM event WHERE regency = $1 ORDER BY seq",
        [&](Row const& row) {
            auto const event = read_event(tx, row);
            ++check.events;
            if (event.seq != check.events || event.hash != chained(before, regency, event))
                check.broken_at = check.events;
            before = event.hash;
            return !check.broken_at;
        },
        regency));
    if (check.broken_at || (check.events == 0 && head.seq == 0)) return check;
    bool const sealed = head.hash == before && head.seal == seal_of(tx, regency, head);
    if (head.seq > check.events)
        check.broken_at = check.events + 1;
    else if (head.seq < check.events || !sealed)
        check.broken_at = check.events;
    return check;
}

Result<std::vector<ChainEnd>> chain_ends(Tx& tx) {
    return tx.rows("SELECT regency, seq, hash FROM event_head ORDER BY regency", [](Row const& row) {
        return ChainEnd{row.get<std::string>(0), row.integer(1), row.get<std::string>(2)};
    });
}

Result<std::vector<std::string>> chains(Tx& tx) {
    return tx.rows("SELECT regency FROM event_head UNION SELECT regency FROM event ORDER BY regency",
                   [](Row const& row) { return row.get<std::string>(0); });
}

}  // namespace bina::audit
