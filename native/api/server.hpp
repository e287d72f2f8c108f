// The HTTP server of the API (Boost.Beast), on one thread: that of its io_context.
// Everything is bounded: connections, head, body, and the time for each.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/logger.h>

#include "native/api/connection.hpp"
#include "native/api/router.hpp"

namespace hookstorm::native {

class Server {
 public:
  static constexpr std::size_t kConnectionsMax = 16'384;

  /// Listens. Beyond so many connections, the one that has waited for a request the longest makes
  /// room; where none waits, a new one is refused. Throws boost::system::system_error where it
  /// cannot.
  Server(boost::asio::io_context& context, const boost::asio::ip::tcp::endpoint& endpoint,
         const Router& router, std::size_t connections_max, spdlog::logger& log);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  Server(Server&&) = delete;
  Server& operator=(Server&&) = delete;

  /// Accepts connections while the io_context runs.
  void start();

  /// Where it listens; the port is a real one.
  [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const { return endpoint_; }

  /// Accepts nothing more, closes idle connections, and calls `on_drained` when the responses under
  /// way are out. On the io_context's thread.
  void drain(std::function<void()> on_drained);

 private:
  void accept();
  void on_accept(const boost::system::error_code& error, boost::asio::ip::tcp::socket socket);
  /// False where there is none for one more.
  bool make_room();
  void refuse(boost::asio::ip::tcp::socket socket);
  void on_closed();

  const Router& router_;
  std::size_t connections_max_;
  spdlog::logger& log_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  boost::asio::ip::tcp::endpoint endpoint_;
  std::shared_ptr<OpenConnections> connections_;
  bool accepting_ = false;
  std::function<void()> on_drained_;
};

}  // namespace hookstorm::native
