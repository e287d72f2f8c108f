#include "core/text/base64.hpp"

#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace hookstorm;

TEST_CASE("base64: the vectors of RFC 4648, section 10, both ways") {
  const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    CHECK(base64_encode(bytes) == text);
    CHECK(base64_decode(text) == bytes);
  }
  CHECK(base64_encode("\xfb\xff") == "+/8=");
}

TEST_CASE("base64: each of the 256 bytes is a digit, or none") {
  const std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int byte = 0; byte < 256; ++byte) {
    const char character = static_cast<char>(byte);
    const auto decoded = base64_decode(std::string("AAA") + character);
    const std::size_t digit = alphabet.find(character);
    CAPTURE(byte);
    if (digit != std::string_view::npos) {
      CHECK(decoded == std::string{'\0', '\0', static_cast<char>(digit)});
    } else if (character != '=') {
      CHECK_FALSE(decoded.has_value());
    }
  }
}

TEST_CASE("base64: refuses other alphabets, wrong padding and loose bits") {
  for (const char* text : {"Zg", "Zg=", "Z===", "====", "Zg==Zg==", "Zh==", "Zm9=", "-_8=",
                           "Zm9v\n", "Zm 9", "=Zm9"}) {
    CAPTURE(text);
    CHECK_FALSE(base64_decode(text).has_value());
  }
}

TEST_CASE("base64: a loose reading takes the alphabet of URLs, and padding or none") {
  for (const char* text : {"-_8=", "-_8", "+/8=", "+/8"}) {
    CHECK(base64_decode_loosely(text) == "\xFB\xFF");
  }
  for (const char* text : {"-", "-_8==", "-_9", "a b="}) {
    CAPTURE(text);
    CHECK_FALSE(base64_decode_loosely(text).has_value());
  }
}
