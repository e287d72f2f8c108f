// Webhooks' configurations as the store holds them: JSON in which the secrets are sealed where
// there is a key for them. Whether they are is a property of the whole file, never told by a
// secret's own text, which may be any. From any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/webhook/webhook.hpp"
#include "native/crypto/secret_box.hpp"
#include "native/store/sql/database.hpp"

namespace hookstorm::native {

class Configurations {
 public:
  /// Secrets as they are.
  Configurations() = default;
  /// Secrets sealed by the box, each for its webhook.
  explicit Configurations(std::shared_ptr<const SecretBox> box) : box_(std::move(box)) {}

  [[nodiscard]] std::string write(const Webhook& webhook) const;

  /// Throws StoreError for what this program cannot read, or cannot open.
  [[nodiscard]] Webhook read(std::string_view text) const;

  /// `text`, whose secrets are as they are, in the form that this writes.
  [[nodiscard]] std::string sealed(std::string_view text) const;

  /// The webhook without its secrets, for which no key is needed. Throws StoreError.
  [[nodiscard]] static Webhook read_without_secrets(std::string_view text);

 private:
  std::shared_ptr<const SecretBox> box_;
};

/// Whether the store's secrets are sealed, with a key that they can only be read by.
[[nodiscard]] bool has_sealed_secrets(sql::Database& database);

/// How the store keeps its secrets. Throws StoreError where they are sealed and the key is missing
/// or another one; where they are not, a key changes nothing.
[[nodiscard]] Configurations present_configurations(sql::Database& database,
                                                    const std::optional<SecretsKey>& key,
                                                    const RandomBytes& random);

/// The same, but that with a key for the first time, all is sealed that it holds.
[[nodiscard]] Configurations open_configurations(sql::Database& database,
                                                 const std::optional<SecretsKey>& key,
                                                 const RandomBytes& random);

}  // namespace hookstorm::native
