#include "tests/inputs/inputs.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "core/address/ip_address.hpp"
#include "core/address/special_prefixes.hpp"
#include "tests/inputs/mutation.hpp"

namespace hookstorm::test {
namespace {

constexpr auto kCharacters = std::to_array<std::string_view>({
    "a",
    "B",
    "z",
    "0",
    "9",
    " ",
    "\"",
    "\\",
    "/",
    "\b",
    "\n",
    "\t",
    "\x7F",
    "\xC2\x80",
    "\xC3\xA9",
    "\xC3\x9F",
    "\xE2\x82\xAC",
    "\xED\x9F\xBF",
    "\xEE\x80\x80",
    "\xEF\xBF\xBF",
    "\xEF\xBB\xBF",
    "\xF0\x90\x80\x80",
    "\xF0\x9F\x98\x80",
    "\xF4\x8F\xBF\xBF",
    "'",
    "$",
    "%",
    "-",
    "_",
    ".",
    "=",
    "\xE2\x80\xA8",
    "e\xCC\x81",
});

constexpr auto kNumbers = std::to_array<std::string_view>({
    "0",
    "-0",
    "1",
    "-1",
    "30",
    "1e21",
    "1E400",
    "-1e-400",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "123456789012345678901234567890",
    "0.1",
    "1.0",
    "100",
    "1e2",
    "2.5E+3",
    "0.30000000000000004",
    "5e-324",
    "-0.0",
    "1609459200",
    "01",
    "-",
    "1.",
    ".5",
    "+1",
    "1e",
    "NaN",
    "Infinity",
    "0x10",
});

constexpr auto kStrings = std::to_array<std::string_view>({
    "\"\"",
    "\"\\u0000\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ude00\"",
    "\"\\ud83d\\u0041\"",
    "\"\\uD800\\uDC00\"",
    "\"\\u12\"",
    "\"\\x\"",
    "\"\n\"",
    "\"\xC3\"",
    "\"\xED\xA0\x80\"",
    "\"\xC0\x80\"",
    "\"\xF5\x80\x80\x80\"",
    "\"\\/\\b\\f\\n\\r\\t\\\\\"",
    "\"\xF0\x9F\x98\x80\"",
    "\"2021-05-18T10:00:00.000Z\"",
    "\"1970-01-01T00:00:00Z\"",
    "\"9999-12-31T23:59:59.999+23:59\"",
    "\"a@example.com\"",
    "\"https://example.com/a?s=1\"",
    "\"fr\"",
    "\"Europe/Paris\"",
    "\"live\"",
    "\"d2f1a6a6-38f5-4d1e-9b50-0a3a54f1c9d0\"",
    "\"d2f1a6a6-38f5-4d1e-9b50-0a3a54f1c9dz\"",
    "\"event.created\"",
    "\"session.ended\"",
    "\"extended\"",
    "\"cloudevents\"",
    "\"abc",
    "'a'",
});

constexpr auto kWords =
    std::to_array<std::string_view>({"null", "true", "false", "nul", "True", "", "[", "{", "]"});

constexpr auto kHosts = std::to_array<std::string_view>({
    "example",
    "a",
    "xn",
    "A-b",
    "_x",
    "1",
    "0x7f",
    "127",
    "255",
    "256",
    "0177",
    "localhost",
    "-",
    ".",
    ".",
    ".",
    "[::1]",
    "[2001:db8::1]",
    "[::ffff:7f00:1]",
    "[::FFFF:1.2.3.4]",
    "\xC3\xA9",
    "%61",
    "@",
    ":",
    "\\",
    " ",
    "com",
    "xn--",
    "xn--tda",
    "xn--e1afmkfd",
    "xn--a-ecp",
    "bcher-kva",
    "\xE3\x80\x82",
    ".example",
    ".org",
    "10.0.0.1",
    "169.254.169.254",
});

constexpr auto kPathPieces = std::to_array<std::string_view>({
    "/",   "/", "a", "b", ".",  "..",       "%2e", "%2E", "%20", "%zz", "%", "%00",
    "%FF", "~", "-", "_", "'",  "\"",       "\\",  "|",   "^",   "`",   "{", "}",
    "<",   ";", ":", "@", "=",  "&",        "+",   "$",   ",",   "!",   "*", "(",
    ")",   "[", "]", " ", "\n", "\xC3\xA9", "?",   "?",   "#",   "//",
});

template <typename List>
std::string some_of(Random& random, const List& list, std::size_t count_max) {
  std::string text;
  for (std::size_t count = random.below(count_max + 1); count > 0; --count) {
    text += random.pick(list);
  }
  return text;
}

}  // namespace

std::string some_bytes(Random& random, std::size_t size_max) {
  std::string bytes(random.below(size_max + 1), '\0');
  for (char& byte : bytes) {
    byte = static_cast<char>(random.next());
  }
  return bytes;
}

std::string some_text(Random& random) {
  std::string text = some_of(random, kCharacters, 24);
  if (random.one_in(8)) {
    text += '\0';
  }
  return text;
}

std::string some_form(Random& random) {
  static constexpr auto kForms = std::to_array<std::string_view>({
      "2021-05-18T10:00:00.000Z",
      "2020-02-29t23:59:59.9999999+05:30",
      "1970-01-01T00:00:01Z",
      "9999-12-31T23:59:59.999-00:01",
      "d2f1a6a6-38f5-4d1e-9b50-0a3a54f1c9d0",
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=",
      "whpk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=",
      "-_8",
      "000ff0FF",
      "YQ==",
      "a%20b%C3%A9",
      "msg_01ARZ3NDEKTSV4RRFFQ69G5FAV",
      "https://example.com/a?x=1&key=a%2Bb&email=a%40b",
      "session.ended",
      "standard",
      "xn--bcher-kva",
      "e1afmkfd",
      "bcher-kva",
  });
  std::string form(random.pick(kForms));
  return random.one_in(3) ? form : with_bytes_changed(random, std::move(form));
}

std::string some_retry_after(Random& random) {
  static constexpr auto kValues = std::to_array<std::string_view>({
      "",
      "0",
      "120",
      "86400",
      "99999999999999999999999",
      "Sun, 06 Nov 1994 08:49:37 GMT",
      "Tue, 14 Nov 2023 22:13:20 GMT",
      "Wed, 15 Nov 2023 10:00:00 GMT",
      "Saturday, 06-Nov-27 08:49:37 GMT",
      "Sun Nov  6 08:49:37 1994",
      "Thu Feb 29 23:59:59 2024",
      "Fri, 31 Dec 9999 23:59:59 GMT",
  });
  std::string value(random.pick(kValues));
  return random.one_in(2) ? value : with_bytes_changed(random, std::move(value));
}

std::string some_address(Random& random) {
  IpAddress address = random.pick(special_prefixes()).network.start;
  if (random.one_in(3)) {
    address.version = random.one_in(2) ? IpVersion::v4 : IpVersion::v6;
  }
  const std::size_t size =
      address.version == IpVersion::v4 ? IpAddress::kBytesV4 : IpAddress::kBytesV6;
  for (std::size_t changes = random.below(6); changes > 0; --changes) {
    address.bytes.at(random.below(size)) ^= static_cast<std::uint8_t>(random.next());
  }
  std::string text = format_ip_address(address);
  return random.one_in(8) ? with_bytes_changed(random, std::move(text)) : text;
}

std::string some_url(Random& random) {
  static constexpr auto kSchemes = std::to_array<std::string_view>(
      {"https://", "https://", "https://", "http://", "HTTPS://", "https:/", ""});
  static constexpr auto kPorts = std::to_array<std::string_view>(
      {"", "", "", ":443", ":80", ":8443", ":0", ":25", ":65535", ":65536", ":08", ":", ":a"});
  std::string url(random.pick(kSchemes));
  if (random.one_in(2)) {
    url += random.pick(kHosts);
    url += random.one_in(2) ? ".example" : "";
  } else if (random.one_in(4)) {
    const std::string address = some_address(random);
    url += address.find(':') == std::string::npos ? address : "[" + address + "]";
  } else {
    url += some_of(random, kHosts, 4);
  }
  url += random.pick(kPorts);
  if (!random.one_in(4)) {
    url += "/" + some_of(random, kPathPieces, random.one_in(2) ? 2 : 8);
  }
  return url;
}

std::string some_json(Random& random, std::size_t depth) {
  switch (random.below(depth == 0 ? 5 : 8)) {
    case 0:
      return std::string(random.pick(kNumbers));
    case 1:
      return std::to_string(static_cast<std::int64_t>(random.next()));
    case 2:
      return std::string(random.pick(kStrings));
    case 3:
      return "\"" + some_of(random, kCharacters, 12) + "\"";
    case 4:
      return std::string(random.pick(kWords));
    case 5: {
      const std::size_t levels = random.one_in(16) ? 20 + random.below(16) : random.below(4);
      return std::string(levels, '[') + some_json(random, depth - 1) + std::string(levels, ']');
    }
    default: {
      std::string object = "{";
      for (std::size_t count = random.below(4); count > 0; --count) {
        object += object.size() > 1 ? "," : "";
        object += random.one_in(2) ? "\"id\"" : random.pick(kStrings);
        object += ": ";
        object += some_json(random, depth - 1);
      }
      return object + "}";
    }
  }
}

}  // namespace hookstorm::test
