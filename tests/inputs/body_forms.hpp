// Every form that a body can have, by a name: that of its golden files.
#pragma once

#include <array>
#include <string_view>

#include "core/family/body_form.hpp"

namespace hookstorm::test {

struct NamedForm {
  std::string_view name;
  BodyForm form;
};

inline constexpr std::array kBodyForms = {
    NamedForm{"extended", {.family = Family::extended}},
    NamedForm{"extended-included", {.family = Family::extended, .included = true}},
    NamedForm{"legacy", {.family = Family::legacy}},
    NamedForm{"standard", {.family = Family::standard}},
    NamedForm{"cloudevents-structured", {.family = Family::cloudevents}},
    NamedForm{"cloudevents-binary",
              {.family = Family::cloudevents, .content_mode = ContentMode::binary}},
};

}  // namespace hookstorm::test
