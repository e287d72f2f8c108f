#include "core/text/suggestion.hpp"

#include <array>

#include <doctest/doctest.h>

#include "core/text/excerpt.hpp"

using namespace hookstorm;

namespace {

constexpr std::array<std::string_view, 4> kKnown = {"slug", "title", "event.created",
                                                    "event.ended"};
constexpr std::array<std::string_view, 1> kShort = {"id"};

}  // namespace

TEST_CASE("suggestion: names the nearest known name within two edits") {
  CHECK(suggestion("tittle", kKnown) == " Did you mean \"title\"?");
  CHECK(suggestion("event.creatd", kKnown) == " Did you mean \"event.created\"?");
}

TEST_CASE("suggestion: says nothing where no name is near") {
  CHECK(suggestion("headline", kKnown).empty());
  CHECK(suggestion("x", kShort).empty());
  CHECK(suggestion(std::string(100, 'x'), kShort).empty());
}

TEST_CASE("excerpt: cuts long texts between characters") {
  CHECK(excerpt("short") == "short");
  CHECK(excerpt(std::string(64, 'a')) == std::string(64, 'a'));
  CHECK(excerpt(std::string(65, 'a')) == std::string(64, 'a') + "…");
  CHECK(excerpt(std::string(63, 'a') + "éé") == std::string(63, 'a') + "…");
}
