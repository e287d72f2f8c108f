#include "native/api/server.hpp"

#include <chrono>
#include <string_view>
#include <utility>

#include <boost/asio/buffer.hpp>

namespace hookstorm::native {
namespace {

namespace asio = boost::asio;

/// After an accept failed, such as for want of file descriptors.
constexpr std::chrono::milliseconds kPauseAfterAcceptFailure(200);

}  // namespace

Server::Server(asio::io_context& context, const asio::ip::tcp::endpoint& endpoint,
               const Router& router, std::size_t connections_max, spdlog::logger& log)
    : router_(router),
      connections_max_(connections_max),
      log_(log),
      acceptor_(context, endpoint),  // With SO_REUSEADDR.
      pause_(context),
      endpoint_(acceptor_.local_endpoint()),
      connections_(std::make_shared<OpenConnections>()) {
  connections_->on_closed = [this] { on_closed(); };
}

Server::~Server() {
  connections_->on_closed = nullptr;
}

void Server::start() {
  accept();
}

void Server::accept() {
  if (accepting_ || !acceptor_.is_open()) {
    return;
  }
  accepting_ = true;
  acceptor_.async_accept(
      [this](const boost::system::error_code& error, asio::ip::tcp::socket socket) {
        on_accept(error, std::move(socket));
      });
}

void Server::on_accept(const boost::system::error_code& error, asio::ip::tcp::socket socket) {
  if (error == asio::error::operation_aborted) {
    return;  // The server may be gone.
  }
  accepting_ = false;
  if (error) {
    log_.warn("api: a connection could not be accepted: {}", error.message());
    pause_.expires_after(kPauseAfterAcceptFailure);
    pause_.async_wait([this](const boost::system::error_code& cancelled) {
      if (!cancelled) {
        accept();
      }
    });
    return;
  }
  if (make_room()) {
    std::make_shared<Connection>(std::move(socket), router_, log_, connections_)->start();
  } else {
    refuse(std::move(socket));
  }
  accept();
}

/// What is dropped ends when its handler has run, so that for a moment there is one too many.
bool Server::make_room() {
  if (connections_->open.size() < connections_max_) {
    return true;
  }
  if (connections_->waiting.empty()) {
    return false;
  }
  connections_->waiting.front()->drop();
  return true;
}

/// As far as the system takes it at once: what is refused must not be waited for.
void Server::refuse(asio::ip::tcp::socket socket) {
  static constexpr std::string_view kRefusal =
      "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\n"
      "Content-Length: 0\r\n\r\n";
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(kRefusal), ignored);
}

void Server::on_closed() {
  accept();
  if (on_drained_ && connections_->open.empty()) {
    std::exchange(on_drained_, nullptr)();
  }
}

void Server::drain(std::function<void()> on_drained) {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
  on_drained_ = std::move(on_drained);
  // Closing an idle connection ends it later, from the io_context, so the set does not change here.
  for (Connection* connection : connections_->open) {
    connection->finish();
  }
  if (connections_->open.empty()) {
    std::exchange(on_drained_, nullptr)();
  }
}

}  // namespace hookstorm::native
