// Lists in parts: links to the others, and how many there are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/json/writer.hpp"
#include "native/api/message.hpp"
#include "native/api/query.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

inline constexpr std::string_view kPageNumber = "page[number]";
inline constexpr std::string_view kPageSize = "page[size]";
inline constexpr std::string_view kPageAfter = "page[after]";
inline constexpr std::int64_t kPageSizeDefault = 20;
inline constexpr std::int64_t kPageSizeMax = 50;

[[nodiscard]] Parameter page_size_parameter();
/// Where a list goes on: what `links.next` of the part before it says.
[[nodiscard]] Parameter page_after_parameter();

[[nodiscard]] std::int64_t page_size_of(const ApiRequest& request);
/// The key before which the page that is asked for begins.
[[nodiscard]] std::int64_t page_start_of(const ApiRequest& request);
/// How much is read for it: some milliseconds of the thread that also takes occurrences in.
[[nodiscard]] ListLimit list_limit_of(const ApiRequest& request);

/// A part of a list by its number, from 0.
class NumberedPage {
 public:
  /// The one that the request asks for, of a list of so many records.
  NumberedPage(const ApiRequest& request, std::int64_t record_count);

  /// The first one exists always.
  [[nodiscard]] bool exists() const { return number_ == 0 || number_ < page_count_; }
  [[nodiscard]] std::int64_t count() const { return page_count_; }
  /// Of its records, within the list.
  [[nodiscard]] std::int64_t begin() const { return number_ * size_; }
  [[nodiscard]] std::int64_t end() const;

  /// Appends the members `links` and `meta`.
  void write(json::Writer& writer) const;

 private:
  void write_link(json::Writer& writer, std::string_view name,
                  std::optional<std::int64_t> number) const;

  const ApiRequest& request_;
  std::int64_t size_;
  std::int64_t number_;
  std::int64_t record_count_;
  std::int64_t page_count_;
};

/// Appends `links` of a part that goes on after a key; without one it is the last.
void write_next_link(json::Writer& writer, const ApiRequest& request,
                     std::optional<std::int64_t> next);

}  // namespace hookstorm::native
