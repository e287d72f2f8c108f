#include "native/api/delivery_id.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using namespace hookstorm::native;

TEST_CASE("delivery id: is made of message and webhook, and leads back to them") {
  const std::string id = delivery_id("msg_01M859TYXHXHQVG25PPXT33EBM", test::kFirstId);
  CHECK(id == "dlv_01M859TYXHXHQVG25PPXT33EBM_" + test::kFirstId);
  const std::optional<DeliveryId> parsed = parse_delivery_id(id);
  REQUIRE(parsed);
  CHECK(parsed->message_id == "msg_01M859TYXHXHQVG25PPXT33EBM");
  CHECK(parsed->webhook_id == test::kFirstId);
  CHECK(parse_delivery_id("dlv_a_b_" + test::kFirstId)->message_id == "msg_a_b");
}

TEST_CASE("delivery id: other texts are none") {
  for (const std::string& text :
       {std::string(), std::string("dlv_"), "dlv_" + test::kFirstId, "dlv__" + test::kFirstId,
        "dlv_1-" + test::kFirstId, "msg_1_" + test::kFirstId, "dlv_1_" + test::kFirstId + "0"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_delivery_id(text));
  }
}
