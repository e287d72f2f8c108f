#include "native/page/page.hpp"

namespace hookstorm::native {

Page embedded_page() {
  return Page({});
}

}  // namespace hookstorm::native
