#include "native/crypto/signed_request.hpp"

namespace hookstorm::native {

Result<Request> signed_request(const Occurrence& occurrence, const Webhook& webhook,
                               const Attempt& attempt, HmacSha256& hmac) {
  Result<Request> request = render_request(occurrence, webhook, attempt);
  if (request.ok() && webhook.secret) {
    sign(request.value(), hmac.mac(webhook.secret->key, signed_content(request.value(), attempt)));
  }
  return request;
}

}  // namespace hookstorm::native
