#include "native/cli/input.hpp"

#include <cerrno>
#include <fstream>
#include <iostream>
#include <system_error>
#include <utility>

#include "core/json/parser.hpp"
#include "native/cli/usage_error.hpp"

namespace hookstorm::native {
namespace {

[[noreturn]] void cannot_read(const std::string& file, int reason) {
  throw UsageError(file + " cannot be read: " + std::generic_category().message(reason) + ".");
}

std::string read(std::istream& stream, const std::string& file) {
  std::string text(json::kDocumentBytesMax + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) {
    cannot_read(file, errno);
  }
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

}  // namespace

Result<std::string> read_input(const std::string& file) {
  std::string text;
  if (file == "-") {
    text = read(std::cin, "Standard input");
  } else {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
      cannot_read(file, errno);
    }
    text = read(stream, file);
  }
  if (text.size() > json::kDocumentBytesMax) {
    Problems problems;
    problems.error("", "too-large",
                   "The input has more than " + std::to_string(json::kDocumentBytesMax) +
                       " bytes, the most that are read.");
    return Result<std::string>(problems);
  }
  return Result<std::string>(std::move(text));
}

}  // namespace hookstorm::native
