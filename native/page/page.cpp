#include "native/page/page.hpp"

#include <algorithm>

namespace hookstorm::native {

const PageFile* Page::find(std::string_view path) const {
  const auto found = std::find_if(files_.begin(), files_.end(),
                                  [=](const PageFile& file) { return file.path == path; });
  return found == files_.end() ? nullptr : &*found;
}

}  // namespace hookstorm::native
