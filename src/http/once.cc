#include "http/once.h"

namespace bina::http {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::int64_t kept_ms = 30LL * 86'400'000;

}  // namespace

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
            [](Row const& row) {
                Known found{row.get<std::string>(0), {}};
                found.response.status = static_cast<int>(row.integer(1));
                found.response.body = row.get<std::string>(2);
                return found;
            },
            *key));
        if (known && known->hash != hash) return base::fail(key_reused);
        if (known) return std::move(known->response);
        auto response = TRY(body(tx));
        TRY(tx.run("INSERT INTO reply (key, hash, status, body, at) VALUES ($1, $2, $3, $4, $5)", *key, hash,
                   response.status, response.body, tx.now()));
        return response;
    });
}

Result<std::int64_t> forget_replies(Tx& tx) {
    return tx.run("DELETE FROM reply WHERE at < $1", tx.now().milliseconds - kept_ms);
}

}  // namespace bina::http
