#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/address/address_class.hpp"
#include "core/json/parser.hpp"
#include "core/json/problems_json.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/request/message_id.hpp"
#include "core/signature/secret.hpp"
#include "core/text/base64.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/hex.hpp"
#include "core/text/percent_encoding.hpp"
#include "core/text/punycode.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/uuid.hpp"
#include "core/time/timestamp.hpp"
#include "core/webhook/target_url.hpp"
#include "tests/differential/digest.hpp"
#include "tests/differential/functions.hpp"
#include "tests/inputs/inputs.hpp"

namespace hookstorm::test {
namespace {

std::string shown(bool truth) {
  return truth ? "true" : "false";
}
std::string shown(const std::string& text) {
  return text;
}
std::string shown(std::int64_t number) {
  return std::to_string(number);
}
std::string shown(const std::u32string& code_points) {
  std::string text;
  for (const char32_t code_point : code_points) {
    text += std::to_string(static_cast<std::uint32_t>(code_point)) + ",";
  }
  return text;
}
template <typename T>
std::string shown(const std::optional<T>& value) {
  return value ? shown(*value) : "nothing";
}

std::string shown(const Problems& problems) {
  json::Writer writer;
  json::write_problems(writer, problems);
  return writer.take();
}

/// One function of a text, over texts that `some` makes.
template <typename Some, typename Function>
void digest(const char* name, Some some, Function function) {
  Random random(kSeed);
  Digest digest(name);
  for (int i = 0; i < kInputs; ++i) {
    const std::string text = some(random);
    digest.add(shown(function(text)));
  }
}

std::string text_or_form(Random& random) {
  if (random.one_in(4)) {
    return some_bytes(random, 80);
  }
  return random.one_in(2) ? some_text(random) : some_form(random);
}

std::string parsed_json(const std::string& text) {
  const auto document = json::parse(text);
  json::Writer writer;
  if (document.ok()) {
    writer.value(document.value());
    return writer.take();
  }
  json::write_problems(writer, document.problems());
  return writer.take();
}

std::string parsed_url(const std::string& text) {
  TargetPolicy policy(text.size() % 2 == 0 ? HttpTargets::allowed : HttpTargets::refused);
  policy.private_targets = text.size() % 3 == 0 ? PrivateTargets::refused : PrivateTargets::allowed;
  const auto url = parse_target_url(text, policy, "/url");
  const std::string problems = shown(url.problems());
  return url.ok() ? url.value().scheme + " " + url.value().host + " " +
                        std::to_string(url.value().port) + " " + url.value().target + " " +
                        url.value().authority() + problems
                  : problems;
}

std::string classified(const std::string& text) {
  const auto address = parse_ip_address(text);
  if (!address) {
    return "nothing";
  }
  const Classification classification = classify_address(*address);
  return format_ip_address(*address) + " " + std::string(name_of(classification.address_class)) +
         " " + std::string(name_of(classification.reached)) + " " + reason_of(classification) +
         " " + shown(is_public(classification)) +
         shown(is_allowed(classification, PrivateTargets::allowed));
}

std::string secret_read(const std::string& text) {
  std::string read;
  for (const SignatureScheme scheme : {SignatureScheme::standard, SignatureScheme::livestorm}) {
    const auto secret = parse_secret(text, "/secret", scheme);
    read += secret.ok() ? secret.value().text() : shown(secret.problems());
  }
  return read;
}

void digest_ids() {
  Random random(kSeed);
  Digest message_ids("message_id");
  Digest uuids("uuid_of");
  Digest moments("format_timestamp");
  for (int i = 0; i < kInputs; ++i) {
    std::array<std::uint8_t, 16> bytes{};
    std::array<std::uint8_t, 10> ten{};
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      bytes.at(at) = static_cast<std::uint8_t>(random.next());
      ten.at(at % ten.size()) = bytes.at(at);
    }
    const EpochMilliseconds moment =
        kEarliestMoment +
        static_cast<EpochMilliseconds>(
            random.next() % static_cast<std::uint64_t>(kLatestMoment - kEarliestMoment + 1));
    message_ids.add(message_id(moment, ten));
    uuids.add(uuid_of(bytes));
    moments.add(format_timestamp(moment));
  }
}

}  // namespace

void digest_texts() {
  digest(
      "json_parse", [](Random& random) { return some_json(random); }, parsed_json);
  digest(
      "json_parse_bytes", [](Random& random) { return some_bytes(random, 24); }, parsed_json);
  digest("parse_target_url", some_url, parsed_url);
  digest("classify_address", some_address, classified);
  digest("parse_timestamp", text_or_form, parse_timestamp);
  digest("is_uuid", text_or_form, is_uuid);
  digest("is_redacted_uuid", text_or_form, is_redacted_uuid);
  digest("base64_encode", text_or_form, base64_encode);
  digest("base64_decode", text_or_form, base64_decode);
  digest("base64_decode_loosely", text_or_form, base64_decode_loosely);
  digest("hex_encode", text_or_form, hex_encode);
  digest("hex_decode", text_or_form, hex_decode);
  digest("percent_encode", text_or_form, percent_encode);
  digest("percent_decode", text_or_form, percent_decode);
  digest("query_value", text_or_form,
         [](const std::string& text) { return query_value(text, "key"); });
  digest("punycode_decode", text_or_form, punycode_decode);
  digest("excerpt", some_text, [](const std::string& text) { return excerpt(text); });
  digest("suggestion", text_or_form,
         [](const std::string& text) { return suggestion(text, trigger_names()); });
  digest("is_message_id", text_or_form, is_message_id);
  digest("parse_secret", text_or_form, secret_read);
  digest_ids();
}

}  // namespace hookstorm::test
