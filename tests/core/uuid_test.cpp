#include "core/text/uuid.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

TEST_CASE("uuid: parses hexadecimal digits in the form 8-4-4-4-12") {
  CHECK(is_uuid("b836c804-8696-4946-a8c8-ece61da0ecd6"));
  CHECK(is_uuid("B836C804-8696-4946-A8C8-ECE61DA0ECD6"));
}

TEST_CASE("uuid: refuses other lengths, places and letters") {
  CHECK_FALSE(is_uuid(""));
  CHECK_FALSE(is_uuid("b836c80486964946a8c8ece61da0ecd6"));
  CHECK_FALSE(is_uuid("b836c804-8696-4946-a8c8-ece61da0ecd"));
  CHECK_FALSE(is_uuid("b836c804-8696-4946-a8c8-ece61da0ecd66"));
  CHECK_FALSE(is_uuid("b836c804-8696-4946-a8c8_ece61da0ecd6"));
  CHECK_FALSE(is_uuid("29e88fxb-7370-47ce-9589-a691c7l272of"));
  CHECK(is_redacted_uuid("29e88fxb-7370-47ce-9589-a691c7l272of"));
  CHECK_FALSE(is_redacted_uuid("29E88FXB-7370-47ce-9589-a691c7l272of"));
}

TEST_CASE("uuid: made of random bytes it says that it is random") {
  std::array<std::uint8_t, 16> random{};
  random.fill(0xFF);
  CHECK(uuid_of(random) == "ffffffff-ffff-4fff-bfff-ffffffffffff");
  random.fill(0);
  CHECK(uuid_of(random) == "00000000-0000-4000-8000-000000000000");
  CHECK(is_uuid(uuid_of(random)));
}
