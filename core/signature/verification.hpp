// Checking a received request's signature, with a reason where it does not hold. First the core
// says what is to be computed for the request as it is; only where that does not hold, what shows
// the mistakes that are likely; then it judges by what the platform computed.
// Easy to get wrong: what matches by way of a mistake is explained, never valid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/problem/result.hpp"
#include "core/request/header.hpp"
#include "core/signature/computation.hpp"
#include "core/signature/received_secret.hpp"
#include "core/signature/received_signature.hpp"
#include "core/signature/signed_body.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm {

inline constexpr std::size_t kReceivedBodyBytesMax = 2U << 20U;
inline constexpr std::int64_t kToleranceSecondsDefault = 300;

struct ReceivedRequest {
  std::vector<Header> headers;       ///< In any order; names in any case.
  std::string_view body;             ///< The bytes as they came.
  std::vector<std::string> secrets;  ///< Those that may sign, the present one first.
  EpochMilliseconds now = 0;
  std::int64_t tolerance_seconds = kToleranceSecondsDefault;  ///< Either way; at least 0.
};

/// A signature that holds.
struct Verdict {
  SignatureScheme scheme = SignatureScheme::standard;
  std::string_view version;      ///< `v1` or `v1a`; empty in the vendor's scheme.
  std::size_t secret_index = 0;  ///< Of the secret that it was made with.
  std::string message_id;        ///< Empty in the vendor's scheme, which does not sign it.
  EpochMilliseconds sent_at = 0;
  std::int64_t age_seconds = 0;  ///< Negative where it comes from the future.
};

class Verification {
 public:
  /// Nothing is kept of what `request` refers to.
  explicit Verification(const ReceivedRequest& request);

  /// What the platform is to compute: nothing where the request already has problems that decide.
  [[nodiscard]] const Computations& computations() const { return computations_; }

  /// Where nothing holds by `results`, those of `computations`, adds what may explain that to the
  /// end of `computations`; whether there is anything, which is to be computed then. Once.
  [[nodiscard]] bool look_for_mistakes(std::string_view results);

  /// `results` are those of `computations`, all of them. Errors below `/headers`, `/body` and
  /// `/secrets`: `too-large`, `too-long`, `missing-header`, `duplicate-header`,
  /// `invalid-message-id`, `invalid-timestamp`, `timestamp-milliseconds`, `timestamp-too-old`,
  /// `timestamp-too-new`, `invalid-signature`, `unknown-signature-version`,
  /// `signature-kind-mismatch`, `signature-base64url`, `signature-hex`, `missing-secret`,
  /// `invalid-secret`, `secret-pasted`, `secret-base64url`, `secret-not-decoded`,
  /// `body-reserialised`, `body-newline`, `body-bom`, `signature-mismatch`. Warnings beside a
  /// value: `secret-retired`, and what is wrong with those signatures and secrets that did not
  /// decide.
  [[nodiscard]] Result<Verdict> verdict(std::string_view results) const;

 private:
  /// What one computation would show.
  struct Check {
    std::size_t secret;     ///< Its index in `secrets_`.
    std::size_t signature;  ///< Which one is verified; a hash may match any.
    SecretUse use;
    BodyMistake body;
  };
  /// A check that came out right, and the signature that it is about.
  struct Match {
    const Check* check;
    const ReceivedSignature* signature;
  };

  void check_clock(EpochMilliseconds now, std::int64_t tolerance_seconds);
  void read_secrets(const std::vector<std::string>& secrets);
  void plan_mistakes(std::string_view body);
  void plan_body(std::string_view body, BodyMistake mistake);
  void plan_signatures(const Check& check, std::size_t content);
  void add(const Check& check, Computation computation);

  [[nodiscard]] std::vector<Match> matches(std::string_view results) const;
  [[nodiscard]] const Match* faultless(const std::vector<Match>& found) const;
  [[nodiscard]] Verdict verdict_of(const Match& match) const;
  void explain(const Match& match, Problems& problems) const;
  void explain_mismatch(Problems& problems) const;
  /// Of the secrets with a fault, but for `explained`.
  void remark_on_secrets(const Match* explained, Problems& problems) const;

  ReceivedSignatures received_;
  std::vector<ReceivedSecret> secrets_;
  Problems errors_;  ///< Those that decide, whatever is computed.
  std::int64_t age_seconds_ = 0;
  Computations computations_;
  std::vector<Check> checks_;  ///< One for each computation.
  std::size_t body_size_ = 0;
  bool is_looking_for_mistakes_ = false;
  std::size_t mistake_cost_ = 0;
};

/// Verifies a request to the end; `compute` gives the results of computations.
template <typename Compute>
[[nodiscard]] Result<Verdict> verify(const ReceivedRequest& request, const Compute& compute) {
  Verification verification(request);
  std::string results = compute(verification.computations());
  if (verification.look_for_mistakes(results)) {
    results = compute(verification.computations());
  }
  return verification.verdict(results);
}

}  // namespace hookstorm
