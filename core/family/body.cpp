#include "core/family/body.hpp"

#include "core/family/extended.hpp"
#include "core/family/legacy.hpp"

namespace hookstorm {

std::string build_body(const Occurrence& occurrence, Family family, std::string_view webhook_id) {
  switch (family) {
    case Family::extended:
      return build_extended_body(occurrence, webhook_id);
    case Family::legacy:
      return build_legacy_body(occurrence);
  }
  return {};
}

}  // namespace hookstorm
