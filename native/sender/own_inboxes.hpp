// The one exception from what is said of targets: this instance's own inboxes, which a webhook may
// be pointed at although their address is no public one and their URL is plain http.
// Easy to get wrong: the API listens at the same address. A request is let through where its URL
// names this very address and a path below /in/, and the connection is made to this very address;
// it is never kept for another request.
#pragma once

#include <string>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>
#include <sys/socket.h>

namespace hookstorm::native {

/// What paths of inboxes begin with.
inline constexpr std::string_view kInboxPath = "/in/";

class OwnInboxes {
 public:
  /// Those of a server that listens at `endpoint`; of every address of the machine, those that the
  /// loopback address leads to.
  explicit OwnInboxes(const boost::asio::ip::tcp::endpoint& endpoint);

  /// The URL of the inbox with an id.
  [[nodiscard]] std::string url_of(std::string_view id) const { return base_ + std::string(id); }

  /// Whether a URL is that of an inbox here, or below it.
  [[nodiscard]] bool is_meant_by(std::string_view url) const { return url.starts_with(base_); }

  /// Whether a connection to `address` leads here.
  [[nodiscard]] bool is_reached_at(const sockaddr& address) const;

 private:
  boost::asio::ip::tcp::endpoint endpoint_;
  std::string base_;
};

}  // namespace hookstorm::native
