#include "native/store/records.hpp"

namespace hookstorm::native {

std::string_view name_of(SkipReason reason) {
  return reason == SkipReason::trigger ? "trigger" : "disabled";
}

}  // namespace hookstorm::native
