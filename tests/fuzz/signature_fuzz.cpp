// A secret reads as it is written. Whatever a request holds, its verification does not crash, is
// bounded, and calls it valid only where something that was computed matches a signature of it.
//
// An input is lines: secrets as "s TEXT", headers as "h NAME: VALUE", and after an empty line the
// body.
#include <algorithm>
#include <string>
#include <vector>

#include "core/signature/signing.hpp"
#include "core/signature/verdict_json.hpp"
#include "core/signature/verification.hpp"
#include "tests/core/pretended_cryptography.hpp"
#include "tests/fuzz/property.hpp"

using namespace hookstorm;
using fuzz::require;

namespace {

constexpr EpochMilliseconds kNow = 1'614'265'330'000;
constexpr std::size_t kComputationsMax = 600;

ReceivedRequest request_of(std::string_view text) {
  ReceivedRequest request{.headers = {}, .body = {}, .secrets = {}, .now = kNow};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      request.body = text;
      break;
    }
    if (line.starts_with("s ")) {
      request.secrets.emplace_back(line.substr(2));
    } else if (line.starts_with("h ")) {
      const std::size_t colon = std::min(line.find(':', 2), line.size());
      request.headers.push_back({std::string(line.substr(2, colon - 2)),
                                 std::string(line.substr(std::min(colon + 1, line.size())))});
    }
  }
  return request;
}

void check_secret(const std::string& text) {
  for (const SignatureScheme scheme : {SignatureScheme::standard, SignatureScheme::livestorm}) {
    const auto secret = parse_secret(text, "", scheme);
    require(!secret.ok() || secret.value().text() == text, "a secret has one spelling");
  }
}

/// Results that match nothing: hashes of no signature, and no signature that holds.
std::string void_results(const Computations& computations, const std::string& real) {
  std::string results;
  for (const Computation& computation : computations.list) {
    const std::size_t size = result_bytes(computation.algorithm);
    for (std::size_t i = 0; i < size; ++i) {
      const char byte = real.at(results.size());
      results += computation.signature.empty() ? static_cast<char>(byte ^ 0x55) : '\0';
    }
  }
  return results;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ReceivedRequest request = request_of(fuzz::text_of(data, size));
  for (const std::string& secret : request.secrets) {
    check_secret(secret);
  }
  Verification verification(request);
  const Computations& computations = verification.computations();
  const bool is_more = verification.look_for_mistakes(test::pretended_results(computations));
  require(computations.list.size() <= kComputationsMax, "what is computed is bounded");
  const std::string real = test::pretended_results(computations);
  const Result<Verdict> verdict = verification.verdict(real);
  require(verdict.ok() || verdict.problems().has_errors(), "a refusal says why");
  require(!verdict.ok() || !computations.list.empty(), "nothing is valid without computing");
  require(!verdict.ok() || !is_more, "what is valid needs no explanation");
  require(!verification.verdict("").ok(), "nothing is valid without results");
  if (verdict.ok()) {
    require(verdict.value().secret_index < request.secrets.size(), "a secret that was given");
    // Any other hash, short of the very signature, is refused.
    const std::string others = void_results(computations, real);
    require(!verification.verdict(others).ok(), "valid only where something computed matches");
  }
  json::Writer writer;
  write_verdict(writer, verdict);
  return 0;
}
