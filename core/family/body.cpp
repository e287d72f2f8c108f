#include "core/family/body.hpp"

#include <utility>

#include "core/family/cloudevents.hpp"
#include "core/family/extended.hpp"
#include "core/family/legacy.hpp"
#include "core/family/standard.hpp"

namespace hookstorm {

Result<Body> build_body(const Occurrence& occurrence, const BodyForm& form, const BodyIds& ids) {
  Problems problems;
  check_support(form.family, occurrence.trigger, "", problems);
  if (problems.has_errors()) {
    return Result<Body>(problems);
  }
  Body body;
  switch (form.family) {
    case Family::extended:
      body.text = build_extended_body(occurrence, ids.webhook_id, form.included);
      break;
    case Family::legacy:
      body.text = build_legacy_body(occurrence);
      break;
    case Family::standard:
      body.text = build_standard_body(occurrence);
      break;
    case Family::cloudevents:
      body = build_cloudevents_body(occurrence, form.content_mode, ids.message_id);
      break;
  }
  return Result<Body>(std::move(body));
}

void check_support(Family family, Trigger trigger, std::string_view path, Problems& problems) {
  if (!supports(family, trigger)) {
    problems.error(std::string(path), "family-trigger-mismatch",
                   "The family \"{}\" has no body for {}, which is about no event.",
                   {name_of(family), facts(trigger).name});
  }
}

}  // namespace hookstorm
