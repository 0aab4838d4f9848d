#include "http/metrics.h"

#include <gmock/gmock.h>

using namespace bina::http;
using testing::HasSubstr, testing::Not;

TEST(Metrics, WritesWhatPrometheusReads) {
    Metrics metrics;
    metrics.counter("a_total", "How many", label("route", "/x")).add(3);
    metrics.counter("a_total", "How many", label("route", "/y"));
    metrics.gauge("depth", "How deep", [] { return std::int64_t{7}; });
    EXPECT_EQ(metrics.text(),
              "# HELP a_total How many\n# TYPE a_total counter\na_total{route=\"/x\"} 3\n"
              "# HELP depth How deep\n# TYPE depth gauge\ndepth 7\n");
    metrics.drop_gauges("depth");
    EXPECT_THAT(metrics.text(), Not(HasSubstr("depth")));
}

TEST(Metrics, CountsDurationsUpToTheirBucketsEnd) {
    Metrics metrics;
    auto& histogram = metrics.histogram("t_seconds", "Time", label("a", "b"));
    for (std::int64_t const us : {0, 100, 101, 250, 1'000'000, 90'000'000}) histogram.observe(us);
    auto const text = metrics.text();
    EXPECT_THAT(text, HasSubstr("t_seconds_bucket{a=\"b\",le=\"0.0001\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("t_seconds_bucket{a=\"b\",le=\"0.00025\"} 4\n"));
    EXPECT_THAT(text, HasSubstr("t_seconds_bucket{a=\"b\",le=\"1.0\"} 5\n"));
    EXPECT_THAT(text, HasSubstr("t_seconds_bucket{a=\"b\",le=\"+Inf\"} 6\n"));
    EXPECT_THAT(text, HasSubstr("t_seconds_sum{a=\"b\"} 91.000451\n"));
    EXPECT_THAT(text, HasSubstr("t_seconds_count{a=\"b\"} 6\n"));
}

TEST(Metrics, EscapesLabels) {
    EXPECT_EQ(label("a", "b\"c\\d\ne"), R"(a="b\"c\\d\ne")");
}

TEST(Metrics, IsOneThingByOneName) {
    Metrics metrics;
    EXPECT_EQ(&metrics.counter("a", "A"), &metrics.counter("a", "A"));
    EXPECT_THROW(metrics.histogram("a", "A"), std::logic_error);
}
