#include "core/webhook/target_url.hpp"

#include <vector>

#include <doctest/doctest.h>

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
  CHECK(parsed("http://127.0.0.1:9999/").host == "127.0.0.1");
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
      {"https://Example.com/", "url-host"},
      {"https://xn--/", "url-host"},
      {"https://xn--a/", "url-host"},
      {"https://xn--abc-/", "url-host"},
      {"https://xn--pokxncvks/", "url-host"},
      {"https://xn--999999999/", "url-host"},
      {"https://xn--a-ecp.example/", "url-host"},  // A joiner: whether it may stand is contextual.
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

TEST_CASE("target URL: labels of other scripts are taken in their xn-- form") {
  for (const char* host :
       {"xn--bcher-kva.example", "xn--strae-oqa.example", "xn--e1afmkfd.xn--p1ai", "xn--fiqs8s",
        "xn--wgv71a119e.jp", "xn--3e0b707e", "xn--vxakcego.gr", "a.xn--90a3ac"}) {
    CAPTURE(host);
    CHECK(parsed("https://" + std::string(host) + "/").host == host);
  }
}

TEST_CASE("target URL: ports of other services are refused, as the caller says") {
  for (const char* port : {"1", "22", "25", "6667", "10080"}) {
    const std::string url = "https://example.com:" + std::string(port) + "/";
    CAPTURE(url);
    TargetPolicy policy(HttpTargets::refused);
    CHECK(test::has_problem(parse_target_url(url, policy, "/url").problems(), "/url",
                            "url-port-refused"));
    policy.ports = PortTargets::any;
    CHECK(parse_target_url(url, policy, "/url").ok());
  }
  TargetPolicy policy(HttpTargets::allowed);
  policy.ports = PortTargets::own;
  CHECK(parse_target_url("https://example.com:443/", policy, "").ok());
  CHECK(parse_target_url("http://example.com:80/", policy, "").ok());
  CHECK_FALSE(parse_target_url("https://example.com:80/", policy, "").ok());
  CHECK_FALSE(parse_target_url("https://example.com:8443/", policy, "").ok());
}

TEST_CASE("target URL: addresses are refused, as the caller says") {
  TargetPolicy policy(HttpTargets::allowed);
  CHECK(parse_target_url("https://8.8.8.8/", policy, "/url").problems().empty());
  CHECK(parse_target_url("https://[2a00::1]/", policy, "/url").problems().empty());
  policy.ip_literals = IpLiterals::refused;
  for (const char* url : {"https://8.8.8.8/", "https://[2a00::1]/"}) {
    CHECK(test::has_problem(parse_target_url(url, policy, "/url").problems(), "/url",
                            "url-ip-refused"));
  }
}

TEST_CASE("target URL: what is not public is warned about, or refused, as the caller says") {
  for (const char* url :
       {"https://127.0.0.1/", "https://10.1.2.3/", "https://[fd00::1]/",
        "https://[::ffff:a01:203]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/",
        "https://localhost/", "https://a.localhost/", "https://intranet/", "https://printer.local/",
        "https://a.internal/", "https://nas.home.arpa/"}) {
    CAPTURE(url);
    TargetPolicy policy(HttpTargets::refused);
    const auto warned = parse_target_url(url, policy, "/url");
    CHECK(warned.ok());
    CHECK(
        test::has_problem(warned.problems(), "/url", "url-address-not-public", Severity::warning));
    policy.private_targets = PrivateTargets::refused;
    CHECK(test::has_problem(parse_target_url(url, policy, "/url").problems(), "/url",
                            "url-address-not-public"));
    CHECK(parse_target_url(url, TargetPolicy::of_stored(), "/url").ok());
  }
}

TEST_CASE("target URL: metadata services and what is no single machine are always refused") {
  for (const char* url :
       {"http://169.254.169.254/", "http://[fd00:ec2::254]/", "http://0.0.0.0/",
        "http://[::ffff:a9fe:a9fe]/", "http://255.255.255.255/", "http://[ff02::1]/"}) {
    CAPTURE(url);
    CHECK(test::has_problem(parse_target_url(url, HttpTargets::allowed, "/url").problems(), "/url",
                            "url-address-not-public"));
    CHECK(parse_target_url(url, TargetPolicy::of_stored(), "/url").ok());
  }
}
