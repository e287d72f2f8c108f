#include "core/json/writer.hpp"

#include <cstring>
#include <utility>

#include "core/text/decimal.hpp"

namespace hookstorm::json {
namespace {

bool is_escaped(unsigned char code) {
  return code < 0x20 || code == '"' || code == '\\';
}

/// Whether any of eight characters is escaped: in each byte the highest bit tells, and what is
/// carried between bytes comes only from one that is.
bool is_one_escaped(std::uint64_t characters) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighest = 0x80 * kOnes;
  const std::uint64_t quotes = characters ^ ('"' * kOnes);
  const std::uint64_t backslashes = characters ^ ('\\' * kOnes);
  return (((characters - 0x20 * kOnes) & ~characters) | ((quotes - kOnes) & ~quotes) |
          ((backslashes - kOnes) & ~backslashes)) &
         kHighest;
}

/// Where the first character from `start` on stands that is escaped; the end without one.
std::size_t find_escaped(std::string_view characters, std::size_t start) {
  for (std::uint64_t next = 0; characters.size() - start >= sizeof next; start += sizeof next) {
    std::memcpy(&next, characters.data() + start, sizeof next);
    if (is_one_escaped(next)) {
      break;
    }
  }
  while (start < characters.size() && !is_escaped(static_cast<unsigned char>(characters[start]))) {
    ++start;
  }
  return start;
}

}  // namespace

Writer& Writer::begin_object() {
  separate();
  out_ += '{';
  comma_due_ = false;
  return *this;
}

Writer& Writer::end_object() {
  out_ += '}';
  comma_due_ = true;
  return *this;
}

Writer& Writer::begin_list() {
  separate();
  out_ += '[';
  comma_due_ = false;
  return *this;
}

Writer& Writer::end_list() {
  out_ += ']';
  comma_due_ = true;
  return *this;
}

Writer& Writer::name(std::string_view name) {
  separate();
  quote(name);
  out_ += ':';
  comma_due_ = false;
  return *this;
}

Writer& Writer::null() {
  return number("null");
}

Writer& Writer::boolean(bool truth) {
  return number(truth ? "true" : "false");
}

Writer& Writer::integer(std::int64_t integer) {
  return number(decimal(integer));
}

Writer& Writer::text(std::string_view characters) {
  separate();
  quote(characters);
  comma_due_ = true;
  return *this;
}

Writer& Writer::number(std::string_view literal) {
  separate();
  out_ += literal;
  comma_due_ = true;
  return *this;
}

Writer& Writer::texts(const std::vector<std::string>& list) {
  begin_list();
  for (const std::string& characters : list) {
    text(characters);
  }
  return end_list();
}

Writer& Writer::value(const Value& value) {
  switch (value.kind) {
    case Kind::null:
      return null();
    case Kind::boolean:
      return boolean(value.truth);
    case Kind::number:
      return number(value.text);
    case Kind::text:
      return text(value.text);
    case Kind::list:
      begin_list();
      for (const Member& item : value.members) {
        this->value(item.value);
      }
      return end_list();
    case Kind::object:
      begin_object();
      for (const Member& member : value.members) {
        name(member.name);
        this->value(member.value);
      }
      return end_object();
  }
  return *this;
}

std::string Writer::take() {
  return std::exchange(out_, {});
}

void Writer::separate() {
  if (comma_due_) {
    out_ += ',';
  }
}

void Writer::quote(std::string_view characters) {
  out_ += '"';
  for (std::size_t run = 0; run < characters.size();) {
    const std::size_t end = find_escaped(characters, run);
    out_.append(characters, run, end - run);
    if (end < characters.size()) {
      escape(static_cast<unsigned char>(characters[end]));
    }
    run = end + 1;
  }
  out_ += '"';
}

void Writer::escape(unsigned char code) {
  static constexpr std::string_view kHexDigits = "0123456789abcdef";
  static constexpr std::string_view kShort = "\"\\\b\f\n\r\t";
  static constexpr std::string_view kLetters = "\"\\bfnrt";
  out_ += '\\';
  const std::size_t index = kShort.find(static_cast<char>(code));
  if (index != std::string_view::npos) {
    out_ += kLetters[index];
    return;
  }
  out_ += "u00";
  out_ += kHexDigits[code >> 4U];
  out_ += kHexDigits[code & 0xFU];
}

std::string written(const Value& value) {
  Writer writer;
  writer.value(value);
  return writer.take();
}

}  // namespace hookstorm::json
