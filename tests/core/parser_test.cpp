#include "core/json/parser.hpp"

#include <doctest/doctest.h>

#include "core/json/writer.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

std::string rewritten(std::string_view text) {
  const auto document = json::parse(text);
  REQUIRE(document.ok());
  return json::Writer().value(document.value()).take();
}

/// The path and code of the one problem that `text` has.
std::string refusal(std::string_view text) {
  const auto document = json::parse(text);
  REQUIRE_FALSE(document.ok());
  REQUIRE(document.problems().list().size() == 1);
  return document.problems().list()[0].path + " " + document.problems().list()[0].code;
}

}  // namespace

TEST_CASE("parser: keeps the order of members and the digits of numbers") {
  CHECK(rewritten(R"({"b":1,"a":[true,false,null],"c":{}})") ==
        R"({"b":1,"a":[true,false,null],"c":{}})");
  CHECK(rewritten("[1.50,1e21,-0.0,123456789012345678901234567890,18446744073709551615]") ==
        "[1.50,1e21,-0.0,123456789012345678901234567890,18446744073709551615]");
}

TEST_CASE("parser: unescapes text and keeps it in UTF-8") {
  CHECK(rewritten(R"(["\u00e9\ud83d\ude00\/","\u0000\u001f\"\\"])") ==
        "[\"é😀/\",\"\\u0000\\u001f\\\"\\\\\"]");
}

TEST_CASE("parser: refuses what is not JSON and says where") {
  CHECK(refusal("") == " invalid-json");
  CHECK(refusal("{\"a\":}") == " invalid-json");
  CHECK(refusal("{'a':1}") == " invalid-json");
  CHECK(refusal("[1,]") == " invalid-json");
  CHECK(refusal("[NaN]") == " invalid-json");
  CHECK(refusal("[01]") == " invalid-json");
  CHECK(refusal("[\"\\ud800\"]") == " invalid-json");
  CHECK(refusal("[\"\xff\"]") == " invalid-json");
  const auto document = json::parse("{\n  \"a\": nope\n}");
  CHECK(document.problems().list()[0].message.find("line 2, column 9") != std::string::npos);
}

TEST_CASE("parser: refuses text after the document") {
  CHECK(refusal("{} During this event") == " trailing-data");
  CHECK(refusal("[1][2]") == " trailing-data");
  CHECK(refusal("1 2") == " trailing-data");
  CHECK(rewritten(" {} \n") == "{}");
}

TEST_CASE("parser: refuses a name given twice in one object") {
  CHECK(refusal(R"({"a":[{"x/y":1,"x/y":2}]})") == "/a/0/x~1y duplicate-name");
  CHECK(rewritten(R"([{"a":1},{"a":2}])") == R"([{"a":1},{"a":2}])");
}

TEST_CASE("parser: reads as deep as the limit and no deeper") {
  const std::string deepest = std::string(json::kDepthMax, '[') + std::string(json::kDepthMax, ']');
  CHECK(rewritten(deepest) == deepest);
  CHECK(json::parse("[" + deepest + "]").problems().list()[0].code == "too-deep");
}

TEST_CASE("parser: reads as much as the limit and no more") {
  const std::string longest = "\"" + std::string(json::kDocumentBytesMax - 2, 'a') + "\"";
  CHECK(json::parse(longest).ok());
  CHECK(refusal(longest + " ") == " too-large");
}

TEST_CASE("value: a whole number is one without fraction or exponent that fits 64 bits") {
  const auto integer = [](std::string_view text) { return json::parse(text).value().integer(); };
  CHECK(integer("9223372036854775807") == INT64_MAX);
  CHECK(integer("-9223372036854775808") == INT64_MIN);
  CHECK_FALSE(integer("9223372036854775808").has_value());
  CHECK_FALSE(integer("1.0").has_value());
  CHECK_FALSE(integer("1e3").has_value());
  CHECK_FALSE(integer("\"1\"").has_value());
}
