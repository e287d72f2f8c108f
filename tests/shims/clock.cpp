// A wall clock that is set while the process runs: HOOKSTORM_CLOCK names a file of one number, the
// milliseconds by which it is ahead of the machine's. What measures how long something takes is as
// it was.
#include <ctime>

#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "shared_numbers.hpp"

namespace {

constexpr std::int64_t kMillisecondsPerSecond = 1000;
constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr long kNanosecondsPerMicrosecond = 1000;

/// All zero, and so no difference, until this library is loaded: others ask for the time before.
const hookstorm::test::SharedNumbers<1> ahead("HOOKSTORM_CLOCK");  // NOLINT: a global on purpose.

std::timespec moved(const std::timespec& moment) {
  const std::int64_t ahead_ms = ahead.at(0);
  const std::int64_t nanoseconds =
      moment.tv_nsec + ahead_ms % kMillisecondsPerSecond * kNanosecondsPerMillisecond;
  const std::int64_t carry = nanoseconds < 0 ? -1 : nanoseconds / kNanosecondsPerSecond;
  return {.tv_sec = moment.tv_sec + ahead_ms / kMillisecondsPerSecond + carry,
          .tv_nsec = nanoseconds - carry * kNanosecondsPerSecond};
}

std::timespec wall_time() {
  std::timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return now;
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* now) noexcept {  // NOLINT: its names.
  const long result = syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    *now = moved(*now);
  }
  return static_cast<int>(result);
}

extern "C" int gettimeofday(timeval* now, void* /*zone*/) noexcept {  // NOLINT
  const std::timespec moment = wall_time();
  *now = {.tv_sec = moment.tv_sec, .tv_usec = moment.tv_nsec / kNanosecondsPerMicrosecond};
  return 0;
}

extern "C" time_t time(time_t* now) noexcept {  // NOLINT
  const time_t seconds = wall_time().tv_sec;
  if (now != nullptr) {
    *now = seconds;
  }
  return seconds;
}
