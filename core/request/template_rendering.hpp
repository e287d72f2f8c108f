// A template by itself, before it is a webhook's: what it gives, to try it out.
#pragma once

#include <string>
#include <string_view>

#include "core/family/body.hpp"
#include "core/json_e/context.hpp"
#include "core/occurrence/occurrence.hpp"
#include "core/problem/result.hpp"

namespace hookstorm {

/// What the template in a JSON text makes of an occurrence, as compact JSON. `form` and `ids` are
/// those of the body at which it may look. Errors, with paths into the template: those of
/// `json::parse`, `json_e::compile_template` and `json_e::render`; with an empty path those of
/// `build_body`.
[[nodiscard]] Result<std::string> render_template(std::string_view text,
                                                  const Occurrence& occurrence,
                                                  const BodyForm& form, const BodyIds& ids);

/// The same for a context of any kind.
[[nodiscard]] Result<std::string> render_template(std::string_view text,
                                                  const json_e::Context& context);

}  // namespace hookstorm
