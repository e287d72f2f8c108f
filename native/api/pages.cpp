#include "native/api/pages.hpp"

#include <algorithm>
#include <limits>

namespace hookstorm::native {
namespace {

std::string link_to(const ApiRequest& request, std::string_view parameter, std::int64_t value) {
  Query query = request.query;
  query.put(parameter, std::to_string(value));
  return request.path() + "?" + query.encoded();
}

void write_number(json::Writer& writer, std::string_view name, std::optional<std::int64_t> number) {
  writer.name(name);
  number ? writer.integer(*number) : writer.null();
}

}  // namespace

Parameter page_size_parameter() {
  return {.name = kPageSize,
          .description = "How many are given at once; 20 where it is left out.",
          .kind = ParameterKind::integer,
          .lowest = 1,
          .highest = kPageSizeMax};
}

Parameter page_after_parameter() {
  return {.name = kPageAfter,
          .description = "Where the list goes on, as `links.next` has it.",
          .kind = ParameterKind::integer,
          .lowest = 0,
          .highest = std::numeric_limits<std::int64_t>::max()};
}

std::int64_t page_size_of(const ApiRequest& request) {
  return request.query.integer(kPageSize).value_or(kPageSizeDefault);
}

std::int64_t page_start_of(const ApiRequest& request) {
  return request.query.integer(kPageAfter).value_or(std::numeric_limits<std::int64_t>::max());
}

ListLimit list_limit_of(const ApiRequest& request) {
  static constexpr std::size_t kRowsMax = 2000;
  return {.found_max = static_cast<std::size_t>(page_size_of(request)), .rows_max = kRowsMax};
}

NumberedPage::NumberedPage(const ApiRequest& request, std::int64_t record_count)
    : request_(request),
      size_(page_size_of(request)),
      number_(request.query.integer(kPageNumber).value_or(0)),
      record_count_(record_count),
      page_count_((record_count + size_ - 1) / size_) {}

std::int64_t NumberedPage::end() const {
  return std::min(begin() + size_, record_count_);
}

void NumberedPage::write(json::Writer& writer) const {
  const auto numbered = [](bool exists, std::int64_t number) {
    return exists ? std::optional(number) : std::nullopt;
  };
  const std::optional<std::int64_t> previous = numbered(number_ > 0, number_ - 1);
  const std::optional<std::int64_t> next = numbered(number_ + 1 < page_count_, number_ + 1);
  writer.name("links").begin_object();
  write_link(writer, "self", number_);
  write_link(writer, "first", 0);
  write_link(writer, "prev", previous);
  write_link(writer, "next", next);
  write_link(writer, "last", std::max<std::int64_t>(0, page_count_ - 1));
  writer.end_object();
  writer.name("meta").begin_object();
  write_number(writer, "current_page", number_);
  write_number(writer, "previous_page", previous);
  write_number(writer, "next_page", next);
  write_number(writer, "record_count", record_count_);
  write_number(writer, "page_count", page_count_);
  write_number(writer, "items_per_page", size_);
  writer.end_object();
}

void NumberedPage::write_link(json::Writer& writer, std::string_view name,
                              std::optional<std::int64_t> number) const {
  writer.name(name);
  number ? writer.text(link_to(request_, kPageNumber, *number)) : writer.null();
}

void write_next_link(json::Writer& writer, const ApiRequest& request,
                     std::optional<std::int64_t> next) {
  writer.name("links").begin_object().name("next");
  next ? writer.text(link_to(request, kPageAfter, *next)) : writer.null();
  writer.end_object();
}

}  // namespace hookstorm::native
