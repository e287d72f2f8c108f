// The addresses that are listened on.
#pragma once

#include <string>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>

namespace hookstorm::native {

/// `127.0.0.1:8420`, `[::1]:8420` or `localhost:8420`; port 0 takes a free one. Throws UsageError.
[[nodiscard]] boost::asio::ip::tcp::endpoint parse_listen_address(std::string_view text);

/// The same of this machine's own addresses alone. Throws UsageError.
[[nodiscard]] boost::asio::ip::tcp::endpoint parse_loopback_address(std::string_view text);

/// As a browser on this machine takes it.
[[nodiscard]] std::string address_of(const boost::asio::ip::tcp::endpoint& endpoint);

}  // namespace hookstorm::native
