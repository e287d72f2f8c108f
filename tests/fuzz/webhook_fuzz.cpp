// What write_webhook writes, check_webhook reads as the same webhook, without errors.
#include "core/json/writer.hpp"
#include "core/webhook/webhook.hpp"
#include "tests/fuzz/property.hpp"

using namespace hookstorm;
using fuzz::require;

namespace {

std::string written(const Webhook& webhook) {
  json::Writer writer;
  write_webhook(writer, webhook, SecretShown::yes);
  return writer.take();
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto webhook = parse_webhook(text, TargetPolicy::of_stored());
  require(webhook.ok() || webhook.problems().has_errors(), "a refusal says why");
  if (webhook.ok()) {
    const std::string once = written(webhook.value());
    const auto again = parse_webhook(once, TargetPolicy::of_stored());
    require(again.ok(), "what was written is sound");
    require(written(again.value()) == once, "what was written is read the same");
  }
  return 0;
}
