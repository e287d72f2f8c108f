#include <string>

#include "core/delivery/delivery.hpp"
#include "tests/differential/digest.hpp"
#include "tests/differential/functions.hpp"
#include "tests/inputs/random.hpp"

namespace hookstorm::test {

void digest_deliveries() {
  Random random(kSeed);
  Digest digest("after_attempt");
  const RetryPolicy policy = default_retry_policy();
  DeliveryProgress progress;
  EpochMilliseconds now = 1'700'000'000'000;
  for (int i = 0; i < kInputs; ++i) {
    now += static_cast<EpochMilliseconds>(random.below(100'000'000));
    Outcome outcome;
    if (!random.one_in(4)) {
      outcome.status = static_cast<int>(100 + random.below(500));
    }
    progress =
        after_attempt(progress, outcome, policy, now, static_cast<std::uint32_t>(random.next()));
    digest.add(std::string(name_of(progress.state)) + " " + std::to_string(progress.attempts) +
               " " + std::to_string(progress.due_at));
    if (progress.state != DeliveryState::pending) {
      progress = {};
    }
  }
}

}  // namespace hookstorm::test
