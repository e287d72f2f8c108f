#include "core/text/suggestion.hpp"

#include <doctest/doctest.h>

#include "core/text/excerpt.hpp"

using namespace hookstorm;

TEST_CASE("suggestion: names the nearest known name within two edits") {
  CHECK(suggestion("tittle", {"slug", "title"}) == " Did you mean \"title\"?");
  CHECK(suggestion("event.creatd", {"event.created", "event.ended"}) ==
        " Did you mean \"event.created\"?");
}

TEST_CASE("suggestion: says nothing where no name is near") {
  CHECK(suggestion("headline", {"slug", "title"}).empty());
  CHECK(suggestion("x", {"id"}).empty());
  CHECK(suggestion(std::string(100, 'x'), {"id"}).empty());
}

TEST_CASE("excerpt: cuts long texts between characters") {
  CHECK(excerpt("short") == "short");
  CHECK(excerpt(std::string(64, 'a')) == std::string(64, 'a'));
  CHECK(excerpt(std::string(65, 'a')) == std::string(64, 'a') + "…");
  CHECK(excerpt(std::string(63, 'a') + "éé") == std::string(63, 'a') + "…");
}
