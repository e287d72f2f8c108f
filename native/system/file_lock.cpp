#include "native/system/file_lock.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>

namespace hookstorm::native {

FileLock::FileLock(const std::string& path)
    : descriptor_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
  if (descriptor_.number() < 0) {
    throw std::system_error(errno, std::generic_category(), path);
  }
  if (flock(descriptor_.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      throw Taken(path + " is locked by another process.");
    }
    throw std::system_error(errno, std::generic_category(), path);
  }
}

}  // namespace hookstorm::native
