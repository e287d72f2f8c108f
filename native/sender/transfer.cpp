#include "native/sender/transfer.hpp"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

#include "core/text/ascii.hpp"

namespace hookstorm::native {
namespace {

constexpr long kReceiveBufferBytes = 16L * 1024;

bool names_accept(const Request& request) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [](const Header& header) { return ascii::to_lower(header.name) == "accept"; });
}

}  // namespace

Transfer::Transfer() : easy_(curl_easy_init()) {
  if (!easy_) {
    throw std::runtime_error("libcurl gives no handle.");
  }
}

template <typename T>
void Transfer::set(CURLoption option, T value) {
  const CURLcode code = curl_easy_setopt(easy_.get(), option, value);
  if (code != CURLE_OK) {
    throw std::runtime_error(std::string("libcurl refuses an option: ") + curl_easy_strerror(code));
  }
}

void Transfer::prepare(Request request, const TransferSettings& settings) {
  request_ = std::move(request);
  response_body_.clear();
  body_bytes_read_ = 0;
  header_bytes_read_ = 0;
  cut_ = false;
  curl_easy_reset(easy_.get());
  host_.clear();
  for (const Header& header : request_.headers) {
    host_ = header.name == "host" ? header.value : host_;
  }
  set_request();
  set_headers();
  set_limits(settings);
}

void Transfer::set_request() {
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_POST, 1L);
  set(CURLOPT_POSTFIELDS, request_.body.data());
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
}

void Transfer::set_headers() {
  std::unique_ptr<curl_slist, Release> list;
  const auto append = [&list](const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) {
      throw std::bad_alloc();
    }
    static_cast<void>(list.release());
    list.reset(longer);
  };
  for (const Header& header : request_.headers) {
    append(header.name + ": " + header.value);
  }
  // Without a value: libcurl's own is not sent. The request may have an Accept, but never an
  // Expect.
  if (!names_accept(request_)) {
    append("Accept:");
  }
  append("Expect:");
  headers_ = std::move(list);
  set(CURLOPT_HTTPHEADER, headers_.get());
}

void Transfer::set_limits(const TransferSettings& settings) {
  set(CURLOPT_TIMEOUT_MS, settings.timeout_ms);
  set(CURLOPT_CONNECTTIMEOUT_MS,
      std::min(settings.timeout_ms, TransferSettings::kConnectTimeoutMsMax));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROTOCOLS_STR,
      settings.http_targets == HttpTargets::allowed ? "http,https" : "https");
  set(CURLOPT_PROXY, "");
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
  set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
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

std::size_t Transfer::on_header(char* /*bytes*/, std::size_t size, std::size_t count,
                                void* transfer) noexcept {
  auto& self = *static_cast<Transfer*>(transfer);
  self.header_bytes_read_ += size * count;
  return self.header_bytes_read_ > kResponseHeadersReadMax ? 0 : size * count;
}

TransferResult Transfer::finish(CURLcode code) {
  long status = 0;
  curl_off_t duration_us = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy_.get(), CURLINFO_TOTAL_TIME_T, &duration_us);
  TransferResult result{.response_body = std::exchange(response_body_, {}),
                        .duration_ms = duration_us / 1000};
  if ((code == CURLE_OK || cut_) && status != 0) {
    result.status = static_cast<int>(status);
  } else {
    result.failure = described(code, status);
  }
  request_ = {};
  return result;
}

std::string Transfer::described(CURLcode code, long status) const {
  std::string text = curl_easy_strerror(code);
  const char* address = nullptr;
  long port = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_IP, &address);
  curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_PORT, &port);
  if (address != nullptr && *address != '\0') {
    text += std::string(" (") + address + " port " + std::to_string(port) + ")";
  } else {
    text += " (" + host_ + ")";
  }
  if (status != 0) {
    text += ", after status " + std::to_string(status);
  }
  return text;
}

}  // namespace hookstorm::native
