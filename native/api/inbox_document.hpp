// The JSON:API document in which an inbox is sent here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/problem/result.hpp"
#include "native/store/inbox_records.hpp"

namespace hookstorm::native {

inline constexpr int kInboxStatusMin = 200;
inline constexpr int kInboxStatusMax = 599;
inline constexpr std::int64_t kInboxDelayMsMax = 30'000;
inline constexpr std::size_t kInboxBodyBytesMax = std::size_t{64} * 1024;
inline constexpr std::size_t kContentTypeBytesMax = 200;

/// Those attributes that are given.
struct InboxAttributes {
  std::optional<std::string> name;
  std::optional<int> status;
  std::optional<std::int64_t> delay_ms;
  std::optional<std::string> body;
  std::optional<std::string> content_type;

  void apply_to(std::string& inbox_name, InboxAnswer& answer) const;
};

/// Of `{"data": {"type": "inboxes", "attributes": {"name": …, "answer": {"status": …, "delay_ms":
/// …, "body": …, "content_type": …}}}}`, all of which may be left out. Errors beside those of
/// `resource_attributes`: `too-long`, `out-of-range`, `invalid-content-type`.
[[nodiscard]] Result<InboxAttributes> inbox_attributes(std::string_view body,
                                                       std::optional<std::string_view> id);

}  // namespace hookstorm::native
