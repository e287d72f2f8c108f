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

TEST_CASE("parser: finds a repeated name wherever it stands, in small and in large objects") {
  for (const int size : {2, 3, 31, 32, 33, 34, 64, 500}) {
    for (const int repeated : {0, (size - 1) / 2, size - 2}) {
      std::string text = "{";
      for (int i = 0; i < size - 1; ++i) {
        text.append("\"n")
            .append(std::to_string(i))
            .append("\":")
            .append(std::to_string(i))
            .append(",");
      }
      const std::string name = "n" + std::to_string(repeated);
      CHECK(json::parse(text + "\"other\":0}").ok());
      text.append("\"").append(name).append("\":0}");
      CHECK(refusal(text) == "/" + name + " duplicate-name");
    }
  }
  CHECK(refusal(R"({"":1,"":2})") == "/ duplicate-name");
  CHECK(refusal(R"({"a":1,"\u0061":2})") == "/a duplicate-name");
}

TEST_CASE("parser: an object may have as many names as fit") {
  std::string text = "{";
  for (int i = 0; i < 100'000; ++i) {
    text += "\"name_" + std::to_string(i) + "\":1,";
  }
  CHECK(json::parse(text + "\"last\":1}").value().members.size() == 100'001);
  CHECK(refusal(text + "\"name_500\":1}") == "/name_500 duplicate-name");
}

TEST_CASE("parser: says on which byte it could not read on") {
  const auto column = [](std::string_view text) {
    const std::string message = json::parse(text).problems().list().at(0).message;
    const std::size_t digits = message.find("column ") + 7;
    return std::stoi(message.substr(digits));
  };
  CHECK(column("") == 1);
  CHECK(column("[1") == 3);
  CHECK(column("[1 2]") == 4);
  CHECK(column("[1,]") == 4);
  CHECK(column("[01]") == 3);
  CHECK(column("[1.]") == 4);
  CHECK(column("[-a]") == 3);
  CHECK(column("{\"a\" 1}") == 6);
  CHECK(column("[trux]") == 5);
  CHECK(column("[\"\\x\"]") == 4);
  CHECK(column("[\"\\u12g4\"]") == 7);
  CHECK(column("[\"a\xc3(\"]") == 5);
  CHECK(column("[\"\xed\xa0\x80\"]") == 4);
  CHECK(column("[\"a\nb\"]") == 4);
  CHECK(column("{} 12") == 4);
}

TEST_CASE("parser: refuses numbers that no double can hold") {
  CHECK(rewritten("[1.797693134862315e308,2e-999,0e999]") ==
        "[1.797693134862315e308,2e-999,0e999]");
  CHECK(rewritten(std::string(308, '9')) == std::string(308, '9'));
  CHECK(refusal("[1.8e308]") == " invalid-json");
  CHECK(refusal("[1e309]") == " invalid-json");
  CHECK(refusal("[-1e99999999999999999999]") == " invalid-json");
  CHECK(refusal("2" + std::string(308, '0')) == " invalid-json");
  CHECK(rewritten("1" + std::string(308, '0')).size() == 309);
}

TEST_CASE("parser: skips one byte order mark") {
  CHECK(rewritten("\xEF\xBB\xBF{}") == "{}");
  CHECK(refusal("\xEF\xBB\xBF\xEF\xBB\xBF{}") == " invalid-json");
}

TEST_CASE("parser: reads as deep as the limit and no deeper") {
  const std::string deepest = std::string(json::kDepthMax, '[') + std::string(json::kDepthMax, ']');
  CHECK(rewritten(deepest) == deepest);
  std::string path;
  for (std::size_t i = 0; i < json::kDepthMax; ++i) {
    path += i == 1 ? "/a" : i == 0 ? "/1" : "/0";
  }
  CHECK(refusal("[0,{\"a\":" + deepest.substr(1)) == path + " too-deep");
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
