#include "core/webhook/custom_headers.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/signature/secret.hpp"
#include "core/text/ascii.hpp"
#include "core/text/excerpt.hpp"

namespace hookstorm {
namespace {

/// Set by the request itself, and those that belong to a connection (RFC 9110, section 7.6.1).
constexpr std::array<std::string_view, 17> kReserved = {"connection",
                                                        "content-encoding",
                                                        "content-length",
                                                        "content-type",
                                                        "expect",
                                                        "host",
                                                        "http2-settings",
                                                        "keep-alive",
                                                        "proxy-authenticate",
                                                        "proxy-authorization",
                                                        "proxy-connection",
                                                        "te",
                                                        "trailer",
                                                        "transfer-encoding",
                                                        "upgrade",
                                                        "user-agent",
                                                        "x-livestorm-signature"};

/// Those of signatures, and of CloudEvents in binary mode.
constexpr std::array<std::string_view, 3> kReservedPrefixes = {"webhook-", "svix-", "ce-"};

bool is_token(std::string_view name) {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return ascii::is_letter_or_digit(c) || kMarks.find(c) != std::string_view::npos;
  });
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_value(std::string_view value) {
  return !value.empty() && !is_blank(value.front()) && !is_blank(value.back()) &&
         std::all_of(value.begin(), value.end(),
                     [](char c) { return c == '\t' || (c >= ' ' && c <= '~'); });
}

bool is_reserved(std::string_view lower_name) {
  return std::find(kReserved.begin(), kReserved.end(), lower_name) != kReserved.end() ||
         std::any_of(kReservedPrefixes.begin(), kReservedPrefixes.end(),
                     [&](std::string_view prefix) { return lower_name.rfind(prefix, 0) == 0; });
}

class CustomHeadersChecker {
 public:
  explicit CustomHeadersChecker(std::string_view path) : path_(path) {}

  Result<std::vector<Header>> check(const json::Value& object) {
    if (!object.is(json::Kind::object)) {
      problems_.error(std::string(path_), "wrong-type",
                      "Headers are an object of names and values, not {}.",
                      {json::described(object.kind)});
    } else if (object.members.size() > kCustomHeadersMax) {
      problems_.error(std::string(path_), "too-long",
                      "A webhook has at most {} headers of its own.", {kCustomHeadersMax});
    } else {
      for (const json::Member& member : object.members) {
        check_header(member, child_path(path_, member.name));
      }
    }
    if (problems_.has_errors()) {
      return Result<std::vector<Header>>(problems_);
    }
    return Result<std::vector<Header>>(std::move(headers_));
  }

 private:
  void check_header(const json::Member& member, const std::string& path) {
    check_name(member.name, path);
    if (!member.value.is(json::Kind::text)) {
      problems_.error(path, "wrong-type", "A header's value is a text, not {}.",
                      {json::described(member.value.kind)});
      return;
    }
    check_value(member.value.text, path);
    headers_.push_back({std::string(member.name), std::string(member.value.text)});
  }

  void check_name(std::string_view name, const std::string& path) {
    if (!is_token(name) || name.size() > kHeaderNameBytesMax) {
      problems_.error(
          path, "invalid-header-name",
          "\"{}\" is no header's name: 1 to {} letters, digits and hyphens, without spaces.",
          {excerpt(name), kHeaderNameBytesMax});
      return;
    }
    const std::string lower_name = ascii::to_lower(name);
    if (is_reserved(lower_name)) {
      problems_.error(path, "reserved-header", "\"{}\" is set by the request itself; remove it.",
                      {lower_name});
    }
    const bool is_repeated = std::any_of(
        headers_.begin(), headers_.end(),
        [&](const Header& header) { return ascii::to_lower(header.name) == lower_name; });
    if (is_repeated) {
      problems_.error(path, "duplicate-header",
                      "This header stands here already; upper and lower case are the same.");
    }
  }

  void check_value(std::string_view value, const std::string& path) {
    if (value.size() > kHeaderValueBytesMax) {
      problems_.error(path, "too-long", "A header's value has at most {} bytes.",
                      {kHeaderValueBytesMax});
    } else if (!is_value(value)) {
      problems_.error(path, "invalid-header-value",
                      "A header's value is one line of visible ASCII characters, without spaces "
                      "around it.");
    } else if (holds_secret(value)) {
      problems_.error(path, "header-holds-secret",
                      "This looks like a signing secret, which must not be sent to a receiver.");
    }
  }

  std::string_view path_;
  Problems problems_;
  std::vector<Header> headers_;
};

}  // namespace

Result<std::vector<Header>> check_custom_headers(const json::Value& object, std::string_view path) {
  return CustomHeadersChecker(path).check(object);
}

}  // namespace hookstorm
