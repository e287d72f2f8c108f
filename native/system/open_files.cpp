#include "native/system/open_files.hpp"

#include <algorithm>

#include <sys/resource.h>

namespace hookstorm::native {
namespace {

/// More is of no use here.
constexpr rlim_t kWanted = 65'536;

}  // namespace

std::size_t raise_open_files_limit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < kWanted) {
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = std::min(kWanted, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) {
      limit.rlim_cur = before;
    }
  }
  return static_cast<std::size_t>(limit.rlim_cur);
}

}  // namespace hookstorm::native
