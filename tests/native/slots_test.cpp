#include "native/dispatcher/slots.hpp"

#include <initializer_list>
#include <vector>

#include <doctest/doctest.h>

using hookstorm::native::Slots;

TEST_CASE("slots: webhooks that hang, one after the other or at once, leave some to the next one") {
  constexpr std::size_t kAll = 512;
  constexpr std::size_t kPerWebhook = 32;
  for (const bool is_in_turns : {false, true}) {
    for (const std::size_t hanging : std::initializer_list<std::size_t>{1, 3, 15, 30}) {
      CAPTURE(is_in_turns);
      CAPTURE(hanging);
      Slots slots(kAll);
      std::vector<std::size_t> under_way(hanging, 0);
      const auto start_one = [&](std::size_t& of_webhook) {
        const bool may = of_webhook < kPerWebhook && slots.is_one_for(of_webhook);
        if (may) {
          slots.take(false);
          ++of_webhook;
        }
        return may;
      };
      for (std::size_t round = 0; round < kPerWebhook; ++round) {
        for (std::size_t& of_webhook : under_way) {
          while (start_one(of_webhook) && !is_in_turns) {
          }
        }
      }
      CHECK(slots.is_one_for(0));
      CHECK(slots.free() >= 8);
    }
  }
}

TEST_CASE("slots: retries leave a quarter to first attempts, and get it back when they end") {
  Slots slots(8);
  for (int i = 0; i < 6; ++i) {
    CHECK(slots.is_one_for_retries());
    slots.take(true);
  }
  CHECK_FALSE(slots.is_one_for_retries());
  CHECK(slots.is_one_for(0));
  slots.take(false);
  CHECK(slots.free() == 1);
  slots.release(true);
  CHECK(slots.is_one_for_retries());
  slots.release(false);
  CHECK(slots.taken() == 5);
}

TEST_CASE("slots: a single one serves everybody in turn") {
  Slots slots(1);
  CHECK(slots.is_one_for(0));
  CHECK(slots.is_one_for_retries());
  slots.take(true);
  CHECK_FALSE(slots.is_one_for(0));
  slots.release(true);
  CHECK(slots.is_one_for(0));
}
