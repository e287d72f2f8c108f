#include "native/api/query.hpp"

#include <algorithm>

#include "core/text/percent_encoding.hpp"
#include "native/text/integer.hpp"

namespace hookstorm::native {

void Query::put(std::string_view name, std::string value) {
  std::erase_if(values_, [name](const auto& known) { return known.first == name; });
  values_.emplace_back(name, std::move(value));
}

std::optional<std::string> Query::text(std::string_view name) const {
  const auto found = std::find_if(values_.begin(), values_.end(),
                                  [&](const auto& value) { return value.first == name; });
  return found == values_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::int64_t> Query::integer(std::string_view name) const {
  const std::optional<std::string> digits = text(name);
  return digits ? parse_integer(*digits) : std::nullopt;
}

std::optional<EpochMilliseconds> Query::moment(std::string_view name) const {
  const std::optional<std::string> value = text(name);
  return value ? parse_timestamp(*value) : std::nullopt;
}

bool Query::is_true(std::string_view name) const {
  return text(name) == "true";
}

std::vector<std::string> Query::names(std::string_view name) const {
  std::vector<std::string> names;
  std::string_view rest;
  const std::optional<std::string> value = text(name);
  for (rest = value ? std::string_view(*value) : rest; !rest.empty();) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

std::string Query::encoded() const {
  std::string query;
  for (const auto& [name, value] : values_) {
    query.append(query.empty() ? "" : "&").append(percent_encode(name)).append("=");
    query.append(percent_encode(value));
  }
  return query;
}

}  // namespace hookstorm::native
