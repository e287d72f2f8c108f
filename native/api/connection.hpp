// One client's connection: request after request, each read within bounds and answered in order.
// Easy to get wrong: closing a socket while the client still sends makes the system reset it, and
// the client loses the answer; so after a refusal the rest is read and dropped first.
// A streamed body is the last one of its connection. While it is sent, the client is listened to
// for its end alone; a piece that it does not take in time ends the connection.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <spdlog/logger.h>

#include "native/api/router.hpp"

namespace hookstorm::native {

class Connection;

/// The connections that are open, shared by them and the server, whichever lives longer.
struct OpenConnections {
  std::unordered_set<Connection*> open;
  std::list<Connection*>
      waiting;  ///< Of these, those whose request is not there; the longest first.
  std::function<void()> on_closed;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, const Router& router, spdlog::logger& log,
             std::shared_ptr<OpenConnections> connections);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Connection(Connection&&) = delete;
  Connection& operator=(Connection&&) = delete;

  void start();

  /// Closes the connection, after the response under way.
  void finish();

  /// Closes the connection, whatever is under way.
  void drop();

 private:
  using ErrorCode = boost::system::error_code;
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using Response = boost::beast::http::response<boost::beast::http::string_body>;
  using Serializer = boost::beast::http::response_serializer<boost::beast::http::string_body>;

  void read_head();
  /// Whether it is among those whose request is still to come.
  void set_waiting(bool is_waiting);
  void on_head(const ErrorCode& error);
  void write_continue();
  void read_body();
  void on_body(const ErrorCode& error);
  /// Answers a request that could not be read, where somebody is there to hear it.
  void refuse(const ErrorCode& error);
  void handle();
  /// The client's IP address.
  [[nodiscard]] std::string source() const;
  /// This, for a reply that may be given and dropped on another thread: a connection must end on
  /// its own.
  [[nodiscard]] std::shared_ptr<Connection> kept_for_reply();
  void respond(ApiResponse response);
  /// JSON has two names, of which the client may ask for the other.
  [[nodiscard]] std::string media_type_of(const ApiResponse& response) const;
  void on_written(const ErrorCode& error);
  void begin_stream(std::shared_ptr<BodyStream> stream);
  void next_piece();
  void on_piece(std::optional<std::string> piece);
  void on_piece_written(const ErrorCode& error);
  void write_last_chunk();
  /// Reads, so as to hear that the client is gone.
  void watch();
  void on_watched(const ErrorCode& error, std::size_t bytes);
  void linger();
  void on_lingered(const ErrorCode& error, std::size_t bytes);
  void close();

  boost::beast::tcp_stream stream_;
  const Router& router_;
  spdlog::logger& log_;
  std::shared_ptr<OpenConnections> connections_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  ApiRequest request_;                  ///< Under way.
  FoundRoute found_;                    ///< Where it leads.
  std::vector<Header> answer_headers_;  ///< Of whatever it is answered.
  std::optional<Response> response_;
  std::optional<Serializer> serializer_;  ///< Of a head that goes before a streamed body.
  std::shared_ptr<BodyStream> stream_body_;
  std::string piece_;                                        ///< Under way.
  bool awaits_piece_ = false;                                ///< Nothing is under way.
  std::optional<std::list<Connection*>::iterator> waiting_;  ///< Its place among them.
  bool idle_ = true;                                         ///< No answer is owed.
  bool closing_ = false;                                     ///< This response is the last.
  bool unread_ = false;                                      ///< The client may still be sending.
  std::size_t body_bytes_max_ = 0;                           ///< Of the request under way.
  std::size_t lingered_bytes_ = 0;
  std::size_t watched_bytes_ = 0;  ///< Beside a streamed body.
  std::vector<char> dropped_;      ///< What is read to be dropped.
};

}  // namespace hookstorm::native
