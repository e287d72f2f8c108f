#include "native/crypto/signed_request.hpp"

namespace hookstorm::native {

Request signed_request(const Occurrence& occurrence, const Webhook& webhook, const Attempt& attempt,
                       HmacSha256& hmac) {
  Request request = render_request(occurrence, webhook, attempt);
  if (webhook.secret) {
    sign(request, hmac.mac(webhook.secret->key, signed_content(request, attempt)));
  }
  return request;
}

}  // namespace hookstorm::native
