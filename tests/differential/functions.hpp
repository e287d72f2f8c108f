// The core's public functions over generated inputs, group by group; each prints its digests.
#pragma once

#include <cstdint>

namespace hookstorm::test {

inline constexpr std::uint64_t kSeed = 20261124;
inline constexpr int kInputs = 100'000;  ///< For each function.

void digest_texts();
void digest_documents();
void digest_deliveries();
void digest_expressions();
void digest_simulations();
void digest_replays();

}  // namespace hookstorm::test
