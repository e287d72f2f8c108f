// The code of a sign-in link: lets its bearer in once, within a quarter of an hour. In memory
// alone. From any thread.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "core/delivery/retry_policy.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm::native {

class SignInCode {
 public:
  static constexpr DurationMilliseconds kValidFor = 15LL * 60 * 1000;

  /// Takes the place of the one before, which is void.
  void set(std::string_view code, EpochMilliseconds now);

  /// Whether it was this code, which is void from then on.
  [[nodiscard]] bool take(std::string_view code, EpochMilliseconds now);

 private:
  std::mutex mutex_;
  std::string hash_;  ///< Empty: there is none.
  EpochMilliseconds set_at_ = 0;
};

}  // namespace hookstorm::native
