#include "native/cli/listen_address.hpp"

#include <charconv>
#include <cstdint>
#include <string>

#include <boost/asio/ip/address.hpp>

#include "native/cli/usage_error.hpp"

namespace hookstorm::native {
namespace {

std::uint16_t parse_port(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [stop, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (digits.empty() || failure != std::errc() || stop != digits.data() + digits.size()) {
    throw UsageError("--listen: \"" + std::string(digits) +
                     "\" is no port; give ADDRESS:PORT, such as 127.0.0.1:8420.");
  }
  return port;
}

boost::asio::ip::address parse_address(std::string_view host) {
  if (host == "localhost") {
    return boost::asio::ip::address_v4::loopback();
  }
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  boost::system::error_code failure;
  auto address = boost::asio::ip::make_address(std::string(host), failure);
  if (failure) {
    throw UsageError("--listen: \"" + std::string(host) + "\" is no IP address.");
  }
  return address;
}

}  // namespace

boost::asio::ip::tcp::endpoint parse_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    throw UsageError("--listen: give ADDRESS:PORT, such as 127.0.0.1:8420.");
  }
  return {parse_address(text.substr(0, colon)), parse_port(text.substr(colon + 1))};
}

boost::asio::ip::tcp::endpoint parse_loopback_address(std::string_view text) {
  boost::asio::ip::tcp::endpoint endpoint = parse_listen_address(text);
  if (!endpoint.address().is_loopback()) {
    throw UsageError("--listen: " + endpoint.address().to_string() +
                     " is reached from other machines; listen on 127.0.0.1 or [::1].");
  }
  return endpoint;
}

std::string address_of(const boost::asio::ip::tcp::endpoint& endpoint) {
  const bool is_everywhere = endpoint.address().is_unspecified();
  const std::string address = is_everywhere
                                  ? std::string(endpoint.address().is_v6() ? "::1" : "127.0.0.1")
                                  : endpoint.address().to_string();
  return "http://" + (endpoint.address().is_v6() ? "[" + address + "]" : address) + ":" +
         std::to_string(endpoint.port()) + "/";
}

}  // namespace hookstorm::native
