// The members of a webhook that say how it is sent to: retry, timeout, rate_limit, concurrency.
#include <doctest/doctest.h>

#include "core/webhook/webhook.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

using Json = nlohmann::ordered_json;

Result<Webhook> with(const std::string& member, const Json& value) {
  const Json webhook = {{"triggers", {"event.created"}}, {"url", "https://e.co/"}, {member, value}};
  return parse_webhook(webhook.dump(), HttpTargets::refused);
}

std::vector<DurationMilliseconds> delays(const Json& retry) {
  const auto webhook = with("retry", retry);
  REQUIRE(webhook.ok());
  std::vector<DurationMilliseconds> seconds;
  for (const DurationMilliseconds delay : webhook.value().retry->policy.delays) {
    seconds.push_back(delay / 1000);
  }
  return seconds;
}

void refuses(const std::string& member, const Json& value, const std::string& path,
             const std::string& code) {
  CAPTURE(value.dump());
  const Problems problems = with(member, value).problems();
  CAPTURE(test::codes(problems));
  CHECK(test::has_problem(problems, path, code));
}

std::string written(const Webhook& webhook) {
  json::Writer writer;
  write_webhook(writer, webhook, SecretShown::yes);
  return writer.take();
}

}  // namespace

TEST_CASE("retry: a policy by name, by its delays, or growing up to a longest wait") {
  CHECK(delays("livestorm") == std::vector<DurationMilliseconds>{30, 60, 150, 360, 720});
  CHECK(delays({{"delays", {0, 5, 604800}}}) == std::vector<DurationMilliseconds>{0, 5, 604800});
  CHECK(delays({{"delays", Json::array()}}).empty());
  CHECK(delays({{"first", 5}, {"factor", 3}, {"longest", 100}, {"retries", 5}}) ==
        std::vector<DurationMilliseconds>{5, 15, 45, 100, 100});
  CHECK(delays({{"first", 43200}, {"retries", 3}}) ==
        std::vector<DurationMilliseconds>{43200, 86400, 86400});
  CHECK(delays({{"first", 604800}, {"factor", 100}, {"retries", 20}}) ==
        std::vector<DurationMilliseconds>(20, 604800));
}

TEST_CASE("retry: jitter is 20 percent where nothing is said") {
  CHECK(with("retry", {{"delays", {5}}}).value().retry->policy.jitter_percent == 20);
  CHECK(with("retry", {{"delays", {5}}, {"jitter", 0}}).value().retry->policy.jitter_percent == 0);
  CHECK(with("retry", {{"delays", {5}}, {"jitter", 50}}).value().retry->policy.jitter_percent ==
        50);
  refuses("retry", {{"delays", {5}}, {"jitter", 51}}, "/retry/jitter", "out-of-range");
  refuses("retry", {{"delays", {5}}, {"jitter", -1}}, "/retry/jitter", "out-of-range");
}

TEST_CASE("retry: at most as many retries, and waits as long, as the limits say") {
  const std::vector<int> most(RetryPolicy::kRetriesMax, 1);
  const std::vector<int> too_many(RetryPolicy::kRetriesMax + 1, 1);
  CHECK(delays({{"delays", most}}).size() == RetryPolicy::kRetriesMax);
  refuses("retry", {{"delays", too_many}}, "/retry/delays", "too-many");
  refuses("retry", {{"delays", {1, 604801}}}, "/retry/delays/1", "out-of-range");
  refuses("retry", {{"first", 1}, {"retries", 21}}, "/retry/retries", "out-of-range");
  refuses("retry", {{"first", 0}, {"retries", 1}}, "/retry/first", "out-of-range");
  refuses("retry", {{"first", 5}, {"retries", 1}, {"longest", 4}}, "/retry/longest",
          "out-of-range");
  refuses("retry", {{"first", 5}, {"retries", 1}, {"factor", 101}}, "/retry/factor",
          "out-of-range");
}

TEST_CASE("retry: every problem comes at once, at its place") {
  refuses("retry", "standart", "/retry", "unknown-retry-policy");
  refuses("retry", 5, "/retry", "wrong-type");
  refuses("retry", {{"delays", "5"}}, "/retry/delays", "wrong-type");
  const Json wrong = {{"factor", 1.5}, {"longest", "x"}, {"jitter", 99}, {"delay", 1}};
  const Problems problems = with("retry", wrong).problems();
  CAPTURE(test::codes(problems));
  CHECK(test::has_problem(problems, "/retry/first", "missing-field"));
  CHECK(test::has_problem(problems, "/retry/retries", "missing-field"));
  CHECK(test::has_problem(problems, "/retry/factor", "out-of-range"));
  CHECK(test::has_problem(problems, "/retry/longest", "wrong-type"));
  CHECK(test::has_problem(problems, "/retry/jitter", "out-of-range"));
  CHECK(test::has_problem(problems, "/retry/delay", "unknown-field"));
  // Either a list or growth.
  refuses("retry", {{"delays", {1}}, {"first", 1}}, "/retry/first", "unknown-field");
}

TEST_CASE("timeout, concurrency, rate limit: whole numbers within their limits") {
  CHECK(with("timeout", 60).value().timeout_seconds == 60);
  CHECK(with("concurrency", 32).value().concurrency == 32);
  for (const Json& value : {Json(0), Json(61), Json(-1), Json(1.5)}) {
    refuses("timeout", value, "/timeout", "out-of-range");
  }
  refuses("timeout", "15", "/timeout", "wrong-type");
  refuses("concurrency", 0, "/concurrency", "out-of-range");
  refuses("concurrency", 33, "/concurrency", "out-of-range");
  CHECK(with("ordered", true).value().ordered);
  CHECK_FALSE(with("ordered", false).value().ordered);
  refuses("ordered", 1, "/ordered", "wrong-type");

  const auto limited = with("rate_limit", {{"requests", 10'000}, {"seconds", 86'400}});
  REQUIRE(limited.ok());
  CHECK(limited.value().rate_limit->requests == 10'000);
  CHECK(limited.value().rate_limit->seconds == 86'400);
  refuses("rate_limit", {{"requests", 10'001}, {"seconds", 1}}, "/rate_limit/requests",
          "out-of-range");
  refuses("rate_limit", {{"requests", 1}, {"seconds", 86'401}}, "/rate_limit/seconds",
          "out-of-range");
  refuses("rate_limit", {{"requests", 1}}, "/rate_limit/seconds", "missing-field");
  refuses("rate_limit", {{"seconds", 1}}, "/rate_limit/requests", "missing-field");
  refuses("rate_limit", {{"requests", 1}, {"seconds", 1}, {"burst", 1}}, "/rate_limit/burst",
          "unknown-field");
  refuses("rate_limit", 5, "/rate_limit", "wrong-type");
}

TEST_CASE("sending members: are written again as they were given") {
  const std::string text =
      R"({"name":"","triggers":["event.created"],"url":"https://e.co/","family":"extended",)"
      R"("retry":{"first":5,"retries":3,"jitter":0},"timeout":5,)"
      R"("rate_limit":{"requests":2,"seconds":1},"concurrency":4,"ordered":true,"enabled":true})";
  const auto webhook = parse_webhook(text, HttpTargets::refused);
  REQUIRE(webhook.ok());
  CHECK(written(webhook.value()) == text);
}

TEST_CASE("sending members: null takes each of them away") {
  for (const char* member : {"retry", "timeout", "rate_limit", "concurrency", "ordered"}) {
    CAPTURE(member);
    const auto webhook = with(member, nullptr);
    REQUIRE(webhook.ok());
    CHECK(written(webhook.value()).find(member) == std::string::npos);
  }
}
