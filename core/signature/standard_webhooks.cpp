#include "core/signature/standard_webhooks.hpp"

#include <cassert>

#include "core/text/base64.hpp"

namespace hookstorm {

std::string signed_content(std::string_view message_id, std::int64_t attempted_at_seconds,
                           std::string_view body) {
  assert(message_id.find('.') == std::string_view::npos);
  std::string content(message_id);
  content += '.';
  content += std::to_string(attempted_at_seconds);
  content += '.';
  content += body;
  return content;
}

std::string signature_of(std::string_view mac) {
  return "v1," + base64_encode(mac);
}

}  // namespace hookstorm
