// The exact HTTP request of one attempt: what the page previews and the dispatcher sends.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/occurrence/occurrence.hpp"
#include "core/request/header.hpp"
#include "core/signature/computation.hpp"
#include "core/time/timestamp.hpp"
#include "core/webhook/webhook.hpp"

namespace hookstorm {

inline constexpr std::string_view kVersion = "0.1.0";

struct Request {
  std::string method;
  std::string url;
  std::vector<Header> headers;  ///< All of them, in the order in which they are sent.
  std::string body;
};

/// What differs from one attempt to the next.
struct Attempt {
  std::string message_id;  ///< The same in every attempt of a message.
  EpochMilliseconds attempted_at = 0;
};

/// The request of an attempt, as far as it can be made without a key: `sign` adds the signature.
/// Pure: the same arguments give the same bytes. Errors: those of `webhook_body`.
[[nodiscard]] Result<Request> render_request(const Occurrence& occurrence, const Webhook& webhook,
                                             const Attempt& attempt);

/// What the platform is to compute, so that `request` is signed: with the webhook's secret, then
/// with each previous one that still signs at the attempt's moment. Nothing without a secret.
[[nodiscard]] Computations signing_computations(const Request& request, const Webhook& webhook,
                                                const Attempt& attempt);

/// How a body is signed that was made elsewhere.
struct BodySigning {
  std::vector<Header> headers;  ///< Those that the signature belongs to; `sign` makes its own.
  Computations computations;
};

/// Signs `body` by one secret, as it is written in a webhook. Errors: `too-large` at `/body`,
/// `invalid-secret` at `/secret`.
[[nodiscard]] Result<BodySigning> sign_body(std::string_view body, std::string_view secret,
                                            SignatureScheme scheme, const Attempt& attempt);

/// Adds the header of the signatures: `results` is what was computed. Without a computation,
/// nothing.
void sign(Request& request, const Attempt& attempt, const Computations& computations,
          std::string_view results);

}  // namespace hookstorm
