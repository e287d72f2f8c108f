// Turns a JSON object into a record by the resource's table, finding every problem on the way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/json/value.hpp"
#include "core/problem/problem.hpp"
#include "core/record/checking.hpp"
#include "core/record/record.hpp"

namespace hookstorm {

inline constexpr std::size_t kTextBytesMax = 65'536;
inline constexpr std::size_t kListItemsMax = 10'000;
inline constexpr std::size_t kEmailBytesMax = 254;  // RFC 5321, section 4.5.3.1.3, less brackets.
inline constexpr std::size_t kTimeZoneBytesMax = 64;
inline constexpr std::int64_t kDurationSecondsMax = 366LL * 24 * 60 * 60;
inline constexpr std::int64_t kEpochSecondsMax = 253'402'300'799;  // The end of the year 9999.

/// `object` as a record of `resource`. Where a value has an error, its field is not given in the
/// record. Problems, with paths below `path`: `wrong-type`, `missing-field`, `unknown-field`
/// (warning), `unknown-value`, `out-of-range`, `too-long`, `invalid-uuid`, `invalid-moment`,
/// `invalid-email`, `invalid-link`, `invalid-language`, `invalid-time-zone`, `invalid-access-key`
/// (warning).
[[nodiscard]] Record check_record(const json::Value& object, const Resource& resource,
                                  Checking checking, std::string_view path, Problems& problems);

/// The items of `list`, each checked as above; nothing where it is no list or has too many items.
[[nodiscard]] std::vector<Record> check_records(const json::Value& list, const Resource& resource,
                                                Checking checking, std::string_view path,
                                                Problems& problems);

}  // namespace hookstorm
