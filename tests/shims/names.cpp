// Names that lead where a test says: HOOKSTORM_NAMES names a file with a line for each, read anew
// whenever a name is looked up: the name, then `held` where the answer is to wait until the line no
// longer says so, then addresses; without any there is no such name. Other names are looked up as
// always.
#include <chrono>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <dlfcn.h>
#include <netdb.h>

namespace {

constexpr std::chrono::milliseconds kLookAgain(50);

struct Line {
  bool is_held = false;
  std::vector<std::string> addresses;
};

std::optional<Line> line_of(const std::string& name) {
  const char* path = std::getenv("HOOKSTORM_NAMES");  // NOLINT: nobody changes the environment.
  if (path == nullptr) {
    return std::nullopt;
  }
  std::ifstream file(path);
  for (std::string text; std::getline(file, text);) {
    std::istringstream words(text);
    std::string word;
    if (!(words >> word) || word != name) {
      continue;
    }
    Line line;
    while (words >> word) {
      if (word == "held") {
        line.is_held = true;
      } else {
        line.addresses.push_back(word);
      }
    }
    return line;
  }
  return std::nullopt;
}

using LookUp = int(const char*, const char*, const addrinfo*, addrinfo**);

LookUp* real_look_up() {
  // NOLINTNEXTLINE: what dlsym gives is a function.
  static auto* const kReal = reinterpret_cast<LookUp*>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return kReal;
}

/// Those of all `addresses`, in their order.
int look_up(const Line& line, const char* service, const addrinfo* hints, addrinfo** result) {
  addrinfo numeric = hints == nullptr ? addrinfo{} : *hints;
  numeric.ai_family =
      AF_UNSPEC;  // Also where this machine has no IPv6: it is refused, not missing.
  numeric.ai_flags = AI_NUMERICHOST;
  addrinfo** end = result;
  *end = nullptr;
  for (const std::string& address : line.addresses) {
    if (real_look_up()(address.c_str(), service, &numeric, end) != 0) {
      continue;
    }
    while (*end != nullptr) {
      end = &(*end)->ai_next;
    }
  }
  return *result == nullptr ? EAI_NONAME : 0;
}

}  // namespace

// NOLINTNEXTLINE: its names.
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                           addrinfo** result) {
  std::optional<Line> line = name == nullptr ? std::nullopt : line_of(name);
  while (line && line->is_held) {
    std::this_thread::sleep_for(kLookAgain);
    line = line_of(name);
  }
  return line ? look_up(*line, service, hints, result)
              : real_look_up()(name, service, hints, result);
}
