// Whether the records of an occurrence agree with each other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/occurrence/occurrence.hpp"
#include "core/problem/problem.hpp"

namespace hookstorm {

/// Where the records of a happening stand in a document, as JSON Pointers.
struct RecordPaths {
  std::string event;
  std::string session;
  std::string person;
  std::vector<std::string> attendees;  ///< Each of them.
  std::string job;
  std::string_view registration;  ///< The member of a person; empty where it is not nested.
};

/// The paths of the first `count` items of a list.
[[nodiscard]] std::vector<std::string> item_paths(std::string_view list, std::size_t count);

/// Problems: `link-mismatch`, `id-mismatch`, `duration-mismatch`, `trigger-mismatch`,
/// `count-mismatch` (errors when strict, warnings when lenient), `missing-field` for a moment that
/// the trigger implies, `duplicate-id`, and as warnings in both: `link-mismatch` within a
/// connection link, `moment-order`, `duration-mismatch` of an attendance.
void check_consistency(const Occurrence& occurrence, Checking checking, std::string_view path,
                       Problems& problems);

/// The same for records that stand elsewhere. What a document does not tell is not checked: ids
/// that are empty, a session or a registration that is not there.
void check_consistency(const Occurrence& occurrence, Checking checking, const RecordPaths& paths,
                       Problems& problems);

}  // namespace hookstorm
