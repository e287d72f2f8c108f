// Whether a captured request is signed as a webhook signs, or by secrets that are given; with the
// reasons where it is not.
#pragma once

#include <string>
#include <vector>

#include "core/problem/result.hpp"
#include "core/signature/verification.hpp"
#include "native/inbox/sent_attempt.hpp"

namespace hookstorm::native {

/// The secrets that may have signed, the present one first.
struct Signer {
  std::string webhook_id;  ///< Whose they are; empty where they were given.
  std::vector<std::string> secrets;
};

/// The attempts' webhooks as they were then or, where there is no attempt, `webhooks` as they are;
/// a few, and those without a secret left out.
[[nodiscard]] std::vector<Signer> signers_behind(StoreReader& reader,
                                                 const std::vector<SentAttempt>& attempts,
                                                 const WebhookList& webhooks);

struct SignatureCheck {
  std::string webhook_id;  ///< Of whom it is about, as a signer has it.
  Result<Verdict> verdict;
};

/// By the clock of the moment at which it was captured: that of the signer for which it holds, else
/// that of the first one, of which there must be one.
[[nodiscard]] SignatureCheck check_signature(const Capture& capture,
                                             const std::vector<Signer>& signers);

}  // namespace hookstorm::native
