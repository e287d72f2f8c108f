#include "native/sender/curl_library.hpp"

#include <stdexcept>

#include <curl/curl.h>

namespace hookstorm::native {

CurlLibrary::CurlLibrary() {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    throw std::runtime_error("libcurl cannot be started.");
  }
}

CurlLibrary::~CurlLibrary() {
  curl_global_cleanup();
}

}  // namespace hookstorm::native
