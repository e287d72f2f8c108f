// Reads a request's query by the parameters that its route has.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "native/api/message.hpp"
#include "native/api/query.hpp"

namespace hookstorm::native {

/// The query of `target`, or the refusal of the first parameter that is wrong: 400 where there is
/// no such parameter (`unknown-parameter`), it is given twice (`repeated-parameter`) or cannot be
/// decoded (`invalid-encoding`), else 422 (`wrong-type`, `out-of-range`, `too-long`,
/// `invalid-moment`, or the parameter's own code for unknown names).
[[nodiscard]] std::variant<Query, ApiResponse> read_query(std::string_view target,
                                                          const std::vector<Parameter>& parameters);

}  // namespace hookstorm::native
