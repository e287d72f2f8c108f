#include "native/cli/webhook_input.hpp"

#include "native/cli/input.hpp"

namespace hookstorm::native {

Result<Webhook> read_webhook(const std::string& file, const TargetPolicy& policy) {
  const Result<std::string> text = read_input(file);
  return text.ok() ? parse_webhook(text.value(), policy) : Result<Webhook>(text.problems());
}

}  // namespace hookstorm::native
