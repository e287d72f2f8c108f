// Which targets a caller lets webhooks have, within what the grammar of target URLs lets through.
#pragma once

#include <cstdint>

#include "core/address/address_class.hpp"

namespace hookstorm {

/// Whether plain http may be used. https always may.
enum class HttpTargets : std::uint8_t { refused, allowed };

/// Whether a target may be named by its IP address.
enum class IpLiterals : std::uint8_t { refused, allowed };

enum class PortTargets : std::uint8_t {
  own,  ///< The scheme's own port alone.
  web,  ///< Any but those of mail servers, databases and the like, which browsers block as well.
  any,
};

struct TargetPolicy {
  HttpTargets http = HttpTargets::refused;
  IpLiterals ip_literals = IpLiterals::allowed;
  PrivateTargets private_targets = PrivateTargets::allowed;
  PortTargets ports = PortTargets::web;

  /// What most callers choose; the rest is as above.
  TargetPolicy(HttpTargets http_targets)  // NOLINT(google-explicit-constructor)
      : http(http_targets) {}

  /// For what was checked when it was stored: whether it may be used is asked when it is.
  [[nodiscard]] static TargetPolicy of_stored();
};

/// Whether browsers block the port (WHATWG Fetch, "port blocking"): a service that is no web server
/// listens there by convention, and might take a request's lines for its own commands.
[[nodiscard]] bool is_blocked_port(std::uint16_t port);

}  // namespace hookstorm
