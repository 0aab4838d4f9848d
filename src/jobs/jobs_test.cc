#include "jobs/jobs.h"

#include <gmock/gmock.h>

#include <latch>

#include "fixture.h"

namespace bina::jobs {
namespace {

using base::Result;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr base::ErrorKind refused{"jobs.test_refused", 422};

class JobsTest : public testing::Test {
protected:
    JobsTest() {
        handle_on(jobs);
        jobs.on_failure = [this](Job const& job, base::Error const& error) {
            failures.push_back(job.subject + " " + std::string(error.kind->key));
        };
    }
    void handle_on(Jobs& runner) {
        runner.handle("test.note", [this](Job const& job, Progress&) -> Result<void> {
            ran.push_back(job.subject);
            return {};
        });
    }
    void ask(std::string kind, std::string subject) {
        Job const job{.id = JobId::make(db.now()),
                      .regency = "3316",
                      .kind = std::move(kind),
                      .subject = std::move(subject),
                      .actor = fixture::actor(access::Role::operator_, "3316")};
        db.write([&](storage::Tx& tx) { return enqueue(tx, job); }).value();
    }
    /// "subject state error" of every job, in the order in which they were asked for.
    std::vector<std::string> stored() {
        return db
            .read([](storage::Tx& tx) {
                return tx.rows("SELECT subject, state, error FROM job ORDER BY seq",
                               [](storage::Row const& row) {
                                   return row.get<std::string>(0) + " " + row.get<std::string>(1) + " " +
                                          row.get<std::string>(2);
                               });
            })
            .value();
    }

    fixture::Store store;
    storage::Db& db = store.db();
    std::vector<std::string> ran;
    std::vector<std::string> failures;
    Jobs jobs{db};
};

TEST_F(JobsTest, RunInTheOrderInWhichTheyWereAskedFor) {
    std::vector<std::string> wanted;
    for (int i = 0; i < 20; ++i) {  // All at the same millisecond.
        wanted.push_back(std::to_string(i));
        ask("test.note", wanted.back());
    }
    jobs.run_waiting().value();
    EXPECT_EQ(ran, wanted);
    jobs.run_waiting().value();
    EXPECT_EQ(ran, wanted) << "each once";
    EXPECT_EQ(stored().front(), "0 done ");
}

TEST_F(JobsTest, AreNotThereWhenTheirTransactionWasUndone) {
    Job const job{.id = JobId::make(db.now()),
                  .regency = "3316",
                  .kind = "test.note",
                  .subject = "a",
                  .actor = access::local_operator()};
    (void)db.write([&](storage::Tx& tx) -> Result<void> {
        TRY(enqueue(tx, job));
        return base::fail(refused);
    });
    jobs.run_waiting().value();
    EXPECT_THAT(ran, IsEmpty());
}

TEST_F(JobsTest, KnowWhatTheyAreAboutAndWhoAsked) {
    jobs.handle("test.look", [&](Job const& job, Progress&) -> Result<void> {
        EXPECT_EQ(job.regency, "3316");
        EXPECT_EQ(job.subject, "batch");
        EXPECT_EQ(job.actor.name, "Petugas");
        EXPECT_EQ(job.actor.id, fixture::actor(access::Role::operator_, "").id);
        ran.push_back(job.kind);
        return {};
    });
    ask("test.look", "batch");
    jobs.run_waiting().value();
    EXPECT_THAT(ran, ElementsAre("test.look"));
}

TEST_F(JobsTest, FailureIsRecordedAndTheNextOneRuns) {
    jobs.handle("test.fail",
                [](Job const&, Progress&) -> Result<void> { return base::fail(refused, "why"); });
    jobs.handle("test.throw", [](Job const&, Progress&) -> Result<void> { throw storage::Damage("torn"); });
    ask("test.fail", "a");
    ask("test.throw", "b");
    ask("test.unheard_of", "c");
    ask("test.note", "d");
    jobs.run_waiting().value();
    EXPECT_THAT(stored(), ElementsAre("a failed jobs.test_refused", "b failed jobs.crashed",
                                      "c failed jobs.unknown_kind", "d done "));
    EXPECT_THAT(failures, ElementsAre("a jobs.test_refused", "b jobs.crashed", "c jobs.unknown_kind"));
    EXPECT_THAT(ran, ElementsAre("d"));
}

TEST_F(JobsTest, WhatFailedForGoodTakesBackWhatItHadAnnounced) {
    auto const give_up = [](storage::Tx& tx, Job const& job, base::Error const& error) -> Result<void> {
        return enqueue(tx, {.id = JobId::make(tx.now()),
                            .regency = job.regency,
                            .kind = "test.note",
                            .subject = job.subject + " gave up: " + std::string(error.kind->key),
                            .actor = job.actor});
    };
    jobs.handle(
        "test.throw", [](Job const&, Progress&) -> Result<void> { throw storage::Damage("torn"); }, give_up);
    int calls = 0;
    jobs.handle(
        "test.busy",
        [&](Job const&, Progress&) -> Result<void> {
            return ++calls == 1 ? base::fail(storage::error::busy) : Result<void>{};
        },
        give_up);
    ask("test.throw", "a");
    ask("test.busy", "b");
    EXPECT_FALSE(jobs.run_waiting());
    jobs.run_waiting().value();
    EXPECT_THAT(ran, ElementsAre("a gave up: jobs.crashed")) << "what is only busy is tried again";
}

// The store cannot be written for a moment: not the job's fault.
TEST_F(JobsTest, StaysWaitingWhileTheStoreIsBusy) {
    bool busy = true;
    jobs.handle("test.busy", [&](Job const& job, Progress&) -> Result<void> {
        if (busy) return base::fail(storage::error::busy);
        ran.push_back(job.subject);
        return {};
    });
    ask("test.busy", "a");
    EXPECT_EQ(jobs.run_waiting().error().kind, &storage::error::busy);
    EXPECT_THAT(stored(), ElementsAre("a waiting "));
    busy = false;
    jobs.run_waiting().value();
    EXPECT_THAT(stored(), ElementsAre("a done "));
}

TEST_F(JobsTest, StoppedInTheMiddleItIsBegunAnew) {
    std::latch begun{1};
    int times = 0;
    auto const run = [&](Job const&, Progress& progress) -> Result<void> {
        if (++times > 1) return {};
        begun.count_down();
        while (!progress.stopping()) std::this_thread::yield();
        return base::fail(refused);
    };
    {
        Jobs first(db);
        first.handle("test.long", run);
        ask("test.long", "a");
        first.start();
        begun.wait();
        first.stop();
    }
    EXPECT_THAT(stored(), ElementsAre("a waiting "));
    Jobs second(db);
    second.handle("test.long", run);
    second.run_waiting().value();
    EXPECT_EQ(times, 2);
    EXPECT_THAT(stored(), ElementsAre("a done "));
}

TEST_F(JobsTest, ThreadRunsWhatAnEarlierProcessLeftAndWhatItIsWokenFor) {
    std::latch left{1};
    std::latch asked{1};
    jobs.handle("test.left", [&](Job const&, Progress&) -> Result<void> {
        left.count_down();
        return {};
    });
    jobs.handle("test.asked", [&](Job const&, Progress&) -> Result<void> {
        asked.count_down();
        return {};
    });
    ask("test.left", "a");
    jobs.start();
    left.wait();
    ask("test.asked", "b");
    jobs.wake();
    asked.wait();
    jobs.stop();
}

TEST_F(JobsTest, TellHowFarTheyAre) {
    std::latch begun{1};
    std::latch seen{1};
    jobs.handle("test.count", [&](Job const&, Progress& progress) -> Result<void> {
        progress.begin("reading", 100);
        progress.advance(30);
        progress.advance();
        begun.count_down();
        seen.wait();
        progress.begin("writing", 7);
        progress.advance_to(7);
        EXPECT_EQ(progress.view().phase, "writing");
        EXPECT_EQ(progress.view().done, 7);
        return {};
    });
    ask("test.count", "batch");
    EXPECT_FALSE(jobs.progress("batch"));
    jobs.start();
    begun.wait();
    auto const view = jobs.progress("batch").value();
    EXPECT_EQ(view.phase, "reading");
    EXPECT_EQ(view.done, 31);
    EXPECT_EQ(view.total, 100);
    EXPECT_FALSE(jobs.progress("another"));
    seen.count_down();
    jobs.stop();
    EXPECT_FALSE(jobs.progress("batch"));
}

TEST_F(JobsTest, AreWatchedFromTheCommandLine) {
    std::atomic<bool> watched = false;
    jobs.handle("test.watched", [&](Job const&, Progress& progress) -> Result<void> {
        progress.begin("reading", 2);
        while (!watched) std::this_thread::yield();
        return {};
    });
    ask("test.watched", "a");
    jobs.run_waiting([&](Progress const& progress) {
            if (progress.view().total == 2) watched = true;
        })
        .value();
    EXPECT_TRUE(watched);
}

// A server and a command line on one store: what one has begun the other must not begin.
TEST_F(JobsTest, RunInOneProcessAtATime) {
    std::latch begun{1};
    std::latch go{1};
    std::atomic<int> times = 0;
    auto const run = [&](Job const&, Progress&) -> Result<void> {
        if (++times == 1) begun.count_down();
        go.wait();
        return {};
    };
    Jobs server(db);
    server.handle("test.slow", run);
    handle_on(jobs);
    jobs.handle("test.slow", run);
    ask("test.slow", "a");
    ask("test.note", "b");
    server.handle("test.note", [](Job const&, Progress&) -> Result<void> { return {}; });
    server.start();
    begun.wait();
    EXPECT_EQ(db.try_lock("jobs").value(), nullptr);
    std::thread command_line([&] { jobs.run_waiting().value(); });
    go.count_down();
    command_line.join();
    EXPECT_EQ(times, 1);
    EXPECT_THAT(stored(), ElementsAre("a done ", "b done "));
    server.stop();
}

}  // namespace
}  // namespace bina::jobs
