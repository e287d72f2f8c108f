// The files of the web page, as they were when the program was built.
#pragma once

#include <span>
#include <string_view>

namespace hookstorm::native {

struct PageFile {
  std::string_view path;  ///< As it is requested: `/index.html`.
  std::string_view media_type;
  std::string_view content_hash;
  std::string_view bytes;
};

class Page {
 public:
  explicit Page(std::span<const PageFile> files) : files_(files) {}

  [[nodiscard]] bool empty() const { return files_.empty(); }
  /// Null where there is no such file.
  [[nodiscard]] const PageFile* find(std::string_view path) const;

 private:
  std::span<const PageFile> files_;
};

/// The page in this program; empty where it was built without one.
[[nodiscard]] Page embedded_page();

}  // namespace hookstorm::native
