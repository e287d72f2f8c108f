// Numbers that a test and the process it watches share: those of a file, 64 bits each, in the
// machine's byte order.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace hookstorm::test {

template <std::size_t kCount>
class SharedNumbers {
 public:
  /// Of the file that the environment's `variable` names. Where there is none the numbers are 0.
  explicit SharedNumbers(const char* variable) {
    const char* path = std::getenv(variable);  // NOLINT: before there are threads.
    const int file = path == nullptr ? -1 : open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) {
      return;
    }
    void* mapped =
        mmap(nullptr, sizeof(std::int64_t) * kCount, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (mapped != MAP_FAILED) {  // NOLINT: a macro of the system's.
      numbers_ = static_cast<std::int64_t*>(mapped);
    }
  }

  [[nodiscard]] bool are_there() const { return numbers_ != nullptr; }

  [[nodiscard]] std::int64_t at(std::size_t index) const {
    return numbers_ == nullptr ? 0 : number(index).load(std::memory_order_relaxed);
  }

  /// One more; gives the number before.
  std::int64_t count(std::size_t index) const {
    return numbers_ == nullptr ? 0 : number(index).fetch_add(1, std::memory_order_relaxed);
  }

 private:
  [[nodiscard]] std::atomic_ref<std::int64_t> number(std::size_t index) const {
    return std::atomic_ref(numbers_[index]);
  }

  std::int64_t* numbers_ = nullptr;  ///< Mapped as long as the process lives.
};

}  // namespace hookstorm::test
