// The sender of the dispatcher's benchmarks: posts one occurrence again and again.
//   hookstorm_bench_load RECORDS --port N --occurrence FILE --messages N [--connections N] [--rate
//   N]
// Without --rate each connection posts as soon as it has its answer; with it, posts are begun at
// that many a second, whatever the answers do. Prints one JSON line of counts; RECORDS is then a
// file of lines `MESSAGE-ID NANOSECONDS`: when the post of each accepted message was begun, by the
// monotonic clock.
#include <chrono>
#include <cstdint>
#include <deque>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "tests/bench/dispatcher/arguments.hpp"
#include "tests/bench/dispatcher/http_head.hpp"

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using hookstorm::bench::Arguments;
using hookstorm::bench::Head;
using Steady = std::chrono::steady_clock;

constexpr std::size_t kReadBytes = std::size_t{16} * 1024;
constexpr std::string_view kIdBefore = R"("id":")";

struct Accepted {
  std::string message_id;
  Steady::time_point begun_at;
};

class Load;

/// One connection: a post at a time.
class Poster {
 public:
  Poster(asio::io_context& context, Load& load) : socket_(context), load_(load) {}

  void connect(const tcp::endpoint& endpoint) {
    socket_.connect(endpoint);
    socket_.set_option(tcp::no_delay(true));
  }
  void post(const std::string& request, Steady::time_point begun_at);

 private:
  void read();
  void on_answer(const Head& head);

  tcp::socket socket_;
  Load& load_;
  Steady::time_point begun_at_;
  std::string input_;
};

class Load {
 public:
  Load(asio::io_context& context, const Arguments& arguments)
      : messages_(arguments.number("messages", 1)),
        rate_(arguments.number("rate", 0)),
        timer_(context) {
    std::ifstream file(arguments.text("occurrence", ""));
    const std::string body{std::istreambuf_iterator<char>(file), {}};
    request_ =
        "POST /v1/occurrences?checking=lenient HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/json\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body;
    const tcp::endpoint endpoint(asio::ip::address_v4::loopback(),
                                 static_cast<std::uint16_t>(arguments.number("port", 0)));
    for (std::int64_t i = 0; i < arguments.number("connections", 64); ++i) {
      posters_.push_back(std::make_unique<Poster>(context, *this));
      posters_.back()->connect(endpoint);
    }
  }

  void start() {
    started_at_ = Steady::now();
    for (const auto& poster : posters_) {
      on_free(*poster);
    }
    if (rate_ > 0) {
      await_next();
    }
  }

  void on_accepted(std::string message_id, Steady::time_point begun_at) {
    accepted_.push_back({std::move(message_id), begun_at});
    ended_at_ = Steady::now();
  }
  void on_refused() { ++refused_; }

  /// The poster has its answer.
  void on_free(Poster& poster) {
    if (rate_ > 0) {
      free_.push_back(&poster);
      post_overdue();
    } else if (begun_ < messages_) {
      ++begun_;
      poster.post(request_, Steady::now());
    }
  }

  void report(const std::string& file) const {
    std::ofstream out(file);
    for (const Accepted& accepted : accepted_) {
      out << accepted.message_id << ' ' << accepted.begun_at.time_since_epoch().count() << '\n';
    }
    std::cout << R"({"accepted":)" << accepted_.size() << R"(,"refused":)" << refused_
              << R"(,"started_at":)" << started_at_.time_since_epoch().count() << R"(,"ended_at":)"
              << ended_at_.time_since_epoch().count() << "}" << std::endl;
  }

 private:
  [[nodiscard]] Steady::time_point due_at(std::int64_t number) const {
    return started_at_ + std::chrono::nanoseconds(number * 1'000'000'000 / rate_);
  }

  void await_next() {
    if (begun_ + overdue_ >= messages_) {
      return;
    }
    timer_.expires_at(due_at(begun_ + overdue_));
    timer_.async_wait([this](const auto&) {
      while (begun_ + overdue_ < messages_ && due_at(begun_ + overdue_) <= Steady::now()) {
        ++overdue_;
      }
      post_overdue();
      await_next();
    });
  }

  /// A post counts from when it was due, also where all connections were busy then.
  void post_overdue() {
    while (overdue_ > 0 && !free_.empty()) {
      Poster* poster = free_.front();
      free_.pop_front();
      --overdue_;
      poster->post(request_, due_at(begun_++));
    }
  }

  std::int64_t messages_;
  std::int64_t rate_;
  asio::steady_timer timer_;
  std::string request_;
  std::vector<std::unique_ptr<Poster>> posters_;
  std::deque<Poster*> free_;
  std::vector<Accepted> accepted_;
  std::int64_t begun_ = 0;
  std::int64_t overdue_ = 0;
  std::int64_t refused_ = 0;
  Steady::time_point started_at_;
  Steady::time_point ended_at_;
};

void Poster::post(const std::string& request, Steady::time_point begun_at) {
  begun_at_ = begun_at;
  asio::async_write(socket_, asio::buffer(request), [this](const auto& error, std::size_t) {
    error ? load_.on_refused() : read();
  });
}

void Poster::read() {
  const std::size_t held = input_.size();
  input_.resize(held + kReadBytes);
  socket_.async_read_some(asio::buffer(input_.data() + held, kReadBytes),
                          [this, held](const auto& error, std::size_t bytes) {
                            input_.resize(held + bytes);
                            if (error) {
                              load_.on_refused();
                              return;
                            }
                            const std::optional<Head> head = Head::of(input_);
                            if (head && input_.size() >= head->size + head->content_length) {
                              on_answer(*head);
                            } else {
                              read();
                            }
                          });
}

void Poster::on_answer(const Head& head) {
  const std::string_view body = std::string_view(input_).substr(head.size, head.content_length);
  const std::size_t at = body.find(kIdBefore);
  if (head.start.find(" 202 ") != std::string_view::npos && at != std::string_view::npos) {
    const std::string_view rest = body.substr(at + kIdBefore.size());
    load_.on_accepted(std::string(rest.substr(0, rest.find('"'))), begun_at_);
  } else {
    load_.on_refused();
  }
  input_.clear();
  load_.on_free(*this);
}

}  // namespace

int main(int argc, char** argv) try {
  const Arguments arguments(argc, argv);
  asio::io_context context(1);
  Load load(context, arguments);
  load.start();
  context.run();
  load.report(arguments.file());
  return 0;
} catch (const std::exception& error) {
  std::cerr << "hookstorm_bench_load: " << error.what() << "\n";
  return 1;
}
