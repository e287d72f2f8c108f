#include "core/text/punycode.hpp"

#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace hookstorm;

TEST_CASE("punycode: reads the examples of RFC 3492, section 7.1") {
  const std::vector<std::pair<const char*, std::u32string>> examples = {
      {"egbpdaj6bu4bxfgehfvwxn",
       U"\u0644\u064A\u0647\u0645\u0627\u0628\u062A\u0643\u0644\u0645\u0648\u0634\u0639\u0631\u0628"
       U"\u064A\u061F"},
      {"ihqwcrb4cv8a8dqg056pqjye", U"\u4ED6\u4EEC\u4E3A\u4EC0\u4E48\u4E0D\u8BF4\u4E2D\u6587"},
      {"989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c",
       U"\uC138\uACC4\uC758\uBAA8\uB4E0\uC0AC\uB78C\uB4E4\uC774\uD55C\uAD6D\uC5B4\uB97C\uC774\uD574"
       U"\uD55C\uB2E4\uBA74\uC5BC\uB9C8\uB098\uC88B\uC744\uAE4C"},
      {"d9juau41awczczp", U"\u305D\u306E\u30B9\u30D4\u30FC\u30C9\u3067"},
      {"bcher-kva", U"b\u00FCcher"},
      {"tda", U"\u00FC"},
      {"tdaa", U"\u00FC\u00FC"},
  };
  for (const auto& example : examples) {
    CAPTURE(example.first);
    const auto read = punycode_decode(example.first);
    REQUIRE(read);
    CHECK((*read == example.second));
  }
}

TEST_CASE("punycode: refuses what is no encoding, or another spelling of one") {
  for (const std::string_view encoded :
       {"", "-", "abc-", "-tda", "TDA", "Bcher-kva", "tdA", "td_", "99999999", "tda-\xC3\xBC",
        "9999999999999999999999999999999999999", "a-99999999999999999999999999"}) {
    CAPTURE(encoded);
    CHECK_FALSE(punycode_decode(encoded));
  }
}
