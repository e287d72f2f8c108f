// The parser against nlohmann/json, which reads the same documents on its own: both must refuse the
// same ones for the same reason, and read the same out of the others.
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/json/parser.hpp"
#include "core/json/writer.hpp"

using namespace hookstorm;

namespace {

constexpr std::uint64_t kSeed = 20'211'124;
constexpr int kDocuments = 40'000;

/// What nlohmann/json says: the code of the first problem, or the document in compact JSON.
class Oracle : public nlohmann::json_sax<nlohmann::json> {
 public:
  static std::string verdict(std::string_view text) {
    Oracle oracle;
    const bool is_read = nlohmann::json::sax_parse(text.begin(), text.end(), &oracle);
    return is_read ? oracle.written_ : oracle.code_;
  }

  bool null() override { return put("null"); }
  bool boolean(bool truth) override { return put(truth ? "true" : "false"); }
  bool number_integer(number_integer_t number) override { return put(std::to_string(number)); }
  bool number_unsigned(number_unsigned_t number) override { return put(std::to_string(number)); }
  bool number_float(number_float_t, const string_t& literal) override { return put(literal); }
  bool string(string_t& characters) override { return put(nlohmann::json(characters).dump()); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open("{"); }
  bool start_array(std::size_t) override { return open("["); }
  bool end_object() override { return close("}"); }
  bool end_array() override { return close("]"); }

  bool key(string_t& name) override {
    if (!levels_.back().insert(name).second) {
      code_ = "duplicate-name";
      return false;
    }
    written_ += nlohmann::json(name).dump() + ":";
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
    code_ = is_complete_ ? "trailing-data" : "invalid-json";
    return false;
  }

 private:
  bool put(const std::string& token) {
    written_ += token + ",";
    is_complete_ = levels_.empty();
    return true;
  }

  bool open(const char* bracket) {
    if (levels_.size() == json::kDepthMax) {
      code_ = "too-deep";
      return false;
    }
    levels_.emplace_back();
    written_ += bracket;
    return true;
  }

  bool close(const char* bracket) {
    levels_.pop_back();
    return put(bracket);
  }

  std::vector<std::set<std::string>> levels_;
  std::string written_;
  std::string code_;
  bool is_complete_ = false;
};

void write(const json::Value& value, std::string& out) {
  if (value.is(json::Kind::list) || value.is(json::Kind::object)) {
    const bool is_list = value.is(json::Kind::list);
    out += is_list ? "[" : "{";
    for (const json::Member& member : value.members) {
      if (!is_list) {
        out += nlohmann::json(std::string(member.name)).dump() + ":";
      }
      write(member.value, out);
    }
    out += is_list ? "]," : "},";
  } else if (value.is(json::Kind::number) && std::string_view(value.text) == "-0") {
    out += "0,";  // The oracle keeps no sign of an integer 0.
  } else {
    out += json::Writer().value(value).take() + ",";
  }
}

std::string verdict(std::string_view text) {
  const auto document = json::parse(text);
  if (!document.ok()) {
    return document.problems().list().front().code;
  }
  std::string out;
  write(document.value(), out);
  return out;
}

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::string document() {
    std::string text = one_of({"", " ", "\n\t", "\r"}) + value(0);
    const std::size_t mutations = below(4);  // None in a quarter of the documents.
    for (std::size_t i = 0; i < mutations; ++i) {
      mutate(text);
    }
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

  std::string one_of(const std::vector<std::string>& choices) {
    return choices[below(choices.size())];
  }

  std::string number() {
    return one_of({"0",      "-0",     "7",          "-12",
                   "1.50",   "-0.0",   "1e21",       "1E+2",
                   "2e-400", "0e999",  "1e308",      "1.8e308",
                   "1e309",  "-9e999", "0.0001e312", "9223372036854775808",
                   "01",     "1.",     "-",          "+1",
                   ".5",     "1e",     "0x1",        "123456789012345678901234567890"});
  }

  std::string string() {
    std::string text = "\"";
    for (std::size_t i = below(5); i > 0; --i) {
      text += one_of({"a", "name", "registration_link", "é", "日", "😀", "\\n", "\\\"", "\\\\",
                      "\\/", "\\u0000", "\\u00e9", "\\ud83d\\ude00", "\x7f", "~", "/"});
      if (below(60) == 0) {
        text +=
            one_of({"\\ud800", "\\udc00", "\\ud800\\u0041", "\\x", "\\u12g4", "\n", "\xff",
                    "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                    "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\x80", "\xe2\x82", "\xf0\x9f\x98"});
      }
    }
    return text + "\"";
  }

  std::string value(int depth) {
    if (below(300) == 0) {
      const std::size_t levels = 28 + below(8);
      return std::string(levels, '[') + std::string(levels, ']');
    }
    switch (below(depth < 5 ? 7 : 3)) {
      case 0:
        return one_of({"null", "true", "false", "nul", "NaN"});
      case 1:
        return number();
      case 2:
        return string();
      case 3:
        return list(depth);
      default:
        return object(depth);
    }
  }

  std::string list(int depth) {
    std::string text = "[";
    for (std::size_t i = below(4); i > 0; --i) {
      text += value(depth + 1) + (i > 1 ? one_of({",", " , "}) : "");
    }
    return text + "]";
  }

  std::string object(int depth) {
    std::string text = "{";
    const std::size_t size = below(40) == 0 ? 60 : below(5);
    for (std::size_t i = size; i > 0; --i) {
      const std::size_t number_in_name = below(100) == 0 ? 1 + below(size) : i;
      const std::string name =
          below(30) == 0 ? string() : "\"" + std::to_string(number_in_name) + "\"";
      text += name + one_of({":", " :\n"}) + (size > 5 ? number() : value(depth + 1)) +
              (i > 1 ? "," : "");
    }
    return text + "}";
  }

  void mutate(std::string& text) {
    static constexpr std::string_view kBytes = "\"\\{}[]:,0-e.u \n\x01\x80\xc3\xff/tn";
    const std::size_t at = below(text.size() + 1);
    switch (below(5)) {
      case 0:
        text.insert(at, 1, kBytes[below(kBytes.size())]);
        break;
      case 1:
        text.erase(at, 1 + below(2));
        break;
      case 2:
        text.insert(at, text.substr(below(text.size() + 1), below(12)));
        break;
      case 3:
        text.replace(at, 1, 1, kBytes[below(kBytes.size())]);
        break;
      default:
        if (below(4) == 0) {
          text.resize(at);
        }
        break;
    }
  }

  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("parser: agrees with nlohmann/json on generated and mutated documents") {
  MESSAGE("seed " << kSeed << ", " << kDocuments << " documents");
  Generator generator(kSeed);
  int read = 0;
  for (int i = 0; i < kDocuments; ++i) {
    const std::string text = generator.document();
    const std::string expected = Oracle::verdict(text);
    if (verdict(text) != expected) {
      CAPTURE(i);
      CAPTURE(text);
      CHECK(verdict(text) == expected);
    }
    read += json::parse(text).ok() ? 1 : 0;
  }
  CHECK(read > kDocuments / 5);
  CHECK(read < kDocuments * 4 / 5);
}

TEST_CASE("parser: keeps the sign of 0, and refuses NUL after the document, unlike nlohmann/json") {
  CHECK(json::parse("-0").value().text == "-0");
  CHECK(verdict(std::string_view("{}\0", 3)) == "trailing-data");
  CHECK(nlohmann::json::accept(std::string("{}\0", 3)));
}
