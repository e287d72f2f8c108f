#include "native/sender/fetch.hpp"

#include <exception>
#include <memory>
#include <stdexcept>
#include <utility>

#include <curl/curl.h>

#include "native/sender/curl_library.hpp"
#include "native/sender/transfer.hpp"

namespace hookstorm::native {
namespace {

using Easy = std::unique_ptr<CURL, ReleaseEasy>;

constexpr long kMillisecondsPerSecond = 1000;
constexpr long kGood = 200;

bool keep(std::string& text, std::string_view bytes) noexcept {
  if (text.size() + bytes.size() > kFetchBytesMax) {
    return false;
  }
  try {
    text.append(bytes);
  } catch (const std::exception&) {
    return false;
  }
  return true;
}

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* body) noexcept {
  // Fewer than were given: libcurl ends the transfer.
  return keep(*static_cast<std::string*>(body), {bytes, size * count}) ? size * count : 0;
}

Easy easy_for(const std::string& url) {
  Easy easy(curl_easy_init());
  if (!easy) {
    throw std::runtime_error("libcurl gives no handle.");
  }
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  return easy;
}

using HeaderList = std::unique_ptr<curl_slist, ReleaseList>;

/// Those of a request with the token, where it is not empty, and the further line, likewise.
HeaderList headers_for(const std::string& token, const std::string& further) {
  HeaderList list;
  for (const std::string& line :
       {token.empty() ? std::string() : "Authorization: Bearer " + token, further}) {
    if (line.empty()) {
      continue;
    }
    curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) {
      throw std::runtime_error("libcurl gives no list.");
    }
    static_cast<void>(list.release());
    list.reset(longer);
  }
  return list;
}

/// The answer's status.
int perform(CURL* easy, const std::string& url) {
  const CURLcode code = curl_easy_perform(easy);
  if (code != CURLE_OK) {
    throw NoAnswerError(url + ": " + curl_easy_strerror(code));
  }
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

/// An answer that is passed on as it comes.
struct Passing {
  CURL* easy;
  const std::function<void(std::string_view)>& take;
  std::string other;           ///< The body of an answer that is none.
  std::exception_ptr failure;  ///< Of `take`.
};

std::size_t on_passing_body(char* bytes, std::size_t size, std::size_t count, void* user) noexcept {
  auto& passing = *static_cast<Passing*>(user);
  long status = 0;
  curl_easy_getinfo(passing.easy, CURLINFO_RESPONSE_CODE, &status);
  if (status != kGood) {
    return keep(passing.other, {bytes, size * count}) ? size * count : 0;
  }
  try {
    passing.take({bytes, size * count});
  } catch (...) {
    passing.failure = std::current_exception();
    return 0;
  }
  return size * count;
}

}  // namespace

Fetched fetch(const std::string& method, const std::string& url,
              const std::optional<std::string>& document, const std::string& token) {
  const CurlLibrary library;
  const Easy easy = easy_for(url);
  const HeaderList headers =
      headers_for(token, document ? "Content-Type: application/vnd.api+json" : "");
  Fetched fetched;
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  if (document) {
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(document->size()));
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, document->data());
  }
  curl_easy_setopt(easy.get(), CURLOPT_CUSTOMREQUEST, method.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, kFetchTimeoutMs);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, &on_body);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, static_cast<void*>(&fetched.body));
  fetched.status = perform(easy.get(), url);
  return fetched;
}

Fetched fetch_stream(const std::string& url, const std::function<void(std::string_view)>& take,
                     const std::string& token) {
  const CurlLibrary library;
  const Easy easy = easy_for(url);
  const HeaderList headers = headers_for(token, "");
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  Passing passing{.easy = easy.get(), .take = take, .other = {}, .failure = {}};
  curl_easy_setopt(easy.get(), CURLOPT_CONNECTTIMEOUT_MS, kFetchTimeoutMs);
  curl_easy_setopt(easy.get(), CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_LOW_SPEED_TIME, kFetchTimeoutMs / kMillisecondsPerSecond);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, &on_passing_body);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, static_cast<void*>(&passing));
  try {
    const int status = perform(easy.get(), url);
    return {.status = status, .body = std::move(passing.other)};
  } catch (const std::exception&) {
    if (passing.failure) {
      std::rethrow_exception(passing.failure);
    }
    throw;
  }
}

}  // namespace hookstorm::native
