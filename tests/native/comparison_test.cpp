#include "native/inbox/comparison.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

Capture captured(std::vector<Header> headers, std::string body) {
  return {.head = {.method = "POST", .target = "/", .source = "", .headers = std::move(headers)},
          .body = std::move(body)};
}

Request sent(std::vector<Header> headers, std::string body) {
  return {.method = "POST", .url = "", .headers = std::move(headers), .body = std::move(body)};
}

}  // namespace

TEST_CASE("comparison: finds the first byte that differs, and shows both sides") {
  CHECK_FALSE(first_difference("", ""));
  CHECK_FALSE(first_difference("same", "same"));
  const auto difference = first_difference("{\"a\":1}", "{\"a\":2}");
  REQUIRE(difference);
  CHECK(difference->offset == 5);
  CHECK(difference->captured == "1}");
  CHECK(difference->sent == "2}");
  CHECK(first_difference("abc", "ab")->offset == 2);
  CHECK(first_difference("abc", "ab")->sent == "");
  CHECK(first_difference("", "ab")->offset == 0);
  const std::string nul("a\0b", 3);
  CHECK(first_difference(nul, "a")->captured == nul.substr(1));
  const std::string longer(1000, 'x');
  CHECK(first_difference(longer, "y")->captured.size() == 80);
}

TEST_CASE("comparison: headers are the same whatever the case and order of their names") {
  const Comparison same = compare(captured({{"B", "2"}, {"Host", "h"}, {"A", "1"}}, "x"),
                                  sent({{"host", "h"}, {"a", "1"}, {"b", "2"}}, "x"));
  CHECK(same.is_equal());
}

TEST_CASE("comparison: tells headers that were changed, added or taken away") {
  const Comparison comparison = compare(captured({{"a", "9"}, {"X-Via", "p"}, {"x-via", "q"}}, "x"),
                                        sent({{"a", "1"}, {"b", "2"}}, "x"));
  CHECK_FALSE(comparison.is_equal());
  CHECK_FALSE(comparison.body);
  REQUIRE(comparison.headers.size() == 3);
  CHECK(comparison.headers[0].name == "a");
  CHECK(comparison.headers[0].captured == "9");
  CHECK(comparison.headers[0].sent == "1");
  CHECK(comparison.headers[1].name == "b");
  CHECK_FALSE(comparison.headers[1].captured);
  CHECK(comparison.headers[2].captured == "p, q");
  CHECK_FALSE(comparison.headers[2].sent);
}
