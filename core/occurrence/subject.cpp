#include "core/occurrence/subject.hpp"

#include "core/record/resources.hpp"

namespace hookstorm {

Subject subject_of(Trigger trigger) {
  const RecordsOfTrigger records = facts(trigger).records;
  if (records.person) {
    return {&Occurrence::person, &kPerson};
  }
  if (records.session) {
    return {&Occurrence::session, &kSession};
  }
  if (records.event) {
    return {&Occurrence::event, &kEvent};
  }
  return {&Occurrence::job, &kJob};
}

}  // namespace hookstorm
