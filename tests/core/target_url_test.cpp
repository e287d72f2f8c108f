#include "core/webhook/target_url.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "core/webhook/ip_literal.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

TargetUrl parsed(std::string_view text) {
  const auto url = parse_target_url(text, HttpTargets::allowed, "/url");
  CAPTURE(text);
  CAPTURE(test::codes(url.problems()));
  REQUIRE(url.ok());
  return url.value();
}

}  // namespace

TEST_CASE("target URL: parses into scheme, host, port and target") {
  const TargetUrl url = parsed("https://hooks.example.com/a/b?c=d&e=%20");
  CHECK(url.scheme == "https");
  CHECK(url.host == "hooks.example.com");
  CHECK(url.port == 443);
  CHECK(url.target == "/a/b?c=d&e=%20");
  CHECK(url.authority() == "hooks.example.com");
  CHECK(parsed("https://example.com").target == "/");
  CHECK(parsed("https://example.com?x=1").target == "/?x=1");
  CHECK(parsed("http://localhost:8080/in").port == 8080);
  CHECK(parsed("http://localhost:8080/in").authority() == "localhost:8080");
  CHECK(parsed("http://localhost:80/in").authority() == "localhost");
  CHECK(parsed("http://127.0.0.1:9/").host == "127.0.0.1");
  CHECK(parsed("https://[2001:db8::1]:8443/x").host == "[2001:db8::1]");
  CHECK(parsed("https://[2001:db8::1]:8443/x").port == 8443);
  CHECK(parsed("https://my_service.xn--bcher-kva.example/").host ==
        "my_service.xn--bcher-kva.example");
}

TEST_CASE("target URL: refuses what clients might read differently") {
  const std::vector<std::pair<std::string, const char*>> refusals = {
      {"", "url-scheme"},
      {"example.com", "url-scheme"},
      {"ftp://example.com", "url-scheme"},
      {"HTTPS://example.com", "url-scheme"},
      {"https:/example.com", "url-scheme"},
      {" https://example.com", "url-scheme"},
      {"https://user@example.com/", "url-user-info"},
      {"https://user:pass@example.com/", "url-user-info"},
      {"https://example.com:443@evil.example/", "url-user-info"},
      {"https://", "url-host"},
      {"https:///path", "url-host"},
      {"https://?q", "url-host"},
      {"https://:443/", "url-host"},
      {"https://exa mple.com/", "url-host"},
      {"https://example.com\\@evil.example/", "url-user-info"},
      {"https://example.com\\evil/", "url-host"},
      {"https://example..com/", "url-host"},
      {"https://example.com./", "url-host"},
      {"https://-a.example/", "url-host"},
      {"https://exämple.com/", "url-host"},
      {"https://ex%61mple.com/", "url-host"},
      {"https://" + std::string(64, 'a') + ".example/", "url-host"},
      {"https://127.1/", "url-host"},
      {"https://2130706433/", "url-host"},
      {"https://0x7f000001/", "url-host"},
      {"https://0x7f.1/", "url-host"},
      {"https://0177.0.0.1/", "url-host"},
      {"https://127.0.0.01/", "url-host"},
      {"https://256.0.0.1/", "url-host"},
      {"https://1.2.3.4.5/", "url-host"},
      {"https://example.0x/", "url-host"},
      {"https://[::1/", "url-host"},
      {"https://[]/", "url-host"},
      {"https://[", "url-host"},
      {"https://[::1]x/", "url-port"},
      {"https://[0:0:0:0:0:0:0:1]/", "url-host"},
      {"https://[::FFFF:1]/", "url-host"},
      {"https://[::ffff:127.0.0.1]/", "url-host"},
      {"https://[fe80::1%25eth0]/", "url-host"},
      {"https://example.com:/", "url-port"},
      {"https://example.com:0/", "url-port"},
      {"https://example.com:0443/", "url-port"},
      {"https://example.com:65536/", "url-port"},
      {"https://example.com:4a/", "url-port"},
      {"https://example.com/#x", "url-fragment"},
      {"https://example.com#x", "url-fragment"},
      {"https://example.com/a b", "url-path"},
      {"https://example.com/a\tb", "url-path"},
      {"https://example.com/a\r\nHost: x", "url-path"},
      {"https://example.com/é", "url-path"},
      {"https://example.com/%4", "url-path"},
      {"https://example.com/%zz", "url-path"},
      {"https://example.com/a\\b", "url-path"},
      {"https://example.com/a?b='c'", "url-path"},
      {"https://example.com/a/../b", "url-path"},
      {"https://example.com/a/..", "url-path"},
      {"https://example.com/./b", "url-path"},
      {"https://example.com/%2E%2e/b", "url-path"},
      {"https://example.com/.%2e", "url-path"},
      {"https://example.com/" + std::string(kTargetUrlBytesMax, 'a'), "url-too-long"},
  };
  for (const auto& refusal : refusals) {
    CAPTURE(refusal.first);
    const auto url = parse_target_url(refusal.first, HttpTargets::allowed, "/url");
    CAPTURE(test::codes(url.problems()));
    CHECK_FALSE(url.ok());
    CHECK(test::has_problem(url.problems(), "/url", refusal.second));
  }
}

TEST_CASE("target URL: is as long as the limit and no longer") {
  const std::string prefix = "https://example.com/";
  const std::string longest = prefix + std::string(kTargetUrlBytesMax - prefix.size(), 'a');
  CHECK(parse_target_url(longest, HttpTargets::refused, "").ok());
  CHECK_FALSE(parse_target_url(longest + "a", HttpTargets::refused, "").ok());
}

TEST_CASE("target URL: http is refused or warned about, as the caller says") {
  CHECK(test::has_problem(
      parse_target_url("http://example.com/", HttpTargets::refused, "/url").problems(), "/url",
      "url-http-refused"));
  const auto warned = parse_target_url("http://example.com/", HttpTargets::allowed, "/url");
  CHECK(warned.ok());
  CHECK(test::has_problem(warned.problems(), "/url", "url-not-encrypted", Severity::warning));
}

TEST_CASE("IPv6: only the shortest form is canonical") {
  for (const char* text : {"::", "::1", "1::", "2001:db8::1", "1:2:3:4:5:6:7:8", "1:0:2::3",
                           "2001:db8:0:1:1:1:1:1", "::ffff:7f00:1", "1:0:0:2::", "fe80::1"}) {
    CAPTURE(text);
    CHECK(is_canonical_ipv6(text));
  }
  for (const char* text : {"", ":", ":::", "1", "0:0:0:0:0:0:0:0", "1::2::3", "2001:DB8::1",
                           "2001:0db8::1", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7", "::1:2:3:4:5:6:7",
                           "1:2:3::4:5:6:7", "1::0:0:2", "12345::", "g::", "::1%1", "-1::"}) {
    CAPTURE(text);
    CHECK_FALSE(is_canonical_ipv6(text));
  }
}
