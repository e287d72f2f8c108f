// The receiver of the dispatcher's benchmarks: answers every POST, and at the end says what came.
//   hookstorm_bench_sink RECORDS [--hosts N] [--certificate FILE --key FILE]
// Prints `listening PORT`, and one JSON line of counts for whatever comes on its standard input and
// when that closes; RECORDS is then a file of lines `MESSAGE-ID PATH NANOSECONDS`: when the first
// byte of each request came, by the monotonic clock, which all processes of a machine share. A path
// that begins with /hang is never answered. With --hosts it listens on the addresses from 127.0.1.1
// on, all with the same port.
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <unistd.h>

#include "tests/bench/dispatcher/arguments.hpp"
#include "tests/bench/dispatcher/http_head.hpp"

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using hookstorm::bench::Arguments;
using hookstorm::bench::Head;

constexpr std::string_view kAnswer = "HTTP/1.1 204 No Content\r\n\r\n";
constexpr std::size_t kReadBytes = std::size_t{16} * 1024;

std::int64_t nanoseconds_now() {
  return std::chrono::steady_clock::now().time_since_epoch().count();
}

/// What came in, and over how many connections.
struct Arrivals {
  struct Arrival {
    std::string message_id;
    std::string path;
    std::int64_t first_byte_at = 0;
  };

  std::vector<Arrival> list;
  std::size_t connections = 0;

  void write(const std::string& file) const {
    std::ofstream out(file);
    for (const Arrival& arrival : list) {
      out << arrival.message_id << ' ' << arrival.path << ' ' << arrival.first_byte_at << '\n';
    }
  }

  void report() const {
    std::unordered_set<std::string> distinct;
    for (const Arrival& arrival : list) {
      distinct.insert(arrival.message_id + ' ' + arrival.path);
    }
    std::cout << R"({"requests":)" << list.size() << R"(,"distinct":)" << distinct.size()
              << R"(,"duplicates":)" << list.size() - distinct.size() << R"(,"connections":)"
              << connections << "}" << std::endl;
  }
};

template <typename Stream>
class Session : public std::enable_shared_from_this<Session<Stream>> {
 public:
  Session(Stream stream, Arrivals& arrivals) : stream_(std::move(stream)), arrivals_(arrivals) {}

  Stream& stream() { return stream_; }

  void read() {
    const std::size_t held = input_.size();
    input_.resize(held + kReadBytes);
    stream_.async_read_some(
        asio::buffer(input_.data() + held, kReadBytes),
        [self = this->shared_from_this(), held](const auto& error, std::size_t bytes) {
          self->input_.resize(held + bytes);
          if (!error) {
            self->on_bytes(held == 0);
          }
        });
  }

 private:
  void on_bytes(bool is_first) {
    if (is_first) {
      first_byte_at_ = nanoseconds_now();
    }
    std::size_t answers = 0;
    while (const std::optional<Head> head = Head::of(input_)) {
      if (input_.size() < head->size + head->content_length) {
        break;
      }
      arrivals_.list.push_back(
          {std::string(head->message_id), std::string(head->target), first_byte_at_});
      answers += head->target.rfind("/hang", 0) == 0 ? 0U : 1U;
      input_.erase(0, head->size + head->content_length);
    }
    if (answers == 0) {
      read();
      return;
    }
    output_.clear();
    for (; answers > 0; --answers) {
      output_ += kAnswer;
    }
    asio::async_write(stream_, asio::buffer(output_),
                      [self = this->shared_from_this()](const auto& error, std::size_t) {
                        if (!error) {
                          self->read();
                        }
                      });
  }

  Stream stream_;
  Arrivals& arrivals_;
  std::string input_;
  std::string output_;
  std::int64_t first_byte_at_ = 0;
};

using Tls = asio::ssl::stream<tcp::socket>;

class Sink {
 public:
  Sink(asio::io_context& context, const Arguments& arguments)
      : arguments_(arguments), tls_(asio::ssl::context::tls_server) {
    if (arguments.has("certificate")) {
      tls_.use_certificate_chain_file(arguments.text("certificate", ""));
      tls_.use_private_key_file(arguments.text("key", ""), asio::ssl::context::pem);
    }
    std::uint16_t port = 0;
    const std::int64_t hosts = arguments.number("hosts", 0);
    const std::uint32_t first = hosts == 0 ? 0x7F000001 : 0x7F000101;
    for (std::int64_t i = 0; i < std::max<std::int64_t>(hosts, 1); ++i) {
      const asio::ip::address_v4 address(first + static_cast<std::uint32_t>(i));
      acceptors_.push_back(std::make_unique<tcp::acceptor>(context, tcp::endpoint(address, port)));
      port = acceptors_.back()->local_endpoint().port();
    }
    for (const auto& acceptor : acceptors_) {
      accept(*acceptor);
    }
    std::cout << "listening " << port << std::endl;
  }

  [[nodiscard]] const Arrivals& arrivals() const { return arrivals_; }

 private:
  void accept(tcp::acceptor& acceptor) {
    acceptor.async_accept([this, &acceptor](const auto& error, tcp::socket socket) {
      if (!error) {
        ++arrivals_.connections;
        socket.set_option(tcp::no_delay(true));
        start(std::move(socket));
      }
      accept(acceptor);
    });
  }

  void start(tcp::socket socket) {
    if (!arguments_.has("certificate")) {
      std::make_shared<Session<tcp::socket>>(std::move(socket), arrivals_)->read();
      return;
    }
    auto session = std::make_shared<Session<Tls>>(Tls(std::move(socket), tls_), arrivals_);
    session->stream().async_handshake(asio::ssl::stream_base::server, [session](const auto& error) {
      if (!error) {
        session->read();
      }
    });
  }

  const Arguments& arguments_;
  asio::ssl::context tls_;
  std::vector<std::unique_ptr<tcp::acceptor>> acceptors_;
  Arrivals arrivals_;
};

/// Answers what comes on the standard input, and ends the context with it.
class Questions {
 public:
  Questions(asio::io_context& context, const Arrivals& arrivals)
      : context_(context), input_(context, STDIN_FILENO), arrivals_(arrivals) {}

  void await() {
    input_.async_read_some(asio::buffer(question_), [this](const auto& error, std::size_t) {
      if (error) {
        context_.stop();
      } else {
        arrivals_.report();
        await();
      }
    });
  }

 private:
  asio::io_context& context_;
  asio::posix::stream_descriptor input_;
  const Arrivals& arrivals_;
  std::array<char, 16> question_{};
};

}  // namespace

int main(int argc, char** argv) try {
  const Arguments arguments(argc, argv);
  asio::io_context context(1);
  const Sink sink(context, arguments);
  Questions questions(context, sink.arrivals());
  questions.await();
  context.run();
  sink.arrivals().write(arguments.file());
  sink.arrivals().report();
  return 0;
} catch (const std::exception& error) {
  std::cerr << "hookstorm_bench_sink: " << error.what() << "\n";
  return 1;
}
