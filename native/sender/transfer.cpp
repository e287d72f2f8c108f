#include "native/sender/transfer.hpp"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

#include <sys/socket.h>

#include "core/text/ascii.hpp"

namespace hookstorm::native {
namespace {

constexpr long kReceiveBufferBytes = 16L * 1024;

constexpr std::string_view kStatusLineStart = "HTTP/";
constexpr std::string_view kRetryAfter = "retry-after:";

/// Whether libcurl knows more of the failure than its code says; the text holds nothing of the
/// request.
bool has_detail(CURLcode code) {
  return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
         code == CURLE_OPERATION_TIMEDOUT;
}

bool names(const Request& request, std::string_view name) {
  return std::any_of(request.headers.begin(), request.headers.end(), [name](const Header& header) {
    return header.name.size() == name.size() && ascii::to_lower(header.name) == name;
  });
}

void append(std::unique_ptr<curl_slist, ReleaseList>& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) {
    throw std::bad_alloc();
  }
  static_cast<void>(list.release());
  list.reset(longer);
}

}  // namespace

Transfer::Transfer(const TransferSettings& settings)
    : easy_(curl_easy_init()), settings_(settings) {
  if (!easy_) {
    throw std::runtime_error("libcurl gives no handle.");
  }
  set_limits();
  set_certificates();
  set_callbacks();
}

template <typename T>
void Transfer::set(CURLoption option, T value) {
  const CURLcode code = curl_easy_setopt(easy_.get(), option, value);
  if (code != CURLE_OK) {
    throw std::runtime_error(std::string("libcurl refuses an option: ") + curl_easy_strerror(code));
  }
}

void Transfer::set_limits() {
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  set(CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_ERRORBUFFER, detail_.data());
  // Without it the thread that gives up on a name waits until its lookup ends, and everything with
  // it.
  set(CURLOPT_QUICK_EXIT, 1L);
}

void Transfer::set_certificates() {
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!settings_.ca_bundle.empty()) {
    set(CURLOPT_CAINFO, settings_.ca_bundle.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  if (!settings_.client_certificate.empty()) {
    set(CURLOPT_SSLCERT, settings_.client_certificate.c_str());
    set(CURLOPT_SSLKEY,
        (settings_.client_key.empty() ? settings_.client_certificate : settings_.client_key)
            .c_str());
  }
  for (const std::string& name : settings_.resolved_names) {
    append(resolved_names_, name);
  }
  set(CURLOPT_RESOLVE, resolved_names_.get());
}

void Transfer::set_callbacks() {
  set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
}

void Transfer::prepare(Request request, long timeout_ms) {
  request_ = std::move(request);
  response_body_.clear();
  retry_after_.clear();
  response_headers_.clear();
  body_bytes_read_ = 0;
  header_bytes_read_ = 0;
  cut_ = false;
  refusal_.clear();
  detail_.front() = '\0';
  host_.clear();
  for (const Header& header : request_.headers) {
    host_ = header.name == "host" ? header.value : host_;
  }
  set(CURLOPT_TIMEOUT_MS, timeout_ms);
  set(CURLOPT_CONNECTTIMEOUT_MS, std::min(timeout_ms, TransferSettings::kConnectTimeoutMsMax));
  take_route();
  set_request();
  set_headers();
}

void Transfer::take_route() {
  const bool is_to_own_inbox =
      settings_.own_inboxes && settings_.own_inboxes->is_meant_by(request_.url);
  if (!has_route_ || is_to_own_inbox != is_to_own_inbox_) {
    is_to_own_inbox_ = is_to_own_inbox;
    set_route();
    has_route_ = true;
  }
}

void Transfer::set_route() {
  const bool is_http_allowed = is_to_own_inbox_ || settings_.http_targets == HttpTargets::allowed;
  set(CURLOPT_PROTOCOLS_STR, is_http_allowed ? "http,https" : "https");
  const bool is_direct = is_to_own_inbox_ || settings_.proxy.empty();
  // Empty: the environment's is not used either.
  set(CURLOPT_PROXY, is_direct ? "" : settings_.proxy.c_str());
  set(CURLOPT_OPENSOCKETFUNCTION, is_direct ? &Transfer::open_socket : nullptr);
  // A connection that is kept is not asked about again, and leads to more than inboxes.
  set(CURLOPT_FORBID_REUSE, is_to_own_inbox_ ? 1L : 0L);
}

void Transfer::set_request() {
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_POSTFIELDS, request_.body.data());
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  set_method();  // After the body, for which libcurl takes POST.
}

void Transfer::set_method() {
  set(CURLOPT_CUSTOMREQUEST, static_cast<const char*>(nullptr));
  if (request_.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);  // Or a body would be waited for.
    return;
  }
  set(CURLOPT_NOBODY, 0L);
  const bool has_body = !request_.body.empty() || request_.method == "POST";
  set(has_body ? CURLOPT_POST : CURLOPT_HTTPGET, 1L);
  if (request_.method != "POST") {
    set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
}

void Transfer::set_headers() {
  header_lines_used_ = 0;
  for (const Header& header : request_.headers) {
    // A name with a colon alone would take the header away.
    next_header_line()
        .append(header.name)
        .append(header.value.empty() ? ";" : ": ")
        .append(header.value);
  }
  // Without a value: libcurl's own is not sent. The request may have an Accept, but never an
  // Expect.
  for (const std::string_view name : {"accept", "content-type"}) {
    if (!names(request_, name)) {
      next_header_line().append(name).append(":");
    }
  }
  next_header_line().append("Expect:");
  headers_.resize(header_lines_used_);
  for (std::size_t i = 0; i < headers_.size(); ++i) {
    headers_[i] = {.data = header_lines_[i].data(),
                   .next = i + 1 < headers_.size() ? &headers_[i + 1] : nullptr};
  }
  set(CURLOPT_HTTPHEADER, headers_.data());
}

/// Empty; its place may change with the next one.
std::string& Transfer::next_header_line() {
  if (header_lines_used_ == header_lines_.size()) {
    header_lines_.emplace_back();
  }
  std::string& line = header_lines_[header_lines_used_++];
  line.clear();
  return line;
}

curl_socket_t Transfer::open_socket(void* transfer, curlsocktype /*purpose*/,
                                    curl_sockaddr* address) noexcept {
  auto& self = *static_cast<Transfer*>(transfer);
  try {
    if (std::optional<std::string> refusal = self.refusal_of(address->addr)) {
      self.refusal_ = std::move(*refusal);
      return CURL_SOCKET_BAD;
    }
  } catch (const std::exception&) {
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::optional<std::string> Transfer::refusal_of(const sockaddr& address) const {
  const bool is_own_inbox = is_to_own_inbox_ && settings_.own_inboxes->is_reached_at(address);
  return is_own_inbox ? std::nullopt : settings_.addresses.refusal(address);
}

std::size_t Transfer::on_body(char* bytes, std::size_t size, std::size_t count,
                              void* transfer) noexcept {
  auto& self = *static_cast<Transfer*>(transfer);
  const std::size_t length = size * count;
  const std::size_t kept = std::min(
      length, kResponseBodyKeptMax - std::min(kResponseBodyKeptMax, self.response_body_.size()));
  try {
    self.response_body_.append(bytes, kept);
  } catch (const std::exception&) {
    return 0;  // Fewer than were given: libcurl ends the transfer.
  }
  self.body_bytes_read_ += length;
  if (self.body_bytes_read_ > kResponseBodyReadMax) {
    self.cut_ = true;
    return 0;
  }
  return length;
}

std::size_t Transfer::on_header(char* bytes, std::size_t size, std::size_t count,
                                void* transfer) noexcept {
  auto& self = *static_cast<Transfer*>(transfer);
  const std::size_t length = size * count;
  self.header_bytes_read_ += length;
  if (self.header_bytes_read_ > kResponseHeadersReadMax) {
    return 0;  // Fewer than were given: libcurl ends the transfer.
  }
  try {
    self.read_header({bytes, length});
  } catch (const std::exception&) {
    return 0;
  }
  return length;
}

void Transfer::read_header(std::string_view line) {
  if (line.substr(0, kStatusLineStart.size()) == kStatusLineStart) {
    retry_after_.clear();  // Of an interim answer.
    response_headers_.clear();
    return;
  }
  if (settings_.keeps_response_headers) {
    keep_header(line);
  }
  if (ascii::to_lower(line.substr(0, kRetryAfter.size())) == kRetryAfter) {
    // Given twice it is joined, as a list would be; the core takes no list.
    retry_after_ += retry_after_.empty() ? "" : ", ";
    retry_after_ += ascii::trimmed(line.substr(kRetryAfter.size()), " \t\r\n");
  }
}

void Transfer::keep_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    response_headers_.push_back({std::string(line.substr(0, colon)),
                                 std::string(ascii::trimmed(line.substr(colon + 1), " \t\r\n"))});
  }
}

TransferResult Transfer::finish(CURLcode code) {
  long status = 0;
  curl_off_t duration_us = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy_.get(), CURLINFO_TOTAL_TIME_T, &duration_us);
  TransferResult result{.retry_after = std::exchange(retry_after_, {}),
                        .response_headers = std::exchange(response_headers_, {}),
                        .response_body = std::exchange(response_body_, {}),
                        .duration_ms = duration_us / 1000,
                        .address = address()};
  if ((code == CURLE_OK || cut_) && status != 0) {
    result.status = static_cast<int>(status);
  } else {
    result.failure = described(code, status);
  }
  request_ = {};
  return result;
}

/// Nothing where it did not come to a connection.
std::optional<std::string> Transfer::address() const {
  const char* ip = nullptr;
  long port = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_IP, &ip);
  curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_PORT, &port);
  if (ip == nullptr || *ip == '\0') {
    return std::nullopt;
  }
  const std::string_view host = ip;
  std::string text(host);
  if (host.find(':') != std::string_view::npos) {
    text.insert(0, "[").append("]");
  }
  return text.append(":").append(std::to_string(port));
}

std::string Transfer::described(CURLcode code, long status) const {
  if (!refusal_.empty() && code == CURLE_COULDNT_CONNECT) {
    return refusal_;
  }
  std::string text = curl_easy_strerror(code);
  if (has_detail(code) && detail_.front() != '\0') {
    text += std::string(": ") + detail_.data();
  }
  text += " (" + address().value_or(host_) + ")";
  if (status != 0) {
    text += ", after status " + std::to_string(status);
  }
  return text;
}

}  // namespace hookstorm::native
