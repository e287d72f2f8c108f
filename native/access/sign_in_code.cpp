#include "native/access/sign_in_code.hpp"

#include "native/access/secret_text.hpp"

namespace hookstorm::native {

void SignInCode::set(std::string_view code, EpochMilliseconds now) {
  const std::lock_guard lock(mutex_);
  hash_ = hash_of_secret(code);
  set_at_ = now;
}

bool SignInCode::take(std::string_view code, EpochMilliseconds now) {
  const std::string hash = hash_of_secret(code);
  const std::lock_guard lock(mutex_);
  if (hash_.empty() || hash != hash_ || now >= set_at_ + kValidFor) {
    return false;
  }
  hash_.clear();
  return true;
}

}  // namespace hookstorm::native
