// An accepted URL is made of its parts again, letter by letter, and what a policy refuses, none
// that is stricter lets through.
#include "core/webhook/target_url.hpp"
#include "tests/fuzz/property.hpp"

using hookstorm::fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = hookstorm::fuzz::text_of(data, size);
  const auto stored = parse_target_url(text, hookstorm::TargetPolicy::of_stored(), "");
  const auto usual = hookstorm::parse_target_url(text, hookstorm::HttpTargets::allowed, "");
  hookstorm::TargetPolicy strict(hookstorm::HttpTargets::refused);
  strict.private_targets = hookstorm::PrivateTargets::refused;
  require(stored.ok() || !usual.ok(), "a stricter policy lets no more through");
  require(usual.ok() || !parse_target_url(text, strict, "").ok(),
          "a stricter policy lets no more through");
  if (!stored.ok()) {
    require(stored.problems().has_errors(), "a refusal says why");
    return 0;
  }
  const hookstorm::TargetUrl& url = stored.value();
  const std::string start = url.scheme + "://" + url.host;
  const std::string with_port = start + ":" + std::to_string(url.port);
  require(text.rfind(start, 0) == 0, "the text begins with scheme and host");
  const bool is_port_given =
      text.rfind(with_port, 0) == 0 && text.substr(start.size()).rfind(':', 0) == 0;
  std::string_view target = text.substr(is_port_given ? with_port.size() : start.size());
  require(url.target == (target.rfind('/', 0) == 0 ? "" : "/") + std::string(target),
          "the rest is path and query");
  return 0;
}
