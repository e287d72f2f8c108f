// The supposed receiver of a simulation, request by request.
#pragma once

#include "core/simulation/generator.hpp"
#include "core/simulation/simulation.hpp"

namespace hookstorm {

class EndpointRun {
 public:
  /// `endpoint` outlives this. Its chances are its own, so that they do not move the jitter.
  EndpointRun(const SupposedEndpoint& endpoint, std::uint64_t seed)
      : endpoint_(endpoint), generator_(~seed) {}

  /// The answer to a request at `at` from the start; requests come in order.
  SupposedAnswer answer(DurationMilliseconds at);

 private:
  [[nodiscard]] std::optional<SupposedAnswer> limited(DurationMilliseconds at);

  const SupposedEndpoint& endpoint_;
  Generator generator_;
  std::int64_t window_ = -1;
  std::int64_t requests_in_window_ = 0;
};

}  // namespace hookstorm
