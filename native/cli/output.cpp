#include "native/cli/output.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/text/ascii.hpp"

namespace hookstorm::native {

std::string printable(std::string line) {
  std::replace_if(line.begin(), line.end(), ascii::is_control, '?');
  return line;
}

std::string printable_lines(const std::string& text) {
  std::string lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines += printable(std::move(line)) + "\n";
  }
  return lines;
}

void print(std::FILE* stream, std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stream) != bytes.size() ||
      std::fflush(stream) != 0) {
    throw std::runtime_error("The output cannot be written.");
  }
}

std::string not_sent_line(const Match& match) {
  return "not sent (" + std::string(name_of(*match.skipped)) +
         "): " + printable(std::string(explanation_of(match))) + "\n";
}

std::string lines_of(const Problems& problems) {
  std::string lines;
  for (const Problem& problem : problems.list()) {
    std::string line = (problem.path.empty() ? "document" : problem.path) + ": " + problem.message +
                       " [" + problem.code + "]" +
                       (problem.severity == Severity::warning ? " (warning)" : "");
    lines += printable(std::move(line)) + "\n";
  }
  return lines;
}

void print_problems(std::FILE* stream, const Problems& problems) {
  print(stream, lines_of(problems));
}

}  // namespace hookstorm::native
