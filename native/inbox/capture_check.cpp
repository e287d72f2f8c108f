#include "native/inbox/capture_check.hpp"

#include <utility>

#include "native/crypto/cryptography.hpp"

namespace hookstorm::native {
namespace {

/// Explaining why a signature does not hold takes its time.
constexpr std::size_t kSignersMax = 5;

void add(std::vector<Signer>& signers, const Webhook& webhook) {
  if (!webhook.secret || signers.size() >= kSignersMax) {
    return;
  }
  Signer signer{.webhook_id = webhook.id, .secrets = {webhook.secret->text()}};
  for (const PreviousSecret& previous : webhook.previous_secrets) {
    signer.secrets.push_back(previous.secret.text());
  }
  signers.push_back(std::move(signer));
}

Result<Verdict> verdict_of(const Capture& capture, const Signer& signer) {
  return verify(
      ReceivedRequest{.headers = capture.head.headers,
                      .body = capture.body,
                      .secrets = signer.secrets,
                      .now = capture.head.at},
      [](const Computations& computations) { return Cryptography().compute(computations); });
}

}  // namespace

std::vector<Signer> signers_behind(StoreReader& reader, const std::vector<SentAttempt>& attempts,
                                   const WebhookList& webhooks) {
  std::vector<Signer> signers;
  for (const SentAttempt& attempt : attempts) {
    if (const auto webhook = reader.webhook_revision(attempt.delivery.webhook, attempt.revision)) {
      add(signers, *webhook);
    }
  }
  if (attempts.empty()) {
    for (const auto& stored : webhooks) {
      add(signers, stored->webhook);
    }
  }
  return signers;
}

SignatureCheck check_signature(const Capture& capture, const std::vector<Signer>& signers) {
  SignatureCheck first{.webhook_id = signers.front().webhook_id,
                       .verdict = verdict_of(capture, signers.front())};
  for (std::size_t i = 1; !first.verdict.ok() && i < signers.size(); ++i) {
    Result<Verdict> verdict = verdict_of(capture, signers[i]);
    if (verdict.ok()) {
      return {.webhook_id = signers[i].webhook_id, .verdict = std::move(verdict)};
    }
  }
  return first;
}

}  // namespace hookstorm::native
