#include "native/sender/own_inboxes.hpp"

#include <cstring>

#include <boost/asio/ip/address.hpp>

namespace hookstorm::native {
namespace {

namespace ip = boost::asio::ip;

constexpr unsigned short kHttpPort = 80;

ip::tcp::endpoint reachable(const ip::tcp::endpoint& endpoint) {
  if (!endpoint.address().is_unspecified()) {
    return endpoint;
  }
  return {endpoint.address().is_v4() ? ip::address(ip::address_v4::loopback())
                                     : ip::address(ip::address_v6::loopback()),
          endpoint.port()};
}

std::string base_of(const ip::tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  return "http://" + (endpoint.address().is_v6() ? "[" + address + "]" : address) +
         (endpoint.port() == kHttpPort ? "" : ":" + std::to_string(endpoint.port())) +
         std::string(kInboxPath);
}

}  // namespace

OwnInboxes::OwnInboxes(const ip::tcp::endpoint& endpoint)
    : endpoint_(reachable(endpoint)), base_(base_of(endpoint_)) {}

bool OwnInboxes::is_reached_at(const sockaddr& address) const {
  if (address.sa_family != endpoint_.data()->sa_family) {
    return false;
  }
  ip::tcp::endpoint reached = endpoint_;  // For room of the same size.
  std::memcpy(reached.data(), &address, endpoint_.size());
  return reached == endpoint_;
}

}  // namespace hookstorm::native
