// Arguments that make no sense, found after parsing them.
#pragma once

#include <stdexcept>

namespace hookstorm::native {

/// Reported by the program on standard error, with exit code 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace hookstorm::native
