// The tables: every resource that an occurrence may carry, field by field.
#pragma once

#include "core/record/field.hpp"

namespace hookstorm {

extern const Resource kEvent;
extern const Resource kSession;
extern const Resource kPerson;
extern const Resource kJob;

}  // namespace hookstorm
