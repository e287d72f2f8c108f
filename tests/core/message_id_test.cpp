#include "core/request/message_id.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

TEST_CASE("message id: holds time and random bits, and sorts by time") {
  std::array<std::uint8_t, 10> random{};
  CHECK(message_id(0, random) == "msg_00000000000000000000000000");
  random.fill(0xFF);
  CHECK(message_id(281474976710655, random) == "msg_7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  CHECK(message_id(1700000000000, random) < message_id(1700000000001, {}));
  CHECK(is_message_id(message_id(1700000000000, random)));
}

TEST_CASE("message id: refuses what would confuse a signature or a header") {
  CHECK_FALSE(is_message_id(""));
  CHECK_FALSE(is_message_id("msg.1"));
  CHECK_FALSE(is_message_id("msg\r\n"));
  CHECK(is_message_id(std::string(64, 'a')));
  CHECK_FALSE(is_message_id(std::string(65, 'a')));
}
