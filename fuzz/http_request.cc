#include <cstdlib>
#include <string>
#include <string_view>

#include "http/answer.h"
#include "http/reader.h"
#include "http/router.h"
#include "http/static.h"

using namespace bina::http;

namespace {

struct Outcome {
    Step step = Step::more;
    std::string_view key;
    std::string body;
    std::size_t used = 0;
};

/// Reads `bytes` as they would arrive in pieces of `piece` bytes.
Outcome read(std::string_view bytes, std::size_t piece, Reader& reader, Request& request) {
    Outcome outcome;
    std::size_t arrived = 0;
    while (outcome.step == Step::more && arrived < bytes.size()) {
        arrived = std::min(arrived + piece, bytes.size());
        outcome.step = reader.read_head(bytes.substr(0, arrived), request);
        outcome.used = reader.consumed();
    }
    while (outcome.step == Step::done && !reader.body_done()) {
        auto const step = reader.read_body(bytes.substr(outcome.used, arrived - outcome.used), outcome.body);
        outcome.used += reader.consumed();
        if (step == Step::refused || (step == Step::more && arrived == bytes.size())) outcome.step = step;
        arrived = std::min(arrived + piece, bytes.size());
    }
    if (outcome.step == Step::refused) outcome.key = reader.refusal().key;
    return outcome;
}

Router const& routes() {
    static Router const router({{"GET", "/api/v1/areas/{code}", anyone, {}},
                                {"PUT", "/api/v1/businesses/{regency}/{id}", anyone, {}},
                                {"POST", "/api/v1/businesses/{regency}/{id}/unmask", anyone, {}}});
    return router;
}

StaticFiles const& files() {
    static StaticFiles const all = [] {
        StaticFiles made;
        made.add("/index.html", "<html>");
        made.add("/index.html.br", "b");
        return made;
    }();
    return all;
}

}  // namespace

/// Any bytes as a request: however they are cut up they are read alike, and every request gets a reply.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view const bytes{reinterpret_cast<char const*>(data) + 1, size - 1};
    Limits const limits{.header_bytes = 2000, .headers = 10, .target_bytes = 200};
    Reader whole(limits);
    Reader cut(limits);
    Request request;
    Request again;
    auto const first = read(bytes, std::max<std::size_t>(bytes.size(), 1), whole, request);
    auto const second = read(bytes, 1 + data[0] % 16, cut, again);
    if (first.step != second.step || first.key != second.key) std::abort();
    if (first.step != Step::done) return 0;
    if (first.body != second.body || first.used != second.used) std::abort();
    if (request.path != again.path || request.query != again.query || request.method != again.method)
        std::abort();
    if (request.headers.size() > limits.headers) std::abort();
    auto const match = routes().find(request.method, request.path);
    if ((match.route == nullptr) == (match.refusal == nullptr)) std::abort();
    request.id = "0";
    auto response = files().find(request).value_or(problem({&error::not_found, {}, {}}, request.id));
    if (is_forged(request)) response = problem({&error::csrf, {}, {}}, request.id);
    if (render(std::move(response), request, {}, {0}).head.empty()) std::abort();
    return 0;
}
