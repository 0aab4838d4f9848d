#include "http/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <memory>
#include <vector>

using bina::http::Workers;

namespace {

struct Count final : Workers::Job {
    std::atomic<int>* total = nullptr;
    std::latch* gate = nullptr;
    void run() noexcept override {
        if (gate != nullptr) gate->wait();
        ++*total;
    }
};

}  // namespace

TEST(Workers, RunEachJobOnceWhoeverBringsIt) {
    constexpr int jobs_each = 2000;
    std::atomic<int> total = 0;
    std::vector<std::unique_ptr<Count[]>> jobs;
    for (int i = 0; i < 3; ++i) {
        jobs.push_back(std::make_unique<Count[]>(jobs_each));
        for (int n = 0; n < jobs_each; ++n) jobs.back()[static_cast<std::size_t>(n)].total = &total;
    }
    {
        Workers workers(3);
        std::vector<std::thread> bringers;
        for (auto const& mine : jobs)
            bringers.emplace_back([&workers, list = mine.get()] {
                for (int n = 0; n < jobs_each; ++n) workers.add(list[n]);
            });
        for (auto& bringer : bringers) bringer.join();
    }
    EXPECT_EQ(total, 3 * jobs_each) << "what waits is finished before the threads end";
}

// A worker that waits for something must not keep the others asleep while work is there.
TEST(Workers, GoOnWhileOthersWait) {
    std::atomic<int> total = 0;
    std::latch gate{1};
    Count blocked[3];
    Count free[50];
    {
        Workers workers(4);
        for (auto& job : blocked) {
            job.total = &total;
            job.gate = &gate;
            workers.add(job);
        }
        for (auto& job : free) {
            job.total = &total;
            workers.add(job);
        }
        while (total < 50) std::this_thread::yield();
        EXPECT_EQ(total, 50);
        EXPECT_EQ(workers.waiting(), 0U);
        gate.count_down();
    }
    EXPECT_EQ(total, 53);
}
