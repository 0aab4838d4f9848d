#include "audit/anchor.h"

#include <fmt/format.h>
#include <sodium.h>

#include "audit/merkle.h"

namespace bina::audit {
namespace {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::string_view text_head = "bina-anchor-1";
constexpr std::string_view no_hash = "0000000000000000000000000000000000000000000000000000000000000000";

std::string hex(std::string_view bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), reinterpret_cast<unsigned char const*>(bytes.data()),
                   bytes.size());
    text.pop_back();
    return text;
}

/// The bytes that a hash in hexadecimal stands for; empty for what is none.
std::string bytes_of(std::string_view hash) {
    std::string bytes(hash.size() / 2, '\0');
    std::size_t length = 0;
    int const failed = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                      hash.data(), hash.size(), nullptr, &length, nullptr);
    return failed == 0 && length == bytes.size() ? bytes : std::string();
}

Anchor read_anchor(Row const& row) {
    return {row.get<base::Day>(0), row.get<base::Instant>(1), row.get<std::string>(2),
            row.get<std::string>(3)};
}

constexpr std::string_view anchor_columns = "SELECT day, made_at, text, hash FROM anchor";

/// Adds the hashes of a chain's first `until` events to the tree; returns the last of them.
Result<std::string> grow(Tx& tx, Merkle& tree, std::string_view regency, std::int64_t until) {
    std::string last;
    TRY(tx.stream(
        "SELECT hash FROM event WHERE regency = $1 AND seq <= $2 ORDER BY seq",
        [&](Row const& row) {
            last = row.get<std::string>(0);
            tree.add(bytes_of(last));
            return true;
        },
        regency, until));
    return last;
}

Result<std::string> line_of(Tx& tx, std::string_view regency) {
    Merkle tree;
    auto const end = TRY(grow(tx, tree, regency, INT64_MAX));
    auto const size = tree.size();
    return fmt::format("{} {} {} {}\n", regency, size, size == 0 ? no_hash : std::string_view(end),
                       hex(tree.root()));
}

Result<Anchor> draft(Tx& tx, base::Day day) {
    auto const before = TRY(anchors(tx, 1));
    auto text =
        fmt::format("{}\nday {}\nmade {}\nbefore {}\n", text_head, day.text(), base::iso_text(tx.now()),
                    before.empty() ? no_hash : std::string_view(before.front().hash));
    for (auto const& regency : TRY(chains(tx))) text += TRY(line_of(tx, regency));
    return Anchor{day, tx.now(), text, hex(sha256(text))};
}

struct Line {
    std::int64_t size = 0;
    std::string root;
};

/// What an anchor says of one chain; a size of 0 when it does not name it.
Line find_line(std::string const& text, std::string_view regency) {
    auto const start = text.find("\n" + std::string(regency) + " ");
    if (start == text.npos) return {};
    auto const end = text.find('\n', start + 1);
    auto const line = text.substr(start + 1, end - start - 1);
    auto const size_at = line.find(' ') + 1;
    return {std::stoll(line.substr(size_at)), line.substr(line.rfind(' ') + 1)};
}

Result<Event> event_at(Tx& tx, access::Actor const& actor, std::string_view regency, std::int64_t seq) {
    auto const found =
        TRY(events(tx, actor, {.regency = std::string(regency), .before = seq + 1, .limit = 1}));
    if (found.empty() || found.front().seq != seq) return fail(error::not_anchored);
    return found.front();
}

}  // namespace

Result<Anchor> anchor_of(storage::Db& db, base::Day day) {
    auto const wanted = TRY(db.read([&](Tx& tx) -> Result<Anchor> {
        if (auto known = find_anchor(tx, day)) return known;
        return draft(tx, day);
    }));
    return db.write([&](Tx& tx) -> Result<Anchor> {
        // Another process may have been first: what was published stays.
        if (auto known = find_anchor(tx, day)) return known;
        TRY(tx.run("INSERT INTO anchor (day, made_at, text, hash) VALUES ($1, $2, $3, $4)", day,
                   wanted.made_at, wanted.text, wanted.hash));
        return wanted;
    });
}

Result<Anchor> find_anchor(Tx& tx, base::Day day) {
    auto found = TRY(tx.first(std::string(anchor_columns) + " WHERE day = $1", read_anchor, day));
    if (!found) return fail(error::no_anchor);
    return *std::move(found);
}

Result<std::vector<Anchor>> anchors(Tx& tx, std::int64_t limit) {
    return tx.rows(std::string(anchor_columns) + " ORDER BY day DESC LIMIT $1", read_anchor, limit);
}

Result<Proof> prove(Tx& tx, access::Actor const& actor, std::string_view regency, std::int64_t seq,
                    base::Day day) {
    TRY(may_read(actor, regency));
    auto const anchor = TRY(find_anchor(tx, day));
    auto const line = find_line(anchor.text, regency);
    if (seq < 1 || seq > line.size) return fail(error::not_anchored);
    Proof proof{
        .event = TRY(event_at(tx, actor, regency, seq)), .before = {}, .tree_size = line.size, .path = {}};
    if (seq > 1) proof.before = TRY(event_at(tx, actor, regency, seq - 1)).hash;
    Merkle tree(seq - 1);
    TRY(grow(tx, tree, regency, line.size));
    if (tree.size() != line.size || hex(tree.root()) != line.root) return fail(error::chain_broken);
    for (auto const& hash : tree.path()) proof.path.push_back(hex(hash));
    return proof;
}

}  // namespace bina::audit
