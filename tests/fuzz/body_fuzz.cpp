// A foreign body that is strictly sound is leniently sound, and of the same family and trigger.
#include "core/reader/reader.hpp"
#include "tests/fuzz/property.hpp"

using namespace hookstorm;
using fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto strict = read_body(text, Checking::strict);
  const auto lenient = read_body(text, Checking::lenient);
  require(lenient.ok() || lenient.problems().has_errors(), "a refusal says why");
  if (strict.ok()) {
    require(lenient.ok(), "what is strictly sound is sound");
    require(strict.value().family == lenient.value().family &&
                strict.value().trigger == lenient.value().trigger,
            "checking does not change what a body is");
  }
  return 0;
}
