#include <gmock/gmock.h>

#include <filesystem>

#include "cli/test_contract.h"
#include "cli/test_world.h"

namespace bina::cli {
namespace {

namespace json = boost::json;

constexpr auto scenarios_folder = SOURCE_DIR "/tests/scenarios";

/// Plays one file of tests/scenarios; its README tells how they are written.
class Play {
public:
    explicit Play(std::filesystem::path const& path) : m_path(path), m_lines(path) {}

    void run() {
        for (std::string line; next(line);) {
            SCOPED_TRACE(fmt::format("{}:{}: {}", m_path.string(), m_number, line));
            if (line.starts_with("as ")) {
                become(line.substr(3));
            } else if (line.starts_with("keep ")) {
                keep(line.substr(5));
            } else if (line.starts_with("without ")) {
                EXPECT_THAT(m_got.body, testing::Not(testing::HasSubstr(filled(line.substr(8)))));
            } else if (line.starts_with("with ")) {
                EXPECT_THAT(m_got.body, testing::HasSubstr(filled(line.substr(5))));
            } else if (line.starts_with("=> ")) {
                send();
                expect(line.substr(3));
            } else if (line.starts_with("again => ")) {
                send();
                expect(line.substr(9));
            } else if (line.starts_with("header ")) {
                auto const colon = line.find(": ");
                m_headers.emplace_back(line.substr(7, colon - 7), filled(line.substr(colon + 2)));
            } else if (line.front() >= 'A' && line.front() <= 'Z') {
                auto const blank = line.find(' ');
                m_method = line.substr(0, blank);
                m_target = filled(line.substr(blank + 1));
                m_body.clear();
                m_headers.clear();
            } else {
                m_body += (m_body.empty() ? "" : "\n") + filled(line);
            }
        }
    }

private:
    bool next(std::string& line) {
        while (std::getline(m_lines, line)) {
            ++m_number;
            if (!line.empty() && !line.starts_with('#')) return true;
        }
        return false;
    }
    void become(std::string const& who) {
        m_world.site.actor.reset();
        if (who == "nobody") return;
        auto const of = who.find(" of ");
        auto const role = access::role_of(who.substr(0, of));
        ASSERT_TRUE(role);
        m_world.become(*role, who.substr(of + 4));
    }
    /// `$name` is an id that the world or an earlier `keep` has made; one that begins with "new" is made
    /// here.
    std::string filled(std::string text) {
        for (std::size_t at = 0; (at = text.find('$', at)) != text.npos;) {
            auto const end = std::min(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_", at + 1),
                                      text.size());
            auto const name = text.substr(at + 1, end - at - 1);
            if (name.starts_with("new") && !m_world.ids.contains(name))
                m_world.ids[name] = base::new_id_text(m_world.db().now());
            auto const found = m_world.ids.find(name);
            if (found == m_world.ids.end()) throw std::runtime_error("nothing is called $" + name);
            text.replace(at, end - at, found->second);
            at += found->second.size();
        }
        return text;
    }
    void send() {
        std::vector<http::Header> headers;
        for (auto const& [name, value] : m_headers) headers.push_back({name, value});
        m_got = m_world.site.send(m_method, m_target, m_body, std::move(headers));
        auto const path = m_target.substr(0, m_target.find('?'));
        auto const match = m_world.router().find(m_method, path);
        if (match.route == nullptr) return;
        auto const* const operation = m_contract.operation(m_method, match.route->path);
        ASSERT_NE(operation, nullptr) << Contract::file << " does not know " << match.route->path;
        auto const type = m_got.headers["Content-Type"];
        EXPECT_THAT(m_contract.reply_faults(*operation, m_got.status, type, m_got.body), testing::IsEmpty())
            << m_got.body;
        if (m_got.status < 300) {
            EXPECT_THAT(m_contract.request_faults(*operation, m_body), testing::IsEmpty());
        }
    }
    void expect(std::string const& wanted) {
        EXPECT_EQ(m_got.status, std::stoi(wanted.substr(0, 3))) << m_got.body;
        if (wanted.size() <= 4) return;
        auto pattern = filled(wanted.substr(4));
        for (std::size_t at = 0; (at = pattern.find(": absent", at)) != pattern.npos; at += 10)
            pattern.replace(at, 8, ": \"absent\"");
        json::error_code code;
        auto const reply = http::parse_json(m_got.body, {}, code);
        ASSERT_FALSE(code) << m_got.body;
        compare(json::parse(pattern), reply, "");
    }
    /// Every member of the pattern is in the reply, with that value; lists are compared from their beginning.
    void compare(json::value const& pattern, json::value const& reply, std::string const& path) {
        if (pattern.is_object() && reply.is_object()) {
            for (auto const& [name, value] : pattern.as_object()) {
                auto const place = path + "/" + std::string(name);
                auto const* const found = reply.as_object().if_contains(name);
                if (value == "absent")
                    EXPECT_EQ(found, nullptr) << place << " must not be there";
                else if (found == nullptr)
                    ADD_FAILURE() << place << " is missing in " << m_got.body;
                else
                    compare(value, *found, place);
            }
        } else if (pattern.is_array() && reply.is_array()) {
            for (std::size_t i = 0; i < pattern.as_array().size(); ++i) {
                auto const place = path + "/" + std::to_string(i);
                if (i >= reply.as_array().size())
                    ADD_FAILURE() << place << " is missing in " << m_got.body;
                else
                    compare(pattern.as_array()[i], reply.as_array()[i], place);
            }
        } else {
            EXPECT_EQ(json::serialize(pattern), json::serialize(reply)) << path;
        }
    }
    /// "name = /pointer": the text at that place of the last reply is called so from now on.
    void keep(std::string const& what) {
        auto const equals = what.find(" = ");
        auto const text = m_got.at(what.substr(equals + 3));
        m_world.ids[what.substr(0, equals)] = text.starts_with('"') ? text.substr(1, text.size() - 2) : text;
    }

    std::filesystem::path m_path;
    std::ifstream m_lines;
    int m_number = 0;
    World m_world;
    Contract m_contract;
    std::string m_method;
    std::string m_target;
    std::string m_body;
    std::vector<std::pair<std::string, std::string>> m_headers;
    fixture::Got m_got;
};

std::vector<std::filesystem::path> scenarios() {
    std::vector<std::filesystem::path> found;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(scenarios_folder))
        if (entry.path().extension() == ".scenario") found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

class Scenario : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Scenario, GoesAsWritten) {
    Play(GetParam()).run();
}

INSTANTIATE_TEST_SUITE_P(Files, Scenario, testing::ValuesIn(scenarios()), [](auto const& file) {
    auto name = file.param.parent_path().filename().string() + "_" + file.param.stem().string();
    std::ranges::replace(name, '-', '_');
    return name;
});

// A module with routes and without a scenario would have no example of its use.
TEST(Scenarios, EveryModuleWithRoutesHasOne) {
    std::set<std::string> modules;
    for (auto const& path : scenarios()) modules.insert(path.parent_path().filename());
    for (auto const& entry : std::filesystem::directory_iterator(SOURCE_DIR "/src"))
        if (std::filesystem::exists(entry.path() / "http.cc")) {
            EXPECT_TRUE(modules.contains(entry.path().filename()))
                << "write tests/scenarios/" << entry.path().filename().string() << "/*.scenario";
        }
}

}  // namespace
}  // namespace bina::cli
