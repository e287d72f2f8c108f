#include "native/crypto/signed_request.hpp"

namespace hookstorm::native {

Result<Request> signed_request(const Occurrence& occurrence, const Webhook& webhook,
                               const Attempt& attempt, Cryptography& cryptography) {
  Result<Request> request = render_request(occurrence, webhook, attempt);
  if (request.ok()) {
    const Computations computations = signing_computations(request.value(), webhook, attempt);
    sign(request.value(), attempt, computations, cryptography.compute(computations));
  }
  return request;
}

}  // namespace hookstorm::native
