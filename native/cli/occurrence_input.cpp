#include "native/cli/occurrence_input.hpp"

#include "native/cli/input.hpp"

namespace hookstorm::native {

Result<Occurrence> read_occurrence(const std::string& file, Checking checking) {
  const Result<std::string> text = read_input(file);
  return text.ok() ? parse_occurrence(text.value(), checking) : Result<Occurrence>(text.problems());
}

}  // namespace hookstorm::native
