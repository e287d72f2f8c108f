// Every reason that checking a signature gives, provoked by the mistake that it is about. Real
// cryptography is checked elsewhere: by the program's tests and by those of the module.
#include "core/signature/verification.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "core/signature/signing.hpp"
#include "core/signature/verdict_json.hpp"
#include "core/text/ascii.hpp"
#include "core/text/base64.hpp"
#include "core/text/hex.hpp"
#include "tests/core/checks.hpp"
#include "tests/core/pretended_cryptography.hpp"

using namespace hookstorm;

namespace {

constexpr EpochMilliseconds kNow = 1'614'265'330'999;
constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr const char* kOther = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
constexpr const char* kPrivateKey = "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=";
constexpr const char* kPublicKey = "whpk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=";
constexpr const char* kSignature = "webhook-signature";
constexpr const char* kBody = R"({"test":[1,{"é":"\"a, b: c"},[],{}],"n":1.50,"😀":"\u007f"})";

std::string signature_of(const Secret& secret, std::string_view timestamp, std::string_view body) {
  const Computations computations = signing_computations({&secret}, "msg_1", timestamp, body);
  return signature_header(computations, test::pretended_results(computations), timestamp).value;
}

std::string signature_by(const char* secret, std::string_view body) {
  return signature_of(parse_secret(secret, "").value(), "1614265330", body);
}

/// A request whose parts can be changed before it is verified; as it is, it is valid.
struct Trial {
  std::vector<Header> headers = {{"Webhook-Id", "msg_1"},
                                 {"WEBHOOK-TIMESTAMP", " 1614265330 "},
                                 {"webhook-signature", signature_by(kSecret, kBody)},
                                 {"content-type", "application/json"}};
  std::string body = kBody;
  std::vector<std::string> secrets = {kSecret};
  EpochMilliseconds now = kNow;
  std::int64_t tolerance_seconds = kToleranceSecondsDefault;

  [[nodiscard]] std::string& value(std::string_view name) {
    for (Header& header : headers) {
      if (ascii::to_lower(header.name) == name) {
        return header.value;
      }
    }
    return headers.emplace_back(Header{std::string(name), {}}).value;
  }

  void remove(std::string_view name) {
    headers.erase(
        std::remove_if(headers.begin(), headers.end(),
                       [&](const Header& header) { return ascii::to_lower(header.name) == name; }),
        headers.end());
  }

  [[nodiscard]] Result<Verdict> verdict() const {
    return verify(ReceivedRequest{.headers = headers,
                                  .body = body,
                                  .secrets = secrets,
                                  .now = now,
                                  .tolerance_seconds = tolerance_seconds},
                  test::pretended_results);
  }

  /// Whether it is refused for this reason.
  [[nodiscard]] bool is_refused(std::string_view path, std::string_view code) const {
    const Result<Verdict> result = verdict();
    CAPTURE(test::codes(result.problems()));
    CHECK_FALSE(result.ok());
    return test::has_problem(result.problems(), path, code);
  }

  /// Whether it is refused for this reason alone.
  [[nodiscard]] bool is_explained(std::string_view path, std::string_view code) const {
    const Result<Verdict> result = verdict();
    CAPTURE(test::codes(result.problems()));
    CHECK(result.problems().list().size() == 1);
    return !result.ok() && test::has_problem(result.problems(), path, code);
  }
};

Trial livestorm(std::string_view secret = "signature") {
  Trial trial;
  trial.headers = {{"X-Livestorm-Signature",
                    signature_of({std::string(secret), SecretKind::text}, "1614265330", kBody)}};
  trial.secrets = {std::string(secret)};
  return trial;
}

/// A request that was signed over `signed_one`, while `body` came in.
Trial changed_on_the_way(std::string_view signed_one, std::string body) {
  Trial trial;
  trial.value(kSignature) = signature_by(kSecret, signed_one);
  trial.body = std::move(body);
  return trial;
}

}  // namespace

TEST_CASE("verification: a request as it should be is valid, and the verdict says by what") {
  const Result<Verdict> verdict = Trial().verdict();
  CAPTURE(test::codes(verdict.problems()));
  REQUIRE(verdict.ok());
  CHECK(verdict.problems().empty());
  json::Writer writer;
  write_verdict(writer, verdict);
  CHECK(writer.take() ==
        R"({"value":{"scheme":"standard","version":"v1","messageId":"msg_1","secretIndex":0,)"
        R"("sentAt":"2021-02-25T15:02:10.000Z","ageSeconds":0},"problems":[]})");
}

TEST_CASE("verification: v1a is checked with the public key, or with the private one") {
  for (const char* secret : {kPublicKey, kPrivateKey}) {
    Trial trial;
    trial.value(kSignature) = "v1,AAAA " + signature_by(kPrivateKey, kBody) + " v2,x";
    trial.secrets = {kOther, secret};
    const Result<Verdict> verdict = trial.verdict();
    CAPTURE(test::codes(verdict.problems()));
    REQUIRE(verdict.ok());
    CHECK(verdict.value().version == "v1a");
    CHECK(verdict.value().secret_index == 1);
  }
}

TEST_CASE("verification: the vendor's scheme is told by its header") {
  const Result<Verdict> verdict = livestorm().verdict();
  REQUIRE(verdict.ok());
  CHECK(verdict.value().scheme == SignatureScheme::livestorm);
  json::Writer writer;
  write_verdict(writer, verdict);
  CHECK(writer.take().find("messageId") == std::string::npos);
}

TEST_CASE("verification: svix- headers are those of Standard Webhooks") {
  Trial trial;
  trial.headers = {{"svix-id", "msg_1"},
                   {"svix-timestamp", "1614265330"},
                   {"svix-signature", signature_by(kSecret, kBody)}};
  CHECK(trial.verdict().ok());
  trial.remove("svix-id");
  CHECK(trial.is_refused("/headers/svix-id", "missing-header"));
}

TEST_CASE("verification: each header that is missing or there twice is named") {
  for (const char* name : {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
    Trial trial;
    trial.remove(name);
    CHECK(trial.is_explained("/headers/" + std::string(name), "missing-header"));
    Trial twice;
    twice.headers.push_back({name, twice.value(name)});
    CHECK(twice.is_explained("/headers/" + std::string(name), "duplicate-header"));
  }
  Trial none;
  none.headers.clear();
  CHECK(none.is_refused("/headers/webhook-signature", "missing-header"));
  Trial twice = livestorm();
  twice.headers.push_back(twice.headers[0]);
  CHECK(twice.is_explained("/headers/x-livestorm-signature", "duplicate-header"));
}

TEST_CASE("verification: a message's id is visible text without a dot") {
  for (const std::string& id :
       std::vector<std::string>{"", "msg.1", "msg 1", "m\xC3\xA9", std::string(257, 'a')}) {
    Trial trial;
    trial.value("webhook-id") = id;
    CHECK(trial.is_explained("/headers/webhook-id", "invalid-message-id"));
  }
}

TEST_CASE("verification: a timestamp is a whole number of seconds") {
  for (const char* text : {"", "0", "01614265330", "-1", "1614265330.5", "hello", "1e9", "١",
                           "999999999999999", "16142653301614265330"}) {
    CAPTURE(text);
    Trial trial;
    trial.value("webhook-timestamp") = text;
    CHECK(trial.is_explained("/headers/webhook-timestamp", "invalid-timestamp"));
  }
}

TEST_CASE("verification: a timestamp in milliseconds is told, also where the signature matches") {
  Trial trial;
  trial.value("webhook-timestamp") = "1614265330000";
  trial.value(kSignature) = signature_of(parse_secret(kSecret, "").value(), "1614265330000", kBody);
  CHECK(trial.is_explained("/headers/webhook-timestamp", "timestamp-milliseconds"));
}

TEST_CASE("verification: the clocks may differ by the tolerance either way, and no second more") {
  for (const std::int64_t tolerance : {std::int64_t{0}, std::int64_t{5}, std::int64_t{300}}) {
    Trial trial;
    trial.tolerance_seconds = tolerance;
    trial.now = kNow + tolerance * 1000;
    REQUIRE(trial.verdict().ok());
    CHECK(trial.verdict().value().age_seconds == tolerance);
    trial.now += 1;
    CHECK(trial.is_explained("/headers/webhook-timestamp", "timestamp-too-old"));
    trial.now = kNow - 999 - tolerance * 1000;
    CHECK(trial.verdict().ok());
    trial.now -= 1;
    CHECK(trial.is_explained("/headers/webhook-timestamp", "timestamp-too-new"));
  }
  Trial late;
  late.now = kNow + 412'000;
  CHECK(late.verdict().problems().list()[0].message.find("412 seconds old, and 300 seconds") !=
        std::string::npos);
  Trial stale = livestorm();
  stale.now = kNow + 301'000;
  CHECK(stale.is_explained("/headers/x-livestorm-signature", "timestamp-too-old"));
}

TEST_CASE("verification: what is no signature is told, or passed over beside one that holds") {
  for (const char* text : {"", "v1", "abc", "v1,", "v1,dawfeoifkpqwoekfpqoekf", "v1a,AAAA"}) {
    CAPTURE(text);
    Trial trial;
    const std::string good = trial.value(kSignature);
    trial.value(kSignature) = text;
    CHECK(trial.is_explained("/headers/webhook-signature", "invalid-signature"));
    if (*text != '\0') {
      trial.value(kSignature) = "  " + std::string(text) + "  " + good;
      REQUIRE(trial.verdict().ok());
      CHECK(test::has_problem(trial.verdict().problems(), "/headers/webhook-signature",
                              "invalid-signature", Severity::warning));
    }
  }
  for (const char* text : {"", ",", "1614265330", "1614265330,00", "1614265330,zz"}) {
    Trial trial = livestorm();
    trial.headers[0].value = text;
    CHECK(trial.is_explained("/headers/x-livestorm-signature", "invalid-signature"));
  }
}

TEST_CASE(
    "verification: unknown versions are passed over, and are the reason where nothing is left") {
  Trial trial;
  trial.value(kSignature) = "v2,abc " + trial.value(kSignature);
  REQUIRE(trial.verdict().ok());
  CHECK(test::has_problem(trial.verdict().problems(), "/headers/webhook-signature",
                          "unknown-signature-version", Severity::warning));
  trial.value(kSignature) = "v2,abc";
  CHECK(trial.is_explained("/headers/webhook-signature", "unknown-signature-version"));
}

TEST_CASE("verification: another secret, and any change, is a mismatch") {
  Trial trial;
  trial.secrets = {kOther};
  CHECK(trial.is_explained("/headers/webhook-signature", "signature-mismatch"));
  Trial other = livestorm();
  other.secrets = {"other"};
  CHECK(other.is_explained("/headers/x-livestorm-signature", "signature-mismatch"));
}

TEST_CASE("verification: any single changed byte of body, id or timestamp fails") {
  for (std::size_t i = 0; i < std::string_view(kBody).size(); ++i) {
    for (const int change : {1, 0x20, 0x80}) {
      Trial trial;
      trial.body[i] = static_cast<char>(trial.body[i] ^ change);
      CAPTURE(i);
      CHECK_FALSE(trial.verdict().ok());
      Trial vendors = livestorm();
      vendors.body = trial.body;
      CHECK_FALSE(vendors.verdict().ok());
    }
  }
  for (std::size_t i = 0; i < 5; ++i) {
    Trial trial;
    ++trial.value("webhook-id")[i];
    CHECK(trial.is_explained("/headers/webhook-signature", "signature-mismatch"));
  }
  for (std::size_t i = 1; i < 11; ++i) {
    Trial trial;
    char& digit = trial.value("webhook-timestamp")[i];
    digit = digit == '9' ? '8' : static_cast<char>(digit + 1);
    CHECK(trial.is_refused("/headers/webhook-signature", "signature-mismatch"));
  }
}

TEST_CASE(
    "verification: of several secrets, the verdict says which signed, and that it is a retired "
    "one") {
  Trial trial;
  trial.secrets = {kOther, kSecret};
  const Result<Verdict> verdict = trial.verdict();
  REQUIRE(verdict.ok());
  CHECK(verdict.value().secret_index == 1);
  CHECK(test::has_problem(verdict.problems(), "/secrets/1", "secret-retired", Severity::warning));
  trial.value(kSignature) += " " + signature_by(kOther, kBody);
  CHECK(trial.verdict().value().secret_index == 0);
  CHECK(trial.verdict().problems().empty());
}

TEST_CASE("verification: a body that was written again is told, whichever way it was signed") {
  const std::string spaced =
      R"({"test": [1, {"\u00e9": "\"a, b: c"}, [], {}], "n": 1.50, "\ud83d\ude00": "\u007f"})";
  const std::string spaced_unicode =
      "{\"test\": [1, {\"é\": \"\\\"a, b: c\"}, [], {}], \"n\": 1.50, \"😀\": \"\x7F\"}";
  const std::string indented =
      "{\n  \"test\": [\n    1,\n    {\n      \"é\": \"\\\"a, b: c\"\n    },\n    [],\n    {}\n  "
      "],\n"
      "  \"n\": 1.50,\n  \"😀\": \"\x7F\"\n}";
  const std::string compact =
      "{\"test\":[1,{\"é\":\"\\\"a, b: c\"},[],{}],\"n\":1.50,\"😀\":\"\x7F\"}";
  const std::vector<std::string> forms = {spaced, spaced_unicode, indented, compact};
  for (const std::string& signed_one : forms) {
    for (const std::string& received : forms) {
      const Trial trial = changed_on_the_way(signed_one, received);
      if (signed_one == received) {
        CHECK(trial.verdict().ok());
      } else {
        CHECK(trial.is_explained("/body", "body-reserialised"));
      }
    }
  }
  Trial vendors = livestorm();
  vendors.headers[0].value = signature_of({"signature", SecretKind::text}, "1614265330", spaced);
  vendors.body = compact;
  CHECK(vendors.is_explained("/body", "body-reserialised"));
}

TEST_CASE("verification: a line break or byte order mark that came or went is told") {
  const std::string body = kBody;
  for (const char* line_break : {"\n", "\r\n"}) {
    CHECK(changed_on_the_way(body, body + line_break).is_explained("/body", "body-newline"));
    CHECK(changed_on_the_way(body + line_break, body).is_explained("/body", "body-newline"));
  }
  CHECK(changed_on_the_way(body, "\xEF\xBB\xBF" + body).is_explained("/body", "body-bom"));
  CHECK(changed_on_the_way("\xEF\xBB\xBF" + body, body).is_explained("/body", "body-bom"));
  // Nothing but the line break went, though the JSON written again would be the same.
  CHECK(changed_on_the_way(R"({"a": 1})", "{\"a\": 1}\n").is_explained("/body", "body-newline"));
  CHECK(changed_on_the_way("no JSON\xFF", "no JSON\xFF\n").is_explained("/body", "body-newline"));
}

TEST_CASE("verification: a secret with something pasted around it is told") {
  for (const std::string& secret : std::vector<std::string>{
           " " + std::string(kSecret), std::string(kSecret) + "\n",
           "\"" + std::string(kSecret) + "\"", "'" + std::string(kSecret) + "'",
           "v1," + std::string(kSecret), "v1, " + std::string(kSecret)}) {
    Trial trial;
    trial.secrets = {secret};
    CHECK(trial.is_explained("/secrets/0", "secret-pasted"));
    trial.secrets = {kSecret, secret};
    REQUIRE(trial.verdict().ok());
    CHECK(test::has_problem(trial.verdict().problems(), "/secrets/1", "secret-pasted",
                            Severity::warning));
  }
  Trial asymmetric;
  asymmetric.value(kSignature) = signature_by(kPrivateKey, kBody);
  asymmetric.secrets = {"v1a," + std::string(kPublicKey)};
  CHECK(asymmetric.is_explained("/secrets/0", "secret-pasted"));
  Trial vendors = livestorm();
  vendors.secrets = {" signature "};
  CHECK(vendors.is_explained("/secrets/0", "secret-pasted"));
}

TEST_CASE(
    "verification: a secret taken as it stands for the key is told, with and without its prefix") {
  for (const char* key : {kSecret, kSecret + 6}) {
    Trial trial;
    trial.value(kSignature) = signature_of({key}, "1614265330", kBody);
    CHECK(trial.is_explained("/secrets/0", "secret-not-decoded"));
  }
  Trial trial;
  trial.value(kSignature) = signature_of({"no base64!"}, "1614265330", kBody);
  trial.secrets = {"no base64!"};
  CHECK(trial.is_explained("/secrets/0", "secret-not-decoded"));
}

TEST_CASE("verification: base64 of URLs, and hexadecimal digits, are told") {
  const std::string bytes = "\xFB\xFF" + std::string(31, '\xFE');
  const std::string url_text = "whsec_-_" + base64_encode(bytes).substr(2);
  Trial trial;
  trial.value(kSignature) = signature_of({bytes}, "1614265330", kBody);
  trial.secrets = {url_text};
  CHECK(trial.is_explained("/secrets/0", "secret-base64url"));

  Trial unpadded;
  std::string& value = unpadded.value(kSignature);
  value.pop_back();
  CHECK(unpadded.is_explained("/headers/webhook-signature", "signature-base64url"));
  Trial hex;
  hex.value(kSignature) = "v1," + hex_encode(*base64_decode(hex.value(kSignature).substr(3)));
  CHECK(hex.is_explained("/headers/webhook-signature", "signature-hex"));
}

TEST_CASE("verification: a secret without its prefix is that of v1, as libraries have it") {
  Trial trial;
  trial.secrets = {kSecret + 6};
  CHECK(trial.verdict().ok());
}

TEST_CASE("verification: what is no secret is told, beside others as a warning") {
  for (const char* text : {"", "whsec_", "whsec_!", "whpk_AAAA", "whsk_AAAA"}) {
    CAPTURE(text);
    Trial trial;
    trial.secrets = {text};
    CHECK(trial.is_refused("/secrets/0", "invalid-secret"));
    trial.secrets = {kSecret, text};
    REQUIRE(trial.verdict().ok());
    CHECK(test::has_problem(trial.verdict().problems(), "/secrets/1", "invalid-secret",
                            Severity::warning));
  }
  Trial trial;
  trial.secrets.clear();
  CHECK(trial.is_explained("/secrets", "missing-secret"));
  Trial vendors = livestorm();
  vendors.secrets = {"  "};
  CHECK(vendors.is_refused("/secrets/0", "invalid-secret"));
}

TEST_CASE("verification: secrets that cannot check the signatures' version are told") {
  Trial trial;
  trial.secrets = {kPublicKey};
  CHECK(trial.is_explained("/headers/webhook-signature", "signature-kind-mismatch"));
  trial.value(kSignature) = signature_by(kPrivateKey, kBody);
  trial.secrets = {kSecret};
  CHECK(trial.is_explained("/headers/webhook-signature", "signature-kind-mismatch"));
}

TEST_CASE("verification: nothing is looked at beyond the bounds, and all of it up to them") {
  Trial trial;
  const std::string good = trial.value(kSignature);
  while (trial.headers.size() < kReceivedHeadersMax) {
    trial.headers.push_back({"x", "y"});
  }
  CHECK(trial.verdict().ok());
  trial.headers.push_back({"x", "y"});
  CHECK(trial.is_explained("/headers", "too-large"));

  Trial bytes;
  std::size_t count = 0;
  for (const Header& header : bytes.headers) {
    count += header.name.size() + header.value.size();
  }
  bytes.headers.push_back({"x", std::string(kReceivedHeaderBytesMax - count - 1, 'y')});
  CHECK(bytes.verdict().ok());
  bytes.headers.back().value += 'y';
  CHECK(bytes.is_explained("/headers", "too-large"));

  Trial signatures;
  std::string& value = signatures.value(kSignature);
  for (std::size_t i = 1; i < kReceivedSignaturesMax; ++i) {
    value.insert(0, signature_by(kOther, kBody) + " ");
  }
  CHECK(signatures.verdict().ok());
  value += " " + good;
  CHECK(signatures.is_explained("/headers/webhook-signature", "too-long"));

  Trial secrets;
  secrets.secrets.assign(kReceivedSecretsMax - 1, kOther);
  secrets.secrets.emplace_back(kSecret);
  CHECK(secrets.verdict().ok());
  secrets.secrets.emplace_back(kSecret);
  CHECK(secrets.is_explained("/secrets", "too-long"));

  Trial secret = livestorm(std::string(kReceivedSecretBytesMax, 's'));
  CHECK(secret.verdict().ok());
  secret.secrets[0] += 's';
  CHECK(secret.is_refused("/secrets/0", "too-long"));

  const std::string body(kReceivedBodyBytesMax, 'b');
  CHECK(changed_on_the_way(body, body).verdict().ok());
  CHECK(changed_on_the_way(body, body + "b").is_explained("/body", "too-large"));
}

TEST_CASE("verification: mistakes in large bodies are looked for as far as their cost allows") {
  constexpr std::size_t kCostMax = 17U << 20U;
  Trial trial = changed_on_the_way("x", std::string(kReceivedBodyBytesMax, 'b'));
  trial.secrets.assign(kReceivedSecretsMax, kSecret);
  Verification verification(
      {.headers = trial.headers, .body = trial.body, .secrets = trial.secrets, .now = trial.now});
  CHECK(verification.computations().list.size() == kReceivedSecretsMax);
  REQUIRE(verification.look_for_mistakes(""));
  std::size_t bytes = 0;
  for (const Computation& computation : verification.computations().list) {
    bytes += verification.computations().contents[computation.content].size();
  }
  CHECK(verification.computations().list.size() > kReceivedSecretsMax);
  CHECK(bytes < kReceivedSecretsMax * (kReceivedBodyBytesMax + 64) + kCostMax);
}

TEST_CASE("verification: mistakes are looked for where nothing holds, and once") {
  const Trial sound;
  const auto begin = [](const Trial& trial) {
    return Verification(
        {.headers = trial.headers, .body = trial.body, .secrets = trial.secrets, .now = trial.now});
  };
  Verification holding = begin(sound);
  CHECK(holding.computations().list.size() == 1);
  CHECK_FALSE(holding.look_for_mistakes(test::pretended_results(holding.computations())));
  CHECK(holding.computations().list.size() == 1);
  Verification failing = begin(sound);
  CHECK(failing.look_for_mistakes(std::string(32, 'x')));
  const std::size_t planned = failing.computations().list.size();
  CHECK(planned > 1);
  CHECK_FALSE(failing.look_for_mistakes(std::string(32, 'x')));
  CHECK(failing.computations().list.size() == planned);
  CHECK_FALSE(failing.verdict(std::string(32 * planned, 'x')).ok());
}

TEST_CASE("verification: results that are missing are a mismatch") {
  const Trial trial;
  const Verification verification(
      {.headers = trial.headers, .body = trial.body, .secrets = trial.secrets, .now = trial.now});
  CHECK_FALSE(verification.verdict("").ok());
  CHECK_FALSE(verification.verdict(std::string(31, 'x')).ok());
}
