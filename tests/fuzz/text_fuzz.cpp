// Texts that are read have one canonical form: written again they are the same, or read the same.
#include "core/signature/secret.hpp"
#include "core/text/base64.hpp"
#include "core/text/percent_encoding.hpp"
#include "core/text/punycode.hpp"
#include "core/text/uuid.hpp"
#include "core/time/timestamp.hpp"
#include "tests/fuzz/property.hpp"

using namespace hookstorm;
using fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  require(base64_decode(base64_encode(text)) == text, "base64 reads what it writes");
  if (const auto bytes = base64_decode(text)) {
    require(base64_encode(*bytes) == text, "base64 reads one spelling alone");
  }
  require(percent_decode(percent_encode(text)) == text, "percent-encoding reads what it writes");
  if (const auto moment = parse_timestamp(text)) {
    require(*moment >= kEarliestMoment && *moment <= kLatestMoment, "moments lie in their bounds");
    require(parse_timestamp(format_timestamp(*moment)) == moment,
            "a moment reads as it is written");
  }
  const auto secret = parse_secret(text, "");
  if (secret.ok()) {
    const auto again = parse_secret(secret.value().text(), "");
    require(again.ok() && again.value().key == secret.value().key,
            "a secret reads as it is written");
  }
  if (const auto decoded = punycode_decode(text)) {
    require(decoded->size() <= text.size(), "no code point comes from nothing");
  }
  require(is_redacted_uuid(text) || !is_uuid(text) ||
              text.find_first_of("ABCDEF") != std::string_view::npos,
          "a UUID is a redacted UUID");
  return 0;
}
