// What is sent to make tokens and workspaces, and to sign in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/problem/result.hpp"
#include "native/access/scope.hpp"

namespace hookstorm::native {

inline constexpr std::size_t kAccessNameBytesMax = 200;

struct TokenDocument {
  std::string name;
  Scopes scopes;
  std::optional<std::string> workspace;  ///< Its name.
};

/// Errors beside those of `resource_attributes`: `too-long`, `empty`, `unknown-scope`.
[[nodiscard]] Result<TokenDocument> read_token_document(std::string_view body);

/// The name of a workspace: 1 to 63 small letters, digits and hyphens, neither first nor last a
/// hyphen. Error beside those of `resource_attributes`: `invalid-name`.
[[nodiscard]] Result<std::string> read_workspace_document(std::string_view body);

[[nodiscard]] bool is_workspace_name(std::string_view name);

/// What somebody signs in with: one of both.
struct SignInDocument {
  std::optional<std::string> token;
  std::optional<std::string> code;
};

[[nodiscard]] Result<SignInDocument> read_sign_in_document(std::string_view body);

}  // namespace hookstorm::native
