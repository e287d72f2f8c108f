#include "native/api/occurrence_batch.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "core/json/parser.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

std::string list_of(std::size_t count) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i) {
    list.append(i == 0 ? "" : ",").append(sample_occurrence(Trigger::job_ended));
  }
  return list + "]";
}

bool has(const Problems& problems, std::string_view path, std::string_view code) {
  return std::any_of(problems.list().begin(), problems.list().end(), [&](const Problem& problem) {
    return problem.path == path && problem.code == code;
  });
}

Problems problems_of(std::string_view body) {
  return parse_occurrence_batch(body, Checking::strict).problems();
}

}  // namespace

TEST_CASE("batch: gives each occurrence with its own text") {
  const std::string body = "[" + std::string(sample_occurrence(Trigger::event_created)) + ", " +
                           std::string(sample_occurrence(Trigger::job_ended)) + "]";
  const auto items = parse_occurrence_batch(body, Checking::strict);
  REQUIRE(items.ok());
  REQUIRE(items.value().size() == 2);
  CHECK(items.value()[0].occurrence.trigger == Trigger::event_created);
  CHECK(items.value()[1].occurrence.trigger == Trigger::job_ended);
  for (const Submission::Item& item : items.value()) {
    CHECK(parse_occurrence(item.text, Checking::strict).value().trigger == item.occurrence.trigger);
    CHECK(item.text.find('\n') == std::string::npos);
  }
}

TEST_CASE("batch: numbers keep their digits") {
  std::string occurrence(sample_occurrence(Trigger::job_ended));
  const std::string member = "\"job\": {";
  REQUIRE(occurrence.find(member) != std::string::npos);
  occurrence.insert(occurrence.find(member) + member.size(), "\"exactly\": 1.10e+2, ");
  const auto items = parse_occurrence_batch("[" + occurrence + "]", Checking::strict);
  REQUIRE(items.ok());
  CHECK(items.value()[0].text.find("\"exactly\":1.10e+2") != std::string::npos);
}

TEST_CASE("batch: takes as many as may be, and refuses more, none, and what is no list") {
  CHECK(parse_occurrence_batch(list_of(kBatchMax), Checking::strict).ok());
  CHECK(has(problems_of(list_of(kBatchMax + 1)), "", "too-many"));
  CHECK(has(problems_of("[]"), "", "no-occurrence"));
  CHECK(has(problems_of("{}"), "", "wrong-type"));
  CHECK(has(problems_of("[1"), "", "invalid-json"));
}

TEST_CASE("batch: tells the problems of all, each with the index of its occurrence") {
  const std::string good(sample_occurrence(Trigger::job_ended));
  const Problems problems =
      problems_of("[" + good + R"(,7,)" + good + R"(,{"trigger":"nothing"}])");
  CHECK(problems.has_errors());
  CHECK(has(problems, "/1", "wrong-type"));
  CHECK(has(problems, "/3/trigger", "unknown-trigger"));
  CHECK(std::none_of(problems.list().begin(), problems.list().end(), [](const Problem& problem) {
    return problem.path.starts_with("/0") || problem.path.starts_with("/2");
  }));
}
