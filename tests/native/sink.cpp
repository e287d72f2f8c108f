#include "sink.hpp"

#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "core/text/ascii.hpp"

namespace hookstorm::native::test {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

}  // namespace

class Sink::Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, Sink& sink) : socket_(std::move(socket)), sink_(sink) {}

  void read() {
    request_ = {};
    http::async_read(socket_, buffer_, request_,
                     [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                       if (!error) {
                         self->answer();
                       }
                     });
  }

 private:
  void answer() {
    Request received{.method = std::string(request_.method_string()),
                     .url = std::string(request_.target()),
                     .body = request_.body()};
    for (const auto& field : request_) {
      received.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    }
    answer_ = sink_.answer_(received);
    sink_.requests_.add(std::move(received));
    asio::async_write(socket_, asio::buffer(answer_),
                      [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                        if (!error) {
                          self->read();
                        }
                      });
  }

  tcp::socket socket_;
  Sink& sink_;
  boost::beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  std::string answer_;
};

Sink::Sink(Answer answer)
    : answer_(std::move(answer)),
      context_(1),
      acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
  accept();
  thread_ = std::thread([this] { context_.run(); });
}

Sink::~Sink() {
  context_.stop();
  thread_.join();
}

std::string Sink::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + path;
}

void Sink::accept() {
  acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
    if (!error) {
      std::make_shared<Session>(std::move(socket), *this)->read();
      accept();
    }
  });
}

std::string answer_of(int status, const std::string& body, const std::string& headers) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Status\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" +
         body;
}

std::string header_of(const Request& request, const std::string& name) {
  for (const Header& header : request.headers) {
    if (ascii::to_lower(header.name) == name) {
      return header.value;
    }
  }
  return "";
}

}  // namespace hookstorm::native::test
