#pragma once
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace bina::linkage::batch {

/// Calls `work(thread, piece)` for each of `pieces`, in any order, on `threads` threads; returns when all are
/// done. What the pieces yield must not depend on which thread took them.
template <class Work>
void in_parallel(unsigned threads, std::size_t pieces, Work const& work) {
    std::atomic<std::size_t> next{0};
    auto const run = [&](unsigned thread) {
        for (auto piece = next++; piece < pieces; piece = next++) work(thread, piece);
    };
    std::vector<std::jthread> others;
    for (unsigned thread = 1; thread < threads && thread < pieces; ++thread) others.emplace_back(run, thread);
    run(0);
}

}  // namespace bina::linkage::batch
