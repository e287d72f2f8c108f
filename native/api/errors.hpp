// Every error response of the API, in the one shape it has (JSON:API).
#pragma once

#include <cstddef>
#include <string_view>

#include "core/problem/problem.hpp"
#include "native/api/message.hpp"

namespace hookstorm::native {

/// One error of the request as a whole. `code` is kebab-case and a promise; `detail` is for people.
[[nodiscard]] ApiResponse error_response(int status, std::string_view code,
                                         std::string_view detail);

/// The same for a parameter of the query.
[[nodiscard]] ApiResponse parameter_error_response(int status, std::string_view parameter,
                                                   std::string_view code, std::string_view detail);

/// The same for a header of the request.
[[nodiscard]] ApiResponse header_error_response(int status, std::string_view header,
                                                std::string_view code, std::string_view detail);

/// One error for each problem that is one; `problems` has errors. The status is 400 where the text
/// cannot be read as JSON, 413 where it is too large, and 422 otherwise.
[[nodiscard]] ApiResponse problems_response(const Problems& problems);

[[nodiscard]] ApiResponse not_found_response(std::string_view what);
[[nodiscard]] ApiResponse no_such_webhook_response();
/// A body of more than so many bytes.
[[nodiscard]] ApiResponse too_large_response(std::size_t bytes_max);
[[nodiscard]] ApiResponse queue_full_response();
/// As many answers of a kind are under way as may be.
[[nodiscard]] ApiResponse too_many_under_way_response();
/// As much is under way as may be; `detail` says of what.
[[nodiscard]] ApiResponse busy_response(std::string_view detail);
/// The store takes no change at the moment.
[[nodiscard]] ApiResponse not_ready_response();
/// Nothing was stored, and why is in the log.
[[nodiscard]] ApiResponse store_failed_response();

}  // namespace hookstorm::native
