// The command line of the benchmarks' programs: one file, and options `--name VALUE`.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace hookstorm::bench {

class Arguments {
 public:
  Arguments(int argc, const char* const* argv) {
    for (int i = 1; i < argc; ++i) {
      const std::string argument = argv[i];
      if (argument.rfind("--", 0) == 0 && i + 1 < argc) {
        options_[argument.substr(2)] = argv[++i];
      } else {
        file_ = argument;
      }
    }
  }

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] bool has(const std::string& name) const { return options_.contains(name); }

  [[nodiscard]] std::string text(const std::string& name, const std::string& otherwise) const {
    const auto found = options_.find(name);
    return found == options_.end() ? otherwise : found->second;
  }

  [[nodiscard]] std::int64_t number(const std::string& name, std::int64_t otherwise) const {
    return has(name) ? std::stoll(text(name, "")) : otherwise;
  }

 private:
  std::string file_;
  std::map<std::string, std::string> options_;
};

}  // namespace hookstorm::bench
