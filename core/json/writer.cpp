#include "core/json/writer.hpp"

#include <utility>

namespace hookstorm::json {

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
  return number(std::to_string(integer));
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
  static constexpr std::string_view kHexDigits = "0123456789abcdef";
  out_ += '"';
  for (const char character : characters) {
    switch (character) {
      case '"':
        out_ += "\\\"";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      case '\b':
        out_ += "\\b";
        break;
      case '\f':
        out_ += "\\f";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\r':
        out_ += "\\r";
        break;
      case '\t':
        out_ += "\\t";
        break;
      default:
        if (const auto code = static_cast<unsigned char>(character); code < 0x20) {
          out_ += "\\u00";
          out_ += kHexDigits[code >> 4U];
          out_ += kHexDigits[code & 0xFU];
        } else {
          out_ += character;
        }
    }
  }
  out_ += '"';
}

}  // namespace hookstorm::json
