// Whether a request may go to an address: decided when the connection is made, from the address it
// is made to, so that no name can lead elsewhere between check and use.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/socket.h>

#include "core/address/network.hpp"

namespace hookstorm::native {

class AddressGuard {
 public:
  /// Addresses of the open Internet may be reached, and those in `allowed`, by default none.
  AddressGuard() = default;
  explicit AddressGuard(std::vector<Network> allowed) : allowed_(std::move(allowed)) {}

  /// Why the address may not be reached, as a sentence for people; nothing where it may. Addresses
  /// that are neither IPv4 nor IPv6 may not.
  [[nodiscard]] std::optional<std::string> refusal(const sockaddr& address) const;

 private:
  std::vector<Network> allowed_;
};

/// The networks of the machine itself: 127.0.0.0/8 and ::1/128.
[[nodiscard]] std::vector<Network> loopback_networks();

/// All there are: for a sender that acts for the person who runs it.
[[nodiscard]] std::vector<Network> all_networks();

}  // namespace hookstorm::native
