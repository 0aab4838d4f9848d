#include <fmt/format.h>

#include <set>
#include <sstream>

#include "cli/test_contract.h"
#include "cli/test_world.h"

namespace bina::cli {
namespace {

constexpr auto table_file = SOURCE_DIR "/tests/permissions/matrix.txt";

/// One line of the table: a route, how it is asked, and whom it answers.
struct Entry {
    std::string method;
    std::vector<std::string> cells;  ///< One for each role, then one for nobody.
    std::string route;
    std::string query;
    std::string body;

    std::string line() const {
        auto text = fmt::format("{:<7}", method);
        for (auto const& cell : cells) text += " " + cell;
        text += " " + route;
        for (auto const& part : {query, body})
            if (!part.empty()) text += " " + part;
        return text;
    }
};

std::vector<Entry> read_table() {
    std::ifstream file(table_file);
    std::vector<Entry> entries;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.starts_with('#')) continue;
        std::istringstream words(line);
        Entry entry;
        words >> entry.method;
        entry.cells.resize(access::role_names.size() + 1);
        for (auto& cell : entry.cells) words >> cell;
        words >> entry.route;
        std::string rest;
        std::getline(words >> std::ws, rest);
        if (rest.starts_with('?')) {
            auto const end = std::min(rest.find(' '), rest.size());
            entry.query = rest.substr(0, end);
            rest.erase(0, std::min(end + 1, rest.size()));
        }
        entry.body = rest;
        entries.push_back(std::move(entry));
    }
    return entries;
}

/// Plays one route as everybody from everywhere.
class Player {
public:
    explicit Player(World& world) : m_world(world) {}

    /// The entry as the site really behaves.
    Entry play(Entry entry, http::Route const& route) {
        auto const target = filled(entry.route + entry.query);
        auto const body = filled(entry.body);
        entry.cells.clear();
        m_served = false;
        m_faults.clear();
        m_operation = m_contract.operation(route.method, route.path);
        for (std::size_t i = 0; i < access::role_names.size(); ++i) {
            std::string cell;
            for (auto const area : areas) {
                m_world.become(static_cast<access::Role>(i), area);
                // Where the area plays no part one question is enough: some routes hash a password.
                bool const same = !cell.empty() && route.access.kind != http::Access::Kind::permitted;
                cell += same ? cell.front() : ask(entry.method, target, body);
            }
            entry.cells.push_back(cell);
        }
        m_world.site.actor.reset();
        entry.cells.emplace_back(1, ask(entry.method, target, body));
        return entry;
    }
    /// Whether the request of the last entry was one that the site can do.
    bool served() const { return m_served; }
    std::string const& last_problem() const { return m_problem; }

    /// What the replies to the last entry were that docs/api/openapi.json does not say, each once.
    std::set<std::string> const& contract_faults() const { return m_faults; }

private:
    static constexpr std::array areas{World::regency, World::province, World::neighbour, World::district,
                                      World::other_district};

    char ask(std::string const& method, std::string const& target, std::string const& body) {
        auto const got =
            m_world.site.send(method, target, body, {{"If-Match", "\"1\""}, {"Authorization", ""}});
        if (m_operation != nullptr) {
            auto const type = got.headers.contains("Content-Type") ? got.headers.at("Content-Type") : "";
            m_faults.merge(as_set(m_contract.reply_faults(*m_operation, got.status, type, got.body)));
            if (got.status < 300) m_faults.merge(as_set(m_contract.request_faults(*m_operation, body)));
        }
        auto const problem = got.problem();
        if (problem == R"("access.denied")" || problem == R"("access.no_session")") return '-';
        // Somebody did the same before, or the thing has another version by now: that is an answer too.
        bool const gone = method == "DELETE" && got.status == 404 && m_served;
        bool const good = got.status < 400 || got.status == 409 || got.status == 412 || gone;
        m_served = m_served || good;
        if (!good) m_problem = got.body;
        return good ? '+' : '?';
    }
    /// `{name}` and `{id}` in a path stand for what World made: the id by the word before it.
    std::string filled(std::string text) const {
        auto const& ids = m_world.ids;
        for (std::size_t at = 0; (at = text.find('{', at)) != text.npos;) {
            auto const end = text.find('}', at);
            if (end == text.npos) break;
            auto const name = text.substr(at + 1, end - at - 1);
            std::string value;
            if (name == "regency" || name == "code" || name == "area") value = World::regency;
            if (name == "code" && text.contains("/kbli/")) value = "56101";
            if (name == "day") value = World::anchor_day;
            if (name == "fact") value = ids.at("facts");
            if (auto const found = ids.find(name); found != ids.end()) value = found->second;
            if (name == "id")
                for (auto const& [word, id] : ids)
                    if (text.substr(0, at).contains("/" + word + "/")) value = id;
            if (value.empty()) {
                ++at;
                continue;
            }
            text.replace(at, end - at + 1, value);
        }
        return text;
    }

    static std::set<std::string> as_set(Contract::Faults const& faults) {
        return {faults.begin(), faults.end()};
    }

    World& m_world;
    Contract m_contract;
    boost::json::object const* m_operation = nullptr;
    std::set<std::string> m_faults;
    bool m_served = false;
    std::string m_problem;
};

TEST(Permissions, EveryRouteAnswersWhomTheTableNamesAndNobodyElse) {
    World world;
    Player player(world);
    auto const table = read_table();
    auto const routes = world.router().routes();
    auto const same = [](http::Route const& route, Entry const& entry) {
        return route.method == entry.method && route.path == entry.route;
    };
    for (auto const& entry : table) {
        auto const route = std::ranges::find_if(routes, [&](auto const& one) { return same(one, entry); });
        if (route == routes.end()) {
            ADD_FAILURE() << "no such route any more; remove this line from " << table_file << "\n"
                          << entry.line();
            continue;
        }
        auto const real = player.play(entry, *route);
        EXPECT_TRUE(player.served())
            << entry.line()
            << "\nnobody was answered: give the line a ?query or a body that the route takes, "
            << "or let World in src/cli/test_world.h make the thing it asks for. Last reply: "
            << player.last_problem();
        EXPECT_EQ(testing::PrintToString(player.contract_faults()), "{}")
            << entry.method << " " << entry.route << " is not as " << Contract::file << " says";
        EXPECT_EQ(entry.line(), real.line())
            << "if the new rights are meant, put this line into " << table_file << ":\n"
            << real.line();
    }
    for (auto const& route : routes) {
        if (std::ranges::any_of(table, [&](Entry const& entry) { return same(route, entry); })) continue;
        Entry const entry{.method = std::string(route.method), .route = std::string(route.path)};
        ADD_FAILURE() << "a route without its line; check that these are the rights you mean, then add it to "
                      << table_file << " (a ?query or a JSON body may follow):\n"
                      << player.play(entry, route).line();
    }
}

// The table is written by people: whatever it says, nobody gets past the permission that the route declares.
TEST(Permissions, TheTableGivesNothingThatTheDeclaredPermissionDoesNot) {
    World world;
    auto const routes = world.router().routes();
    for (auto const& entry : read_table()) {
        auto const route = std::ranges::find_if(
            routes, [&](auto const& one) { return one.method == entry.method && one.path == entry.route; });
        if (route == routes.end()) continue;
        bool const open = route->access.kind == http::Access::Kind::anyone;
        EXPECT_EQ(entry.cells.back(), open ? "+" : "-") << entry.line();
        if (route->access.kind != http::Access::Kind::permitted) continue;
        auto const permission = access::permission_of(route->access.permission);
        ASSERT_TRUE(permission) << route->path << " declares a permission that is none";
        for (std::size_t i = 0; i < access::role_names.size(); ++i)
            if (!access::grants(static_cast<access::Role>(i), *permission)) {
                EXPECT_EQ(entry.cells[i], "-----") << access::role_names[i] << ": " << entry.line();
            }
    }
}

}  // namespace
}  // namespace bina::cli
