#include "native/cli/output.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "core/text/ascii.hpp"

namespace hookstorm::native {

void print(std::FILE* stream, std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stream) != bytes.size() ||
      std::fflush(stream) != 0) {
    throw std::runtime_error("The output cannot be written.");
  }
}

void print_problems(std::FILE* stream, const Problems& problems) {
  std::string lines;
  for (const Problem& problem : problems.list()) {
    std::string line = (problem.path.empty() ? "document" : problem.path) + ": " + problem.message +
                       " [" + problem.code + "]" +
                       (problem.severity == Severity::warning ? " (warning)" : "");
    std::replace_if(line.begin(), line.end(), ascii::is_control, '?');
    lines += line + "\n";
  }
  print(stream, lines);
}

}  // namespace hookstorm::native
