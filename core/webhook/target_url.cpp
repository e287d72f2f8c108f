#include "core/webhook/target_url.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "core/address/address_class.hpp"
#include "core/address/ip_address.hpp"
#include "core/text/ascii.hpp"
#include "core/text/decimal.hpp"
#include "core/text/excerpt.hpp"
#include "core/webhook/host_name.hpp"

namespace hookstorm {
namespace {

constexpr std::uint16_t kHttpsPort = 443;
constexpr std::uint16_t kHttpPort = 80;

/// Unreserved characters, sub-delims, ':' and '@' (RFC 3986, section 3.3), and '/'. The apostrophe
/// is left out: browsers rewrite it in a query.
bool is_path_character(char c) {
  static constexpr std::string_view kMarks = "-._~!$&()*+,;=:@/";
  return ascii::is_letter_or_digit(c) || kMarks.find(c) != std::string_view::npos;
}

/// Clients remove "." and ".." segments, also where the dots are written as %2e.
bool has_dot_segment(std::string_view path) {
  std::string plain = ascii::to_lower(path);
  for (std::size_t at = plain.find("%2e"); at != std::string::npos; at = plain.find("%2e", at)) {
    plain.replace(at, 3, ".");
  }
  plain += '/';
  return plain.find("/./") != std::string::npos || plain.find("/../") != std::string::npos;
}

class TargetUrlParser {
 public:
  TargetUrlParser(std::string_view text, const TargetPolicy& policy, std::string_view path)
      : text_(text), policy_(policy), path_(path) {}

  Result<TargetUrl> parse() {
    url_.text = std::string(text_);
    if (text_.size() > kTargetUrlBytesMax) {
      error("url-too-long", "A URL has at most {} characters.", {kTargetUrlBytesMax});
      return Result<TargetUrl>(problems_);
    }
    if (take_scheme()) {
      const std::size_t authority_end = std::min(text_.find_first_of("/?#"), text_.size());
      parse_authority(text_.substr(0, authority_end));
      parse_target(text_.substr(authority_end));
    }
    if (problems_.has_errors()) {
      return Result<TargetUrl>(problems_);
    }
    return Result<TargetUrl>(std::move(url_), problems_);
  }

 private:
  void error(std::string_view code, std::string_view pattern, Parts parts = {}) {
    problems_.error(std::string(path_), code, pattern, parts);
  }

  void warning(std::string_view code, std::string_view pattern, Parts parts = {}) {
    problems_.warning(std::string(path_), code, pattern, parts);
  }

  bool take_scheme() {
    for (const auto& [scheme, port] :
         {std::pair<std::string_view, std::uint16_t>{"https", kHttpsPort},
          std::pair<std::string_view, std::uint16_t>{"http", kHttpPort}}) {
      const std::string prefix = std::string(scheme) + "://";
      if (text_.rfind(prefix, 0) == 0) {
        text_.remove_prefix(prefix.size());
        url_.scheme = std::string(scheme);
        url_.port = port;
        check_encryption();
        return true;
      }
    }
    error("url-scheme", "A webhook's URL begins with https:// in lower case.");
    return false;
  }

  void check_encryption() {
    if (url_.scheme != "http") {
      return;
    }
    if (policy_.http == HttpTargets::refused) {
      error("url-http-refused", "Only https is allowed here: use https://.");
    } else {
      warning("url-not-encrypted",
              "Over http anybody on the way can read and change what is sent; prefer "
              "https.");
    }
  }

  void parse_authority(std::string_view authority) {
    if (authority.find('@') != std::string_view::npos) {
      error("url-user-info",
            "A name or password before the host is not allowed; remove all up to the '@'.");
      return;
    }
    const std::size_t host_end = authority.rfind('[', 0) == 0
                                     ? std::min(authority.find(']'), authority.size() - 1) + 1
                                     : std::min(authority.find(':'), authority.size());
    url_.host = std::string(authority.substr(0, host_end));
    check_host();
    if (host_end < authority.size()) {
      parse_port(authority.substr(host_end));
    }
  }

  void check_host() {
    const std::string_view host = url_.host;
    if (host.empty()) {
      error("url-host", "The URL names no host.");
    } else if (host.front() == '[') {
      check_address(host.size() > 2 && host.back() == ']'
                        ? parse_ipv6(host.substr(1, host.size() - 2))
                        : std::nullopt,
                    "This is no IPv6 address in its shortest form (RFC 5952).");
    } else if (ends_in_number(host)) {
      check_address(parse_ipv4(host),
                    "An IPv4 address is four numbers from 0 to 255 without leading zeros.");
    } else if (!is_host_name(host)) {
      error("url-host",
            "\"{}\" is no host name: small letters, digits and hyphens between dots; other scripts "
            "in their xn-- form.",
            {excerpt(host)});
    } else if (!is_public_name(host)) {
      report_not_public(
          sentence("\"{}\" has a meaning only in the network around the sender", {host}),
          policy_.private_targets != PrivateTargets::refused);
    }
  }

  void check_address(const std::optional<IpAddress>& address, std::string_view advice) {
    if (!address) {
      error("url-host", advice);
      return;
    }
    if (policy_.ip_literals == IpLiterals::refused) {
      error("url-ip-refused", "Name the host, not its IP address.");
    }
    const Classification classification = classify_address(*address);
    if (!is_public(classification)) {
      report_not_public(sentence("The address {}", {reason_of(classification)}),
                        is_allowed(classification, policy_.private_targets));
    }
  }

  void report_not_public(const std::string& reason, bool is_let_through) {
    static constexpr std::string_view kCode = "url-address-not-public";
    if (is_let_through) {
      warning(kCode, "{}; use it for local tests only.", {reason});
    } else {
      error(kCode, "{}; webhooks are not sent there.", {reason});
    }
  }

  void parse_port(std::string_view colon_and_port) {
    const std::string_view digits = colon_and_port.substr(1);
    std::uint16_t port = 0;
    const auto [stop, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (colon_and_port.front() != ':' || digits.empty() || digits.front() == '0' ||
        failure != std::errc() || stop != digits.data() + digits.size()) {
      error("url-port", "A port is a number from 1 to 65535 without leading zeros.");
      return;
    }
    url_.port = port;
    check_port_policy();
  }

  void check_port_policy() {
    const std::uint16_t own_port = url_.scheme == "https" ? kHttpsPort : kHttpPort;
    const bool is_refused = policy_.ports == PortTargets::own
                                ? url_.port != own_port
                                : policy_.ports == PortTargets::web && is_blocked_port(url_.port);
    if (is_refused) {
      if (policy_.ports == PortTargets::own) {
        error("url-port-refused", "Only the port {} is allowed here.", {own_port});
      } else {
        error("url-port-refused",
              "The port {} is that of another service, which browsers block as well; choose "
              "another.",
              {url_.port});
      }
    }
  }

  void parse_target(std::string_view target) {
    const std::size_t fragment = target.find('#');
    if (fragment != std::string_view::npos) {
      error("url-fragment", "What follows '#' is never sent; remove it.");
      target = target.substr(0, fragment);
    }
    const std::string_view path = target.substr(0, target.find('?'));
    check_characters(target);
    if (has_dot_segment(path)) {
      error("url-path", "Path segments \".\" and \"..\" are not allowed.");
    }
    url_.target = path.empty() ? "/" + std::string(target) : std::string(target);
  }

  void check_characters(std::string_view target) {
    bool in_query = false;
    for (std::size_t i = 0; i < target.size(); ++i) {
      const char c = target[i];
      const bool is_escape = c == '%' && i + 2 < target.size() &&
                             ascii::is_hex_digit(target[i + 1]) &&
                             ascii::is_hex_digit(target[i + 2]);
      if (!is_escape && !is_path_character(c) && c != '?') {
        const bool is_printable = c > ' ' && c < 0x7F;
        error("url-path", "{} must be percent-encoded in the {}.",
              {(is_printable ? std::string("The character ") + c
                             : std::string("A space, control character or letter beyond ASCII")),
               (in_query ? "query" : "path")});
        return;
      }
      in_query = in_query || c == '?';
    }
  }

  std::string_view text_;
  const TargetPolicy& policy_;
  std::string_view path_;
  Problems problems_;
  TargetUrl url_{};
};

}  // namespace

std::string TargetUrl::authority() const {
  const std::uint16_t own_port = scheme == "https" ? kHttpsPort : kHttpPort;
  return port == own_port ? host : host + ":" + decimal(port);
}

Result<TargetUrl> parse_target_url(std::string_view text, const TargetPolicy& policy,
                                   std::string_view path) {
  return TargetUrlParser(text, policy, path).parse();
}

}  // namespace hookstorm
