#pragma once
#include <chrono>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

namespace bina::linkage::batch {

/// Seconds of one step.
struct StepTime {
    std::string step;
    double wall = 0;
    double cpu = 0;  ///< of all threads
};

/// Writes down how long each step took.
class StepClock {
public:
    explicit StepClock(std::vector<StepTime>& times) : m_times(times) { start(); }
    void lap(std::string step) {
        m_times.push_back({std::move(step), wall() - m_wall, cpu() - m_cpu});
        start();
    }

private:
    static double wall() {
        return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
    }
    static double cpu() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
    void start() {
        m_wall = wall();
        m_cpu = cpu();
    }

    std::vector<StepTime>& m_times;
    double m_wall = 0;
    double m_cpu = 0;
};

}  // namespace bina::linkage::batch
