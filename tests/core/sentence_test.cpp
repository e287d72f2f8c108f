#include "core/text/sentence.hpp"

#include <string>

#include <doctest/doctest.h>

#include "core/problem/problem.hpp"

using namespace hookstorm;

namespace {

TEST_CASE("a sentence: each part stands in its place") {
  const std::string name = "lagacy";
  CHECK(sentence("No family is called \"{}\".{}", {name, ""}) == "No family is called \"lagacy\".");
  CHECK(sentence("{} to {} bytes", {-1, std::size_t{64}}) == "-1 to 64 bytes");
  CHECK(sentence("{}{}", {"{}", std::string_view()}) == "{}");
}

TEST_CASE("a sentence: parts without a place are left out") {
  CHECK(sentence("There is no {}.", {"header", 0, 1}) == "There is no header.");
  CHECK(sentence("{}", {"all", 7}) == "all");
}

TEST_CASE("a sentence without parts is its pattern, whatever that holds") {
  CHECK(sentence("Write {} here.", {}) == "Write {} here.");
}

TEST_CASE("a place: its path is a JSON Pointer") {
  const Place document("/data");
  const Place list = document.child("a/b");
  CHECK(document.path() == "/data");
  CHECK(list.item(2).path() == "/data/a~1b/2");
  CHECK(list.child("").path() == "/data/a~1b/");
}

}  // namespace
