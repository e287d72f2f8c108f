#include "native/api/connection.hpp"

#include <chrono>
#include <cstdint>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>

#include "native/api/errors.hpp"
#include "native/api/request_head.hpp"

namespace hookstorm::native {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr unsigned kHttp11 = 11;
constexpr std::chrono::seconds kReadTimeout(30);
constexpr std::chrono::seconds kWriteTimeout(30);
constexpr std::chrono::seconds kLingerTimeout(10);
constexpr std::size_t kLingerBytesMax = std::size_t{64} * 1024 * 1024;
/// At a time.
constexpr std::size_t kDroppedBytesMax = std::size_t{16} * 1024;
constexpr std::size_t kWatchedBytesAtATime = 512;
/// Of a streamed body, what the system holds for a slow reader at most.
constexpr int kStreamSendBufferBytes = 256 * 1024;
/// What a client may send after a request that is answered by a stream.
constexpr std::size_t kWatchedBytesMax = std::size_t{64} * 1024;

bool expects_continue(const http::fields& head) {
  return beast::iequals(head[http::field::expect], "100-continue");
}

ApiResponse bad_request_response() {
  return error_response(400, "bad-request", "This is no HTTP/1.1 request.");
}

/// Statuses that have no body by definition (RFC 9110).
bool is_bodiless(int status) {
  return status == 204 || status == 304;
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, const Router& router, spdlog::logger& log,
                       std::shared_ptr<OpenConnections> connections)
    : stream_(std::move(socket)), router_(router), log_(log), connections_(std::move(connections)) {
  connections_->open.insert(this);
}

Connection::~Connection() {
  set_waiting(false);
  connections_->open.erase(this);
  if (connections_->on_closed) {
    connections_->on_closed();
  }
}

void Connection::start() {
  ErrorCode ignored;
  stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  read_head();
}

void Connection::finish() {
  closing_ = true;
  if (idle_) {
    stream_.cancel();
  }
  if (stream_body_) {
    stream_body_->finish();
  }
}

void Connection::read_head() {
  if (closing_) {
    close();
    return;
  }
  idle_ = buffer_.size() == 0;
  set_waiting(true);
  unread_ = true;
  body_bytes_max_ = router_.body_bytes_max();
  answer_headers_.clear();
  parser_.emplace();
  parser_->header_limit(kHeadBytesMax);
  parser_->body_limit(router_.body_bytes_max());
  stream_.expires_after(kReadTimeout);
  http::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](const ErrorCode& error, std::size_t) { self->on_head(error); });
}

void Connection::set_waiting(bool is_waiting) {
  if (waiting_) {
    connections_->waiting.erase(*waiting_);
    waiting_ = std::nullopt;
  }
  if (is_waiting) {
    waiting_ = connections_->waiting.insert(connections_->waiting.end(), this);
  }
}

void Connection::on_head(const ErrorCode& error) {
  if (error) {
    refuse(error);
    return;
  }
  idle_ = false;
  request_ = request_of(parser_->get());
  request_.source = source();
  found_ = router_.find(request_.method, request_.target);
  body_bytes_max_ = Router::body_bytes_max(found_);
  parser_->body_limit(body_bytes_max_);  // For a body whose length is not told beforehand.
  Admission admission = router_.admit(request_, found_);
  request_.caller = std::move(admission.caller);
  answer_headers_ = std::move(admission.headers);
  if (!is_length_certain(parser_->get())) {
    closing_ = true;
    respond(bad_request_response());
  } else if (admission.refusal) {
    closing_ = true;
    respond(std::move(*admission.refusal));
  } else if (parser_->content_length().value_or(0) > body_bytes_max_) {
    closing_ = true;
    respond(too_large_response(body_bytes_max_));
  } else if (expects_continue(parser_->get())) {
    write_continue();
  } else {
    read_body();
  }
}

void Connection::write_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(stream_, asio::buffer(kContinue),
                    [self = shared_from_this()](const ErrorCode& error, std::size_t) {
                      if (!error) {
                        self->read_body();
                      }
                    });
}

void Connection::read_body() {
  stream_.expires_after(kReadTimeout);
  http::async_read(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](const ErrorCode& error, std::size_t) { self->on_body(error); });
}

void Connection::on_body(const ErrorCode& error) {
  if (error) {
    refuse(error);
    return;
  }
  unread_ = false;
  handle();
}

void Connection::refuse(const ErrorCode& error) {
  closing_ = true;
  if (error == http::error::body_limit) {
    respond(too_large_response(body_bytes_max_));
  } else if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    respond(error_response(
        431, "head-too-large",
        "A request's head has at most " + std::to_string(kHeadBytesMax) + " bytes."));
  } else if (error == http::error::end_of_stream) {
    close();
  } else if (error.category() == make_error_code(http::error::bad_version).category() &&
             error != http::error::partial_message) {
    respond(bad_request_response());
  }
  // Otherwise the client is gone or too slow: the connection ends with this object.
}

std::string Connection::source() const {
  ErrorCode ignored;
  return stream_.socket().remote_endpoint(ignored).address().to_string();
}

void Connection::handle() {
  set_waiting(false);
  stream_.expires_never();
  closing_ = closing_ || !parser_->get().keep_alive();
  const Reply reply = [self = kept_for_reply()](ApiResponse response) {
    asio::post(self->stream_.get_executor(), [self, response = std::move(response)]() mutable {
      self->respond(std::move(response));
    });
  };
  request_.body = std::move(parser_->get().body());
  try {
    router_.handle(std::exchange(request_, {}), std::exchange(found_, {}), reply);
  } catch (const std::exception& error) {
    log_.error("api: {} {}: {}", std::string_view(parser_->get().method_string()),
               std::string_view(parser_->get().target()), error.what());
    respond(error_response(500, "internal", "The request failed here; the log says why."));
  }
}

std::shared_ptr<Connection> Connection::kept_for_reply() {
  return {this, [self = shared_from_this()](Connection*) mutable {
            const auto executor = self->stream_.get_executor();
            asio::post(executor, [last = std::move(self)] {});
          }};
}

void Connection::respond(ApiResponse response) {
  set_waiting(false);
  const bool is_head = parser_->get().method() == http::verb::head;
  response_.emplace(static_cast<http::status>(response.status), 11U);
  for (const std::vector<Header>* headers : {&answer_headers_, &response.headers}) {
    for (const Header& header : *headers) {
      response_->set(header.name, header.value);
    }
  }
  response_->set("X-Content-Type-Options", "nosniff");
  if (response_->count(http::field::cache_control) == 0) {
    response_->set(http::field::cache_control, "no-store");
  }
  if (!is_bodiless(response.status)) {
    response_->set(http::field::content_type, media_type_of(response));
    if (response.stream && !is_head) {
      begin_stream(std::move(response.stream));
      return;
    }
    if (!response.stream) {
      response_->content_length(response.body.size());
    }
    if (!is_head) {
      response_->body() = std::move(response.body);
    }
  }
  response_->keep_alive(!closing_);
  stream_.expires_after(kWriteTimeout);
  http::async_write(stream_, *response_,
                    [self = shared_from_this()](const ErrorCode& error, std::size_t) {
                      self->on_written(error);
                    });
}

std::string Connection::media_type_of(const ApiResponse& response) const {
  static constexpr std::string_view kJsonApi = "application/vnd.api+json";
  const std::string accepted = joined_values(parser_->get(), "Accept").value_or("");
  return response.content_type == "application/json" && accepted.find(kJsonApi) != std::string::npos
             ? std::string(kJsonApi)
             : response.content_type;
}

void Connection::on_written(const ErrorCode& error) {
  if (error) {
    return;
  }
  if (!closing_) {
    read_head();
  } else if (unread_) {
    linger();
  } else {
    close();
  }
}

/// Clients of HTTP/1.0 are told the end by that of the connection.
void Connection::begin_stream(std::shared_ptr<BodyStream> stream) {
  ErrorCode ignored;
  stream_.socket().set_option(asio::socket_base::send_buffer_size(kStreamSendBufferBytes), ignored);
  closing_ = true;
  response_->keep_alive(false);
  response_->chunked(parser_->get().version() >= kHttp11);
  stream_body_ = std::move(stream);
  stream_body_->break_off = [weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->drop();
    }
  };
  watch();
  serializer_.emplace(*response_);
  stream_.expires_after(kWriteTimeout);
  http::async_write_header(stream_, *serializer_,
                           [self = shared_from_this()](const ErrorCode& error, std::size_t) {
                             self->on_piece_written(error);
                           });
}

/// Holds no pointer to this: what waits for a piece lives as long as its client listens.
void Connection::next_piece() {
  awaits_piece_ = true;
  try {
    stream_body_->next([weak = weak_from_this()](std::optional<std::string> piece) {
      if (const auto self = weak.lock()) {
        self->on_piece(std::move(piece));
      }
    });
  } catch (const std::exception& error) {
    log_.error("api: {} {}: {}", std::string_view(parser_->get().method_string()),
               std::string_view(parser_->get().target()), error.what());
    drop();
  }
}

void Connection::on_piece(std::optional<std::string> piece) {
  awaits_piece_ = false;
  if (!piece) {
    write_last_chunk();
    return;
  }
  if (piece->empty()) {
    asio::post(stream_.get_executor(), [self = shared_from_this()] { self->next_piece(); });
    return;
  }
  piece_ = std::move(*piece);
  stream_.expires_after(kWriteTimeout);
  auto on_written = [self = shared_from_this()](const ErrorCode& error, std::size_t) {
    self->on_piece_written(error);
  };
  if (response_->chunked()) {
    asio::async_write(stream_, http::make_chunk(asio::buffer(piece_)), std::move(on_written));
  } else {
    asio::async_write(stream_, asio::buffer(piece_), std::move(on_written));
  }
}

void Connection::on_piece_written(const ErrorCode& error) {
  if (error) {
    drop();
    return;
  }
  next_piece();
}

void Connection::write_last_chunk() {
  if (!response_->chunked()) {
    drop();
    return;
  }
  stream_.expires_after(kWriteTimeout);
  asio::async_write(stream_, http::make_chunk_last(),
                    [self = shared_from_this()](const ErrorCode&, std::size_t) { self->drop(); });
}

void Connection::watch() {
  dropped_.resize(kWatchedBytesAtATime);
  stream_.expires_never();
  stream_.async_read_some(asio::buffer(dropped_),
                          [self = shared_from_this()](const ErrorCode& error, std::size_t bytes) {
                            self->on_watched(error, bytes);
                          });
}

void Connection::on_watched(const ErrorCode& error, std::size_t bytes) {
  watched_bytes_ += bytes;
  if (!error && watched_bytes_ <= kWatchedBytesMax) {
    watch();
  } else if (error != asio::error::eof || awaits_piece_) {
    drop();
  }
  // Otherwise the client sends nothing more and may still read; writing tells when it does not.
}

/// What is under way ends with an error, and this with it.
void Connection::drop() {
  set_waiting(false);
  stream_.close();
}

void Connection::linger() {
  if (lingered_bytes_ == 0) {
    idle_ = true;  // The answer is out: finishing need not wait.
    ErrorCode ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kLingerTimeout);
    dropped_.resize(kDroppedBytesMax);
  }
  stream_.async_read_some(asio::buffer(dropped_),
                          [self = shared_from_this()](const ErrorCode& error, std::size_t bytes) {
                            self->on_lingered(error, bytes);
                          });
}

void Connection::on_lingered(const ErrorCode& error, std::size_t bytes) {
  lingered_bytes_ += bytes;
  if (!error && lingered_bytes_ < kLingerBytesMax) {
    linger();
  }
}

void Connection::close() {
  ErrorCode ignored;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

}  // namespace hookstorm::native
