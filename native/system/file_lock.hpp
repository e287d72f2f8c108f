// An exclusive lock on a file, held as long as the object lives, and gone with the process however
// it ends.
#pragma once

#include <stdexcept>
#include <string>

#include "native/system/file_descriptor.hpp"

namespace hookstorm::native {

class FileLock {
 public:
  /// Creates the file where it is missing. Throws `Taken` where another holder has it, and
  /// std::system_error where it cannot be opened.
  explicit FileLock(const std::string& path);

  class Taken : public std::runtime_error {
   public:
    using std::runtime_error::runtime_error;
  };

 private:
  FileDescriptor descriptor_;
};

}  // namespace hookstorm::native
