// A receiver of webhooks on a free port of the loopback, which answers with the bytes it is told.
#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "core/request/request.hpp"
#include "support.hpp"

namespace hookstorm::native::test {

class Sink {
 public:
  /// Gives the answer's bytes, head included; empty: none, ever. Called on the sink's thread.
  using Answer = std::function<std::string(const Request&)>;

  explicit Sink(Answer answer);
  ~Sink();
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  Sink(Sink&&) = delete;
  Sink& operator=(Sink&&) = delete;

  [[nodiscard]] std::string url(const std::string& path = "/in") const;

  /// What came in: names and values of headers as they were, `url` the request's target.
  Arrivals<Request>& requests() { return requests_; }

 private:
  class Session;

  void accept();

  Answer answer_;
  Arrivals<Request> requests_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::thread thread_;
};

/// An answer of `status` with `body`, and more header lines (each with its line end).
[[nodiscard]] std::string answer_of(int status, const std::string& body = "",
                                    const std::string& headers = "");

/// The value of a header, or nothing.
[[nodiscard]] std::string header_of(const Request& request, const std::string& name);

}  // namespace hookstorm::native::test
