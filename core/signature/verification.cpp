#include "core/signature/verification.hpp"

#include <algorithm>
#include <utility>

#include "core/signature/signing.hpp"
#include "core/text/decimal.hpp"
#include "core/text/sentence.hpp"

namespace hookstorm {
namespace {

/// Of all that is computed to explain mistakes, so that a large body is no burden; what the request
/// should have is computed in any case.
constexpr std::size_t kMistakeCostMax = 16U << 20U;
/// Verifying ed25519 takes as long as hashing this much.
constexpr std::size_t kVerificationCost = 64U << 10U;
constexpr std::int64_t kMillisecondsPerSecond = 1000;

/// In a time that does not tell where two texts of the same size differ.
bool is_equal(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) {
    return false;
  }
  unsigned difference = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto byte = static_cast<unsigned char>(left[i]);
    difference |= static_cast<unsigned>(byte ^ static_cast<unsigned char>(right[i]));
  }
  return difference == 0;
}

std::string seconds(std::int64_t count) {
  return decimal(count) + (count == 1 ? " second" : " seconds");
}

struct Explanation {
  std::string_view code;
  std::string_view message;
};

/// By the enum's value.
constexpr Explanation kSecretFaults[] = {
    {},
    {"secret-pasted",
     "Spaces, quotes, or a version such as \"v1,\" stand around this secret: remove them."},
    {"secret-base64url",
     "This secret is in the base64 of URLs, or its padding is missing: write + and / for - and _, "
     "and = at the end."},
    {"invalid-secret",
     "This is no secret: whsec_, whsk_ or whpk_ and base64, without a character missing."},
};
constexpr Explanation kSignatureTexts[] = {
    {},
    {"signature-base64url",
     "The signature is right, but in the base64 of URLs or without its padding, which receivers "
     "refuse."},
    {"signature-hex",
     "The signature is right, but in hexadecimal digits; Standard Webhooks has base64."},
};
constexpr Explanation kNotDecoded = {
    "secret-not-decoded",
    "The signature is made with this secret's characters as the key: what follows whsec_ is to be "
    "decoded from base64 first."};

void add_error(Problems& problems, const std::string& path, const Explanation& explanation) {
  problems.error(path, explanation.code, explanation.message);
}

std::string secret_path(std::size_t index) {
  return child_path("/secrets", index);
}

}  // namespace

Verification::Verification(const ReceivedRequest& request)
    : received_(read_signatures(request.headers)) {
  errors_ = received_.errors;
  read_secrets(request.secrets);
  check_clock(request.now, request.tolerance_seconds);
  if (request.body.size() > kReceivedBodyBytesMax) {
    errors_.error("/body", "too-large", "A body has at most {} bytes.", {kReceivedBodyBytesMax});
  } else if (!received_.list.empty()) {
    body_size_ = request.body.size();
    plan_body(request.body, BodyMistake::none);
  }
}

bool Verification::look_for_mistakes(std::string_view results) {
  const std::vector<std::string>& contents = computations_.contents;
  if (is_looking_for_mistakes_ || contents.empty() || faultless(matches(results)) != nullptr) {
    return false;
  }
  is_looking_for_mistakes_ = true;
  const std::size_t planned = checks_.size();
  plan_mistakes(contents.front().substr(contents.front().size() - body_size_));
  return checks_.size() > planned;
}

void Verification::read_secrets(const std::vector<std::string>& secrets) {
  if (secrets.empty()) {
    errors_.error("/secrets", "missing-secret", "Give the secret that the sender signs with.");
  } else if (secrets.size() > kReceivedSecretsMax) {
    errors_.error("/secrets", "too-long", "At most {} secrets are tried.", {kReceivedSecretsMax});
    return;
  }
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    if (secrets[i].size() > kReceivedSecretBytesMax) {
      errors_.error(secret_path(i), "too-long", "A secret has at most {} bytes.",
                    {kReceivedSecretBytesMax});
      secrets_.push_back({.fault = SecretFault::unreadable});
    } else {
      secrets_.push_back(read_received_secret(secrets[i], received_.scheme));
    }
  }
}

void Verification::check_clock(EpochMilliseconds now, std::int64_t tolerance_seconds) {
  if (!received_.sent_at) {
    return;
  }
  age_seconds_ = now / kMillisecondsPerSecond - *received_.sent_at / kMillisecondsPerSecond;
  const std::string& path = received_.timestamp_path;
  if (received_.is_in_milliseconds) {
    errors_.error(path, "timestamp-milliseconds",
                  "The timestamp is in milliseconds; it must be in seconds: {}.",
                  {*received_.sent_at / kMillisecondsPerSecond});
  }
  const std::string tolerated = sentence(", and {} are tolerated: ", {seconds(tolerance_seconds)});
  if (age_seconds_ > tolerance_seconds) {
    errors_.error(path, "timestamp-too-old",
                  "The request is {} old{}it was kept back or sent again, or a clock is wrong.",
                  {seconds(age_seconds_), tolerated});
  } else if (age_seconds_ < -tolerance_seconds) {
    errors_.error(path, "timestamp-too-new",
                  "The request comes from {} in the future{}one of the two clocks is wrong.",
                  {seconds(-age_seconds_), tolerated});
  }
}

void Verification::plan_mistakes(std::string_view body) {
  if (received_.scheme == SignatureScheme::standard) {
    for (std::size_t i = 0; i < secrets_.size(); ++i) {
      plan_signatures({i, 0, SecretUse::text, BodyMistake::none}, 0);
      plan_signatures({i, 0, SecretUse::encoded_text, BodyMistake::none}, 0);
    }
  }
  const std::string compact = compact_body(body);
  for (auto i = 1U; i <= static_cast<unsigned>(kBodyMistakeLast); ++i) {
    const auto mistake = static_cast<BodyMistake>(i);
    const std::string signed_one = signed_body(body, compact, mistake);
    if (signed_one != body) {
      plan_body(signed_one, mistake);
    }
  }
}

void Verification::plan_body(std::string_view body, BodyMistake mistake) {
  std::vector<std::string>& contents = computations_.contents;
  const bool is_standard = received_.scheme == SignatureScheme::standard;
  if (is_standard) {
    contents.push_back(standard_content(received_.message_id, received_.timestamp, body));
  }
  for (std::size_t i = 0; i < secrets_.size(); ++i) {
    if (!is_standard) {
      contents.push_back(livestorm_content(received_.timestamp, secrets_[i].secret.key, body));
    }
    plan_signatures({i, 0, SecretUse::as_specified, mistake}, contents.size() - 1);
  }
}

void Verification::plan_signatures(const Check& check, std::size_t content) {
  const ReceivedSecret& received = secrets_[check.secret];
  const Secret& secret = received.secret;
  const bool is_hash = secret.kind == SecretKind::symmetric || secret.kind == SecretKind::text;
  const std::string& key = check.use == SecretUse::as_specified ? secret.key
                           : check.use == SecretUse::text       ? received.text
                                                                : received.encoded_text;
  if (key.empty() || (!is_hash && check.use != SecretUse::as_specified)) {
    return;
  }
  for (std::size_t i = 0; i < received_.list.size(); ++i) {
    const ReceivedSignature& signature = received_.list[i];
    if (signature.is_asymmetric == is_hash) {
      continue;
    }
    if (secret.kind == SecretKind::text) {
      add(check, {.algorithm = Algorithm::sha256, .content = content});
    } else if (is_hash) {
      add(check, {.algorithm = Algorithm::hmac_sha256, .content = content, .key = key});
    } else {
      const bool is_public = secret.kind == SecretKind::public_key;
      add({check.secret, i, check.use, check.body},
          {is_public ? Algorithm::ed25519_verify : Algorithm::ed25519_verify_by_seed, content,
           key.substr(0, kEd25519KeyBytes), signature.bytes});
    }
    if (is_hash) {
      return;  // One hash is compared with all.
    }
  }
}

void Verification::add(const Check& check, Computation computation) {
  if (check.use != SecretUse::as_specified || check.body != BodyMistake::none) {
    mistake_cost_ += computations_.contents[computation.content].size() +
                     (computation.signature.empty() ? 0 : kVerificationCost);
    if (mistake_cost_ > kMistakeCostMax) {
      return;
    }
  }
  checks_.push_back(check);
  computations_.list.push_back(std::move(computation));
}

std::vector<Verification::Match> Verification::matches(std::string_view results) const {
  std::vector<Match> found;
  for (std::size_t i = 0; i < checks_.size(); ++i) {
    const Computation& computation = computations_.list[i];
    const std::size_t size = result_bytes(computation.algorithm);
    if (results.size() < size) {
      break;
    }
    const std::string_view result = results.substr(0, size);
    results.remove_prefix(size);
    if (!computation.signature.empty()) {
      if (result.front() == '\1') {
        found.push_back({&checks_[i], &received_.list[checks_[i].signature]});
      }
      continue;
    }
    for (const ReceivedSignature& signature : received_.list) {
      if (is_equal(result, signature.bytes)) {
        found.push_back({&checks_[i], &signature});
      }
    }
  }
  return found;
}

const Verification::Match* Verification::faultless(const std::vector<Match>& found) const {
  const auto best = std::find_if(found.begin(), found.end(), [this](const Match& match) {
    return match.check->use == SecretUse::as_specified && match.check->body == BodyMistake::none &&
           match.signature->text == SignatureText::as_specified &&
           secrets_[match.check->secret].fault == SecretFault::none;
  });
  return best == found.end() ? nullptr : &*best;
}

Result<Verdict> Verification::verdict(std::string_view results) const {
  const std::vector<Match> found = matches(results);
  const Match* best = faultless(found);
  Problems problems = errors_;
  problems.append(received_.remarks);
  if (best != nullptr) {
    remark_on_secrets(best, problems);
    if (const std::size_t secret = best->check->secret; secret > 0) {
      problems.warning(secret_path(secret), "secret-retired",
                       "The request is signed with this secret and not with the first: the sender "
                       "has not changed over.");
    }
    return problems.has_errors() ? Result<Verdict>(problems)
                                 : Result<Verdict>(verdict_of(*best), problems);
  }
  if (!found.empty()) {
    explain(found.front(), problems);
    remark_on_secrets(&found.front(), problems);
    return Result<Verdict>(problems);
  }
  remark_on_secrets(nullptr, problems);
  if (!received_.list.empty() && !secrets_.empty()) {
    explain_mismatch(problems);
  }
  return Result<Verdict>(problems);
}

Verdict Verification::verdict_of(const Match& match) const {
  const bool is_standard = received_.scheme == SignatureScheme::standard;
  return {.scheme = received_.scheme,
          .version = !is_standard                     ? ""
                     : match.signature->is_asymmetric ? "v1a"
                                                      : "v1",
          .secret_index = match.check->secret,
          .message_id = received_.message_id,
          .sent_at = received_.sent_at.value_or(0),
          .age_seconds = age_seconds_};
}

void Verification::explain(const Match& match, Problems& problems) const {
  const std::size_t secret = match.check->secret;
  const SecretFault fault = secrets_[secret].fault;
  if (match.check->use != SecretUse::as_specified) {
    add_error(problems, secret_path(secret), kNotDecoded);
  } else if (fault != SecretFault::none) {
    add_error(problems, secret_path(secret), kSecretFaults[static_cast<std::size_t>(fault)]);
  }
  if (match.check->body != BodyMistake::none) {
    const BodyMistakeFacts& mistake = facts(match.check->body);
    problems.error("/body", mistake.code, std::string(mistake.message));
  }
  if (match.signature->text != SignatureText::as_specified) {
    add_error(problems, received_.header_path,
              kSignatureTexts[static_cast<std::size_t>(match.signature->text)]);
  }
}

void Verification::explain_mismatch(Problems& problems) const {
  if (!checks_.empty()) {
    problems.error(received_.header_path, "signature-mismatch",
                   "No signature is of these bytes with a secret given here: it is made with "
                   "another secret, or the id, the timestamp or the body was changed.");
  } else if (!problems.has_errors()) {
    problems.error(received_.header_path, "signature-kind-mismatch",
                   "The secrets given here cannot check these signatures: v1 needs whsec_, and v1a "
                   "needs whpk_.");
  }
}

void Verification::remark_on_secrets(const Match* explained, Problems& problems) const {
  const bool has_sound = std::any_of(
      secrets_.begin(), secrets_.end(),
      [](const ReceivedSecret& secret) { return secret.fault != SecretFault::unreadable; });
  for (std::size_t i = 0; i < secrets_.size(); ++i) {
    const SecretFault fault = secrets_[i].fault;
    if (fault != SecretFault::none && (explained == nullptr || explained->check->secret != i)) {
      const Explanation& explanation = kSecretFaults[static_cast<std::size_t>(fault)];
      problems.add(has_sound ? Severity::warning : Severity::error, secret_path(i),
                   explanation.code, explanation.message);
    }
  }
}

}  // namespace hookstorm
