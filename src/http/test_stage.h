#pragma once
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/error.h"
#include "http/server.h"
#include "http/test_client.h"

namespace bina::http::test {

/// Keeps what is logged.
class Lines final : public Log {
public:
    void write(std::string_view lines) override {
        std::lock_guard const lock(m_mutex);
        m_text.append(lines).append("\n");
    }
    void flush() override {}
    std::string text() const {
        std::lock_guard const lock(m_mutex);
        return m_text;
    }

private:
    mutable std::mutex m_mutex;
    std::string m_text;
};

inline std::atomic<std::int64_t> stage_us{1'000'000};
inline std::int64_t stage_ticks() {
    return stage_us;
}
inline base::Instant stage_clock() {
    return {1'700'000'000'123};
}

/// A server on a free port of loopback, whose time stands still unless told otherwise.
class Stage : public testing::Test {
public:
    ~Stage() override {
        server.reset();
        std::filesystem::remove_all(options.upload_folder);
    }

    void route(Route route) { site.routes.push_back(std::move(route)); }
    void start() {
        options.port = 0;
        options.io_threads = 1;
        if (options.workers == 0) options.workers = 2;
        options.clock = stage_clock;
        options.ticks = stage_ticks;
        auto started = Server::start(std::move(site), options, log, metrics);
        ASSERT_TRUE(started) << started.error().detail;
        server = *std::move(started);
    }
    Client client() const { return Client(server->port()); }
    /// Lets time go by, and whoever is late be cut off.
    void pass(std::int64_t milliseconds) const {
        server->sweep();  // whatever was being done is done, and has its deadline
        stage_us += milliseconds * 1000;
        server->sweep();
    }
    void use_uploads() {
        options.upload_folder =
            std::filesystem::temp_directory_path() / ("bina-http-" + base::new_id_text(base::system_clock()));
    }
    std::size_t files() const {
        std::filesystem::directory_iterator const at(options.upload_folder);
        return static_cast<std::size_t>(std::distance(begin(at), end(at)));
    }

    Site site;
    ServerOptions options;
    Lines log;
    Metrics metrics;
    std::unique_ptr<Server> server;
};

inline base::Result<Response> say_hello(Request const&) {
    return Response{.body = R"({"hello":1})"};
}

/// The `type` of a problem reply.
inline std::string type_of(Got const& got) {
    auto const from = got.body.find("\"type\":\"");
    if (from == got.body.npos) return {};
    return got.body.substr(from + 8, got.body.find('"', from + 8) - from - 8);
}

}  // namespace bina::http::test
