// `hookstorm verify`: whether a received request is signed, and why not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/signature/verification.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct VerifyArguments {
  std::string body_file;             ///< `-` for standard input.
  std::vector<std::string> headers;  ///< `name: value`
  std::string headers_file;          ///< A line each; empty: none.
  std::vector<std::string> secrets;
  std::string now;  ///< RFC 3339; empty: the clock's.
  std::int64_t tolerance_seconds = kToleranceSecondsDefault;
  bool json = false;
};

/// Throws UsageError for a header or moment that is none, and where a file cannot be read.
[[nodiscard]] ExitCode verify(const VerifyArguments& arguments);

}  // namespace hookstorm::native
