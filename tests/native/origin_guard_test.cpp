#include "native/api/origin_guard.hpp"

#include <doctest/doctest.h>

using namespace hookstorm::native;

namespace {

bool passes(const std::string& host, std::optional<std::string> origin = std::nullopt) {
  const ApiRequest request{
      .method = "GET", .target = "/", .host = host, .origin = std::move(origin)};
  return !refusal_of_foreign_name(request) && !refusal_of_foreign_page(request);
}

}  // namespace

TEST_CASE("guard: lets loopback names and addresses pass, with any port") {
  for (const char* host :
       {"localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8420", "[::1]", "[::1]:8420"}) {
    CAPTURE(host);
    CHECK(passes(host));
  }
}

TEST_CASE("guard: refuses every other host") {
  for (const char* host :
       {"", "example.com", "localhost.example.com", "127.0.0.1.nip.io", "127.0.0.1:", ":8420",
        "localhost:80a", "::1", "[::2]", "127.0.0.1:80:80", "evil@localhost"}) {
    CAPTURE(host);
    CHECK_FALSE(passes(host));
  }
}

TEST_CASE("guard: an origin must be the server's own") {
  CHECK(passes("127.0.0.1:8420", "http://127.0.0.1:8420"));
  CHECK(passes("localhost", "https://LOCALHOST"));
  for (const char* origin : {"null", "", "ftp://127.0.0.1:8420", "http://127.0.0.1:8421",
                             "http://localhost:8420", "https://evil.example"}) {
    CAPTURE(origin);
    CHECK_FALSE(passes("127.0.0.1:8420", origin));
  }
}
