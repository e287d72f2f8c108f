// The URL a webhook posts to, by a grammar strict enough that every client reads it the same way:
// a subset of RFC 3986 that browsers and HTTP libraries neither normalise nor interpret
// differently.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/problem/result.hpp"
#include "core/webhook/target_policy.hpp"

namespace hookstorm {

inline constexpr std::size_t kTargetUrlBytesMax = 2048;

struct TargetUrl {
  std::string text;    ///< As given: nothing is normalised.
  std::string scheme;  ///< `https` or `http`.
  std::string host;    ///< A name, an IPv4 address, or an IPv6 address in brackets.
  std::uint16_t port;  ///< As given, or the scheme's own.
  std::string target;  ///< Path and query as they stand in a request line; at least "/".

  /// The `Host` header: the port is left out where it is the scheme's own (RFC 9110, section 7.2).
  [[nodiscard]] std::string authority() const;
};

/// Errors at `path`: `url-too-long`, `url-scheme`, `url-http-refused`, `url-user-info`, `url-host`,
/// `url-port`, `url-path`, `url-fragment`; `url-port-refused`, `url-ip-refused` and
/// `url-address-not-public`, as `policy` says. Warnings: `url-not-encrypted` for http, and
/// `url-address-not-public` where that is allowed.
[[nodiscard]] Result<TargetUrl> parse_target_url(std::string_view text, const TargetPolicy& policy,
                                                 std::string_view path);

}  // namespace hookstorm
