#include "native/sender/fetch.hpp"

#include <memory>
#include <stdexcept>

#include <curl/curl.h>

#include "native/sender/curl_library.hpp"
#include "native/sender/transfer.hpp"

namespace hookstorm::native {
namespace {

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* body) noexcept {
  auto& text = *static_cast<std::string*>(body);
  const std::size_t length = size * count;
  if (text.size() + length > kFetchBytesMax) {
    return 0;  // Fewer than were given: libcurl ends the transfer.
  }
  try {
    text.append(bytes, length);
  } catch (const std::exception&) {
    return 0;
  }
  return length;
}

}  // namespace

Fetched fetch(const std::string& method, const std::string& url) {
  const CurlLibrary library;
  const std::unique_ptr<CURL, ReleaseEasy> easy(curl_easy_init());
  if (!easy) {
    throw std::runtime_error("libcurl gives no handle.");
  }
  Fetched fetched;
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_CUSTOMREQUEST, method.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, kFetchTimeoutMs);
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, &on_body);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, static_cast<void*>(&fetched.body));
  const CURLcode code = curl_easy_perform(easy.get());
  if (code != CURLE_OK) {
    throw std::runtime_error(url + ": " + curl_easy_strerror(code));
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  fetched.status = static_cast<int>(status);
  return fetched;
}

}  // namespace hookstorm::native
