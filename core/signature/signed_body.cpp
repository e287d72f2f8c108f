#include "core/signature/signed_body.hpp"

#include <cstddef>

#include "core/json/parser.hpp"
#include "core/json/spacing.hpp"
#include "core/json/writer.hpp"

namespace hookstorm {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr std::string_view kReserialised = "body-reserialised";
constexpr std::string_view kNewline = "body-newline";
constexpr std::string_view kByteOrderMarkCode = "body-bom";

/// By the enum's value.
constexpr BodyMistakeFacts kFacts[] = {
    {},
    {kNewline, "The signature is of this body with a line feed after it, which got lost."},
    {kNewline,
     "The signature is of this body with a carriage return and a line feed after it, which got "
     "lost."},
    {kNewline,
     "The signature is of this body without the line break at its end: something added it, as "
     "editors and echo do."},
    {kByteOrderMarkCode,
     "The signature is of this body with a byte order mark before it, which got lost."},
    {kByteOrderMarkCode,
     "The signature is of this body without the byte order mark before it, which something added."},
    {kReserialised,
     "The signature is of this JSON without white space: check the bytes that came in, before "
     "anything parses and writes them again."},
    {kReserialised,
     "The signature is of this JSON with spaces after commas and colons, and ASCII alone, as "
     "Python writes it: check the bytes that came in, not what a parser made of them."},
    {kReserialised,
     "The signature is of this JSON with spaces after commas and colons: check the bytes that came "
     "in, not what a parser made of them."},
    {kReserialised,
     "The signature is of this JSON indented by two spaces: check the bytes that came in, not what "
     "a parser made of them."},
};

}  // namespace

const BodyMistakeFacts& facts(BodyMistake mistake) {
  return kFacts[static_cast<std::size_t>(mistake)];
}

std::string compact_body(std::string_view body) {
  const auto document = json::parse(body);
  if (!document.ok()) {
    return {};
  }
  json::Writer writer(body.size());
  writer.value(document.value());
  return writer.take();
}

std::string signed_body(std::string_view body, std::string_view compact, BodyMistake mistake) {
  std::string received(body);
  switch (mistake) {
    case BodyMistake::compact:
      return compact.empty() ? received : std::string(compact);
    case BodyMistake::spaced:
    case BodyMistake::spaced_unicode:
    case BodyMistake::indented:
      return compact.empty()
                 ? received
                 : json::respaced(compact, {.is_indented = mistake == BodyMistake::indented,
                                            .is_ascii = mistake == BodyMistake::spaced});
    case BodyMistake::newline_missing:
      return received + "\n";
    case BodyMistake::crlf_missing:
      return received + "\r\n";
    case BodyMistake::newline_added:
      return received.substr(0, body.ends_with("\r\n") ? body.size() - 2
                                : body.ends_with('\n') ? body.size() - 1
                                                       : body.size());
    case BodyMistake::bom_missing:
      return std::string(kByteOrderMark) + received;
    case BodyMistake::bom_added:
      return received.substr(body.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
    case BodyMistake::none:
      break;
  }
  return received;
}

}  // namespace hookstorm
