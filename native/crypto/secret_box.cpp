#include "native/crypto/secret_box.hpp"

#include <memory>
#include <stdexcept>
#include <utility>

#include <openssl/evp.h>

#include "core/text/ascii.hpp"
#include "core/text/base64.hpp"

namespace hookstorm::native {
namespace {

constexpr std::string_view kPrefix = "sealed:v1:";
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kSealedBytesMax = std::size_t{64} * 1024;

struct Release {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Release>;

[[noreturn]] void fail() {
  throw std::runtime_error("OpenSSL failed to compute AES-256-GCM.");
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

/// A computation that has seen what the text is bound to, with the form's version.
Context begin(const SecretsKey& key, std::string_view nonce, std::string_view bound_to,
              bool encrypts) {
  Context context(EVP_CIPHER_CTX_new());
  const std::string bound = std::string(kPrefix).append(bound_to);
  int length = 0;
  if (!context ||
      EVP_CipherInit_ex2(context.get(), EVP_aes_256_gcm(), bytes_of(key.bytes), bytes_of(nonce),
                         encrypts ? 1 : 0, nullptr) != 1 ||
      EVP_CipherUpdate(context.get(), nullptr, &length, bytes_of(bound),
                       static_cast<int>(bound.size())) != 1) {
    fail();
  }
  return context;
}

}  // namespace

std::optional<SecretsKey> parse_secrets_key(std::string_view text) {
  std::optional<std::string> bytes = base64_decode(ascii::trimmed(text, " \t\r\n"));
  if (!bytes || bytes->size() != SecretsKey::kBytes) {
    return std::nullopt;
  }
  return SecretsKey{std::move(*bytes)};
}

SecretBox::SecretBox(SecretsKey key, RandomBytes random)
    : key_(std::move(key)), random_(std::move(random)) {
  if (key_.bytes.size() != SecretsKey::kBytes) {
    throw std::logic_error("A key of AES-256 has 32 bytes.");
  }
}

std::string SecretBox::seal(std::string_view text, std::string_view bound_to) const {
  const auto random = random_array<kNonceBytes>(random_);
  const std::string nonce(random.begin(), random.end());
  const Context context = begin(key_, nonce, bound_to, true);
  std::string encrypted(text.size(), '\0');
  std::string tag(kTagBytes, '\0');
  int length = 0;
  if (EVP_CipherUpdate(context.get(), bytes_of(encrypted), &length, bytes_of(text),
                       static_cast<int>(text.size())) != 1 ||
      EVP_CipherFinal_ex(context.get(), nullptr, &length) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTagBytes),
                          tag.data()) != 1) {
    fail();
  }
  return std::string(kPrefix).append(base64_encode(nonce + encrypted + tag));
}

std::optional<std::string> SecretBox::open(std::string_view sealed,
                                           std::string_view bound_to) const {
  if (!sealed.starts_with(kPrefix) || sealed.size() > kSealedBytesMax) {
    return std::nullopt;
  }
  const std::optional<std::string> bytes = base64_decode(sealed.substr(kPrefix.size()));
  if (!bytes || bytes->size() < kNonceBytes + kTagBytes) {
    return std::nullopt;
  }
  const std::string_view all = *bytes;
  const std::string_view encrypted = all.substr(kNonceBytes, all.size() - kNonceBytes - kTagBytes);
  std::string tag(all.substr(all.size() - kTagBytes));
  const Context context = begin(key_, all.substr(0, kNonceBytes), bound_to, false);
  std::string text(encrypted.size(), '\0');
  int length = 0;
  if (EVP_CipherUpdate(context.get(), bytes_of(text), &length, bytes_of(encrypted),
                       static_cast<int>(encrypted.size())) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagBytes),
                          tag.data()) != 1) {
    fail();
  }
  return EVP_CipherFinal_ex(context.get(), nullptr, &length) == 1 ? std::optional(std::move(text))
                                                                  : std::nullopt;
}

}  // namespace hookstorm::native
