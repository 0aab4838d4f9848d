#include "http/once.h"

namespace bina::http {
using base::Result;
using storage::Row;
using storage::Tx;

Result<Response> write_once(storage::Db& db, Request const& request,
                            std::function<Result<Response>(Tx&)> const& body) {
    auto const key = TRY(idempotency_key(request));
    if (!key) return db.write([&](Tx& tx) { return body(tx); });
    auto const hash = request_hash(request);
    return db.write([&](Tx& tx) -> Result<Response> {
        struct Known {
            std::string hash;
            Response response;
        };
        auto known = TRY(tx.first(
            "SELECT hash, status, body FROM reply WHERE key = $1",
            [&](Row const& row) {
                Known found{row.get<std::string>(0), {}};
                found.response.status = static_cast<int>(row.integer(1));
                auto kept = tx.vault().unseal(row.bytes(2));
                if (!kept) throw storage::Damage("reply: cannot be unsealed");
                found.response.body = *std::move(kept);
                return found;
            },
            *key));
        if (known && known->hash != hash) return base::fail(key_reused);
        if (known) return std::move(known->response);
        auto response = TRY(body(tx));
        auto const sealed = tx.vault().seal(response.body);
        TRY(tx.run("INSERT INTO reply (key, hash, status, body, at) VALUES ($1, $2, $3, $4, $5)", *key, hash,
                   response.status, storage::Bytes{sealed}, tx.now()));
        return response;
    });
}

Result<std::int64_t> count_replies(Tx& tx, base::Instant before) {
    auto const count = TRY(tx.first(
        "SELECT count(*) FROM reply WHERE at < $1", [](Row const& row) { return row.integer(0); }, before));
    return count.value_or(0);
}

Result<std::int64_t> forget_replies(Tx& tx, base::Instant before) {
    return tx.run("DELETE FROM reply WHERE at < $1", before);
}

}  // namespace bina::http
