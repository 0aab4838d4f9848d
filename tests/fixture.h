#pragma once
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "access/actor.h"
#include "storage/db.h"
#include "storage/migrate.h"

/// What tests of every module share: an empty store of the engine under test, and people who may do things.
namespace bina::fixture {

/// 2026-01-01T00:00Z plus what `advance` added: no test depends on the machine's clock.
inline std::atomic<std::int64_t> now_ms = 1'767'225'600'000;
inline base::Instant clock() {
    return {now_ms.load()};
}
inline void advance(std::int64_t milliseconds) {
    now_ms += milliseconds;
}

/// A folder that is gone with the object.
class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "bina-test-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        m_path = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    std::filesystem::path const& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// Where an empty store may be made: SQLite in `folder`, or, when BINA_TEST_DATABASE names a PostgreSQL
/// database, that one emptied.
inline std::string empty_location(Folder const& folder) {
    char const* const url = std::getenv("BINA_TEST_DATABASE");
    if (url == nullptr) return (folder.path() / "bina.db").string();
    auto const connection = storage::connect_postgres({.location = url}).value();
    connection->script("DROP SCHEMA public CASCADE; CREATE SCHEMA public").value();
    return url;
}

/// A store with every migration applied, on the engine under test.
class Store {
public:
    Store() {
        m_db = storage::Db::open(
                   {.location = empty_location(m_folder), .clock = clock, .readers = 4, .rehearse = true},
                   storage::Vault::for_tests())
                   .value();
        storage::migrate(*m_db, storage::embedded_migrations()).value();
    }
    storage::Db& db() { return *m_db; }
    std::filesystem::path const& folder() const { return m_folder.path(); }

private:
    Folder m_folder;
    std::unique_ptr<storage::Db> m_db;
};

inline access::Actor actor(access::Role role, std::string area) {
    return {.id = access::AccountId::parse("0000000000007000800000000000000a").value(),
            .name = "Petugas",
            .grants = {{role, std::move(area)}}};
}

}  // namespace bina::fixture
