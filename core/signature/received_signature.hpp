// The headers of a received request that sign it, read and told apart by their names: those of
// Standard Webhooks (also as `svix-…`) or the vendor's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/problem/problem.hpp"
#include "core/request/header.hpp"
#include "core/signature/scheme.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm {

inline constexpr std::size_t kReceivedHeadersMax = 200;
inline constexpr std::size_t kReceivedHeaderBytesMax = 64U << 10U;
inline constexpr std::size_t kReceivedSignaturesMax = 20;

/// How the bytes of a signature were written.
enum class SignatureText : std::uint8_t { as_specified, base64url, hex };

struct ReceivedSignature {
  bool is_asymmetric = false;  ///< `v1a`.
  SignatureText text = SignatureText::as_specified;
  std::string bytes;
};

struct ReceivedSignatures {
  SignatureScheme scheme = SignatureScheme::standard;
  std::string header_path;  ///< JSON Pointer to the header that holds the signatures.
  std::string timestamp_path;
  std::string message_id;
  std::string timestamp;                     ///< As it was sent, and signed.
  bool is_in_milliseconds = false;           ///< The timestamp, which should be in seconds.
  std::optional<EpochMilliseconds> sent_at;  ///< Nothing where no timestamp can be read.
  std::vector<ReceivedSignature> list;       ///< None where `errors` has some.
  Problems errors;
  Problems remarks;  ///< Warnings about signatures that are passed over.
};

/// Errors and remarks below `/headers`: those of `Verification::verdict` that are about headers
/// alone, the clock left aside.
[[nodiscard]] ReceivedSignatures read_signatures(const std::vector<Header>& headers);

}  // namespace hookstorm
