// Runs a target over its committed corpus, and over small changes to each file: what remains of
// fuzzing where the compiler has no libFuzzer. Repeatable.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/property.hpp"
#include "tests/inputs/mutation.hpp"

namespace {

constexpr std::uint64_t kSeed = 20261124;
constexpr int kChangesOfFile = 1000;

void run(const std::string& input) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer's interface.
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv, argv + argc);
  if (arguments.size() != 2) {
    return 2;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(arguments[1])) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  hookstorm::test::Random random(kSeed);
  for (const std::filesystem::path& file : files) {
    const std::string input = content_of(file);
    run(input);
    for (int i = 0; i < kChangesOfFile; ++i) {
      run(hookstorm::test::with_bytes_changed(random, input));
    }
  }
  hookstorm::fuzz::require(!files.empty(), "the corpus has files");
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg)
  std::printf("%zu files, each as it is and with %d changes (seed %llu)\n", files.size(),
              kChangesOfFile, static_cast<unsigned long long>(kSeed));
}
