// libcurl's process-wide state.
#pragma once

namespace hookstorm::native {

/// One object lives as long as anything uses libcurl.
class CurlLibrary {
 public:
  /// Throws std::runtime_error.
  CurlLibrary();
  ~CurlLibrary();
  CurlLibrary(const CurlLibrary&) = delete;
  CurlLibrary& operator=(const CurlLibrary&) = delete;
  CurlLibrary(CurlLibrary&&) = delete;
  CurlLibrary& operator=(CurlLibrary&&) = delete;
};

}  // namespace hookstorm::native
