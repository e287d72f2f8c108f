#include "native/api/idempotency.hpp"

#include <algorithm>
#include <string>

#include "native/api/errors.hpp"
#include "native/crypto/sha256.hpp"

namespace hookstorm::native {
namespace {

constexpr std::string_view kHeader = "Idempotency-Key";

}  // namespace

bool is_idempotency_key(std::string_view text) {
  return !text.empty() && text.size() <= kIdempotencyKeyBytesMax &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

IdempotencyKey idempotency_key_of(const ApiRequest& request, Checking checking) {
  std::string digested = request.path();
  digested.append("\n").append(name_of(checking)).append("\n").append(request.body);
  return {.text = request.idempotency_key.value_or(""), .request_digest = sha256(digested)};
}

ApiResponse invalid_idempotency_key_response() {
  return header_error_response(422, kHeader, "invalid-idempotency-key",
                               "A key is given once, and is 1 to " +
                                   std::to_string(kIdempotencyKeyBytesMax) +
                                   " visible ASCII characters, such as a UUID.");
}

ApiResponse idempotency_conflict_response() {
  return header_error_response(
      409, kHeader, "idempotency-key-reused",
      "Another request had this key within the last 24 hours; nothing was stored. Give each "
      "request a key of its own.");
}

}  // namespace hookstorm::native
