// An SQLite VFS whose writes fail, as they do on a disk that is going: HOOKSTORM_WRITE_ERRORS names
// a file of four numbers. The test sets the first two: how many of a thousand writes, syncs and
// truncations fail, and a seed by which they are chosen; the others count what was asked for and
// what failed. Of a write that fails, half is written.
#include <array>
#include <deque>
#include <mutex>

#include <sqlite3.h>

#include "shared_numbers.hpp"

namespace {

enum Number : std::size_t { failures_per_thousand, seed, asked, failed };

const hookstorm::test::SharedNumbers<4> numbers("HOOKSTORM_WRITE_ERRORS");  // NOLINT: on purpose.

/// SplitMix64.
std::uint64_t mixed(std::uint64_t number) {
  constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15;
  number *= kStep;
  number = (number ^ (number >> 30U)) * 0xBF58476D1CE4E5B9;  // NOLINT
  number = (number ^ (number >> 27U)) * 0x94D049BB133111EB;  // NOLINT
  return number ^ (number >> 31U);                           // NOLINT
}

bool fails() {
  constexpr std::int64_t kThousand = 1000;
  const auto number = static_cast<std::uint64_t>(numbers.at(seed) + numbers.count(asked));
  if (static_cast<std::int64_t>(mixed(number) % kThousand) >= numbers.at(failures_per_thousand)) {
    return false;
  }
  numbers.count(failed);
  return true;
}

/// The functions of an open file, in place of SQLite's own.
struct Methods {
  sqlite3_io_methods methods;  ///< First: a file's `pMethods` leads here.
  const sqlite3_io_methods* real;
};

const sqlite3_io_methods& real_methods(const sqlite3_file* file) {
  return *reinterpret_cast<const Methods*>(file->pMethods)->real;  // NOLINT: set by `open`.
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  if (!fails()) {
    return real_methods(file).xWrite(file, bytes, count, offset);
  }
  const int result = real_methods(file).xWrite(file, bytes, count / 2, offset);
  return result == SQLITE_OK ? SQLITE_IOERR_WRITE : result;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  return fails() ? SQLITE_IOERR_TRUNCATE : real_methods(file).xTruncate(file, size);
}

int sync(sqlite3_file* file, int flags) {
  return fails() ? SQLITE_IOERR_FSYNC : real_methods(file).xSync(file, flags);
}

/// SQLite has a few tables of functions, and its files hold pointers to them.
const sqlite3_io_methods* failing(const sqlite3_io_methods* real) {
  static std::mutex mutex;
  static std::deque<Methods> all;
  const std::lock_guard lock(mutex);
  for (const Methods& known : all) {
    if (known.real == real) {
      return &known.methods;
    }
  }
  Methods& added = all.emplace_back(Methods{*real, real});
  added.methods.xWrite = write;
  added.methods.xTruncate = truncate;
  added.methods.xSync = sync;
  return &added.methods;
}

sqlite3_vfs* real_vfs() {
  static sqlite3_vfs* const kReal = sqlite3_vfs_find("unix");
  return kReal;
}

int open(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  const int result = real_vfs()->xOpen(real_vfs(), name, file, flags, flags_out);
  if (file->pMethods != nullptr) {
    file->pMethods = failing(file->pMethods);
  }
  return result;
}

/// In place of the real one for whatever is opened from now on.
bool is_put_in_place() {
  static sqlite3_vfs vfs = *real_vfs();
  vfs.zName = "hookstorm_write_errors";
  vfs.xOpen = open;
  return numbers.are_there() && sqlite3_vfs_register(&vfs, 1) == SQLITE_OK;
}

[[maybe_unused]] const bool kIsInPlace = is_put_in_place();  // NOLINT: when this is loaded.

}  // namespace
