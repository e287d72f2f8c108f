// Whatever URL the core accepts, libcurl reads as the same one: scheme, host, port, path and query,
// without being asked to normalise. tests/module/target_url.test.mjs does the same with WHATWG's.
#include <memory>
#include <string>

#include <curl/curl.h>
#include <doctest/doctest.h>

#include "core/webhook/target_url.hpp"
#include "tests/inputs/inputs.hpp"

using namespace hookstorm;

namespace {

constexpr std::uint64_t kSeed = 20261124;
constexpr int kRounds = 100'000;

struct Release {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) {
    return {};
  }
  std::string copy(text);
  curl_free(text);
  return copy;
}

}  // namespace

TEST_CASE("target URL: libcurl reads what is accepted as the same URL") {
  MESSAGE("seed " << kSeed << ", " << kRounds << " URLs");
  test::Random random(kSeed);
  int accepted = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::string text = test::some_url(random);
    const auto read = parse_target_url(text, TargetPolicy::of_stored(), "");
    if (!read.ok()) {
      continue;
    }
    ++accepted;
    CAPTURE(text);
    const TargetUrl& url = read.value();
    const std::unique_ptr<CURLU, Release> theirs(curl_url());
    REQUIRE(curl_url_set(theirs.get(), CURLUPART_URL, text.c_str(), CURLU_PATH_AS_IS) == CURLUE_OK);
    REQUIRE(part_of(theirs.get(), CURLUPART_SCHEME) == url.scheme);
    REQUIRE(part_of(theirs.get(), CURLUPART_HOST) == url.host);
    REQUIRE(part_of(theirs.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT) == std::to_string(url.port));
    const std::size_t query = url.target.find('?');
    REQUIRE(part_of(theirs.get(), CURLUPART_PATH) == url.target.substr(0, query));
    // An empty query libcurl does not tell from none; it sends the URL's text as it is.
    REQUIRE(part_of(theirs.get(), CURLUPART_QUERY) ==
            (query == std::string::npos ? "" : url.target.substr(query + 1)));
    REQUIRE(part_of(theirs.get(), CURLUPART_USER).empty());
    REQUIRE(part_of(theirs.get(), CURLUPART_FRAGMENT).empty());
  }
  CHECK(accepted > kRounds / 20);
}
