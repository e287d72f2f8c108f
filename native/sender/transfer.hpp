// One outgoing HTTP request by libcurl, and what comes back, bounded in time and size.
// Easy to get wrong: libcurl adds headers of its own (Accept, Expect, …); only the request's may
// go.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <curl/curl.h>

#include "core/request/request.hpp"
#include "native/sender/address_guard.hpp"
#include "native/sender/own_inboxes.hpp"

namespace hookstorm::native {

inline constexpr std::size_t kResponseBodyKeptMax = std::size_t{64} * 1024;
inline constexpr std::size_t kResponseBodyReadMax = std::size_t{1024} * 1024;
inline constexpr std::size_t kResponseHeadersReadMax = std::size_t{64} * 1024;

struct TransferSettings {
  static constexpr long kTimeoutMsDefault = 15'000;
  static constexpr long kConnectTimeoutMsMax = 10'000;

  /// From the start to the last byte of the answer's body, for requests without a time of their
  /// own.
  long timeout_ms = kTimeoutMsDefault;
  HttpTargets http_targets = HttpTargets::refused;
  AddressGuard addresses;                 ///< Asked for every connection but those to the proxy.
  std::optional<OwnInboxes> own_inboxes;  ///< May be sent to whatever these say, and directly.
  /// Names that are not looked up, each as `HOST:PORT:ADDRESS`.
  std::vector<std::string> resolved_names;
  std::string ca_bundle;           ///< A PEM file, in place of the system's; empty: the system's.
  std::string client_certificate;  ///< A PEM file; empty: none.
  std::string client_key;          ///< The certificate's, where its file does not hold it.
  std::string proxy;  ///< `http://HOST:PORT` or another of libcurl's; empty: none is used.
  bool keeps_response_headers = false;
};

struct TransferResult {
  std::optional<int> status;           ///< Of a complete answer, or one cut for its length.
  std::optional<std::string> failure;  ///< Why there is no status; for people, without secrets.
  std::string retry_after;             ///< The header's value; empty without one.
  std::vector<Header> response_headers = {};  ///< Where the settings say so.
  std::string response_body;                  ///< Its first `kResponseBodyKeptMax` bytes.
  std::int64_t duration_ms = 0;
  std::optional<std::string> address = {};  ///< What was connected to, such as `[::1]:443`.
};

struct ReleaseEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};

struct ReleaseList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

class Transfer {
 public:
  /// `settings` outlive it. Throws std::runtime_error where libcurl gives no handle or refuses a
  /// setting.
  explicit Transfer(const TransferSettings& settings);
  ~Transfer() = default;
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  Transfer(Transfer&&) = delete;
  Transfer& operator=(Transfer&&) = delete;

  /// Makes ready to send `request` within `timeout_ms`; the object may have sent others before.
  void prepare(Request request, long timeout_ms);

  /// To be run by a CurlMulti.
  [[nodiscard]] CURL* handle() const { return easy_.get(); }

  /// What the transfer that ended with `code` brought.
  [[nodiscard]] TransferResult finish(CURLcode code);

 private:
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count,
                             void* transfer) noexcept;
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count,
                               void* transfer) noexcept;
  static curl_socket_t open_socket(void* transfer, curlsocktype purpose,
                                   curl_sockaddr* address) noexcept;
  void set_limits();
  void set_certificates();
  void set_callbacks();
  void read_header(std::string_view line);
  void keep_header(std::string_view line);
  void take_route();
  void set_route();
  void set_request();
  void set_method();
  void set_headers();
  std::string& next_header_line();
  [[nodiscard]] std::optional<std::string> refusal_of(const sockaddr& address) const;
  template <typename T>
  void set(CURLoption option, T value);
  [[nodiscard]] std::optional<std::string> address() const;
  [[nodiscard]] std::string described(CURLcode code, long status) const;

  std::unique_ptr<CURL, ReleaseEasy> easy_;
  const TransferSettings& settings_;
  std::unique_ptr<curl_slist, ReleaseList> resolved_names_;
  std::vector<std::string> header_lines_;  ///< With those of former requests, for their memory.
  std::size_t header_lines_used_ = 0;
  std::vector<curl_slist> headers_;  ///< The lines that are used, as libcurl takes them.
  Request request_;
  std::string host_;  ///< As in the request's header.
  bool is_to_own_inbox_ = false;
  bool has_route_ = false;  ///< The one for `is_to_own_inbox_`, since the settings stay.
  std::string retry_after_;
  std::vector<Header> response_headers_;
  std::string response_body_;
  std::size_t body_bytes_read_ = 0;
  std::size_t header_bytes_read_ = 0;
  bool cut_ = false;                            ///< Ended by us, since the answer was too long.
  std::array<char, CURL_ERROR_SIZE> detail_{};  ///< Of a failure, by libcurl.
  std::string refusal_;  ///< Why an address was not connected to; empty: none was refused.
};

}  // namespace hookstorm::native
