// A webhook that came in here: what it is, whether its signature holds, and what became of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/problem/result.hpp"
#include "core/reader/reader.hpp"
#include "core/signature/verification.hpp"
#include "core/time/timestamp.hpp"
#include "native/api/message.hpp"
#include "native/sender/transfer.hpp"

namespace hookstorm::native {

struct Received {
  ApiRequest request;
  EpochMilliseconds at = 0;
  Result<ForeignBody> body;
  std::optional<Result<Verdict>> verdict;   ///< Nothing where no secret is known.
  std::optional<TransferResult> forwarded;  ///< Where it was.
};

/// Reads the body, and checks the signature where there are secrets.
[[nodiscard]] Received received(ApiRequest request, EpochMilliseconds at,
                                const std::vector<std::string>& secrets,
                                std::int64_t tolerance_seconds);

/// Some lines for people, without control characters; the body indented where it is JSON.
[[nodiscard]] std::string text_of(const Received& received);

/// One line of JSON.
[[nodiscard]] std::string line_of(const Received& received);

}  // namespace hookstorm::native
