#include "core/family/body.hpp"

#include <utility>

#include "core/family/extended.hpp"
#include "core/family/legacy.hpp"
#include "core/family/standard.hpp"

namespace hookstorm {

Result<Body> build_body(const Occurrence& occurrence, Family family, const BodyIds& ids) {
  Problems problems;
  check_support(family, occurrence.trigger, "", problems);
  if (problems.has_errors()) {
    return Result<Body>(std::move(problems));
  }
  switch (family) {
    case Family::extended:
      return Result<Body>(Body{.text = build_extended_body(occurrence, ids.webhook_id)});
    case Family::legacy:
      return Result<Body>(Body{.text = build_legacy_body(occurrence)});
    case Family::standard:
      return Result<Body>(Body{.text = build_standard_body(occurrence)});
  }
  return Result<Body>(Body{});
}

void check_support(Family family, Trigger trigger, std::string_view path, Problems& problems) {
  if (!supports(family, trigger)) {
    problems.error(std::string(path), "family-trigger-mismatch",
                   "The family \"" + std::string(name_of(family)) + "\" has no body for " +
                       std::string(facts(trigger).name) + ", which is about no event.");
  }
}

}  // namespace hookstorm
