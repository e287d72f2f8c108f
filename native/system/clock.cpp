#include "native/system/clock.hpp"

#include <ctime>

namespace hookstorm::native {

Clock system_clock() {
  return [] {
    constexpr EpochMilliseconds kMillisecondsPerSecond = 1000;
    constexpr EpochMilliseconds kNanosecondsPerMillisecond = 1'000'000;
    std::timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return EpochMilliseconds{now.tv_sec} * kMillisecondsPerSecond +
           EpochMilliseconds{now.tv_nsec} / kNanosecondsPerMillisecond;
  };
}

}  // namespace hookstorm::native
