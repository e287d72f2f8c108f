#include "native/api/query_check.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/text/ascii.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/percent_encoding.hpp"
#include "native/api/errors.hpp"
#include "native/text/integer.hpp"
#include "native/text/list.hpp"
#include "native/text/utf8.hpp"

namespace hookstorm::native {
namespace {

constexpr int kBadRequest = 400;
constexpr int kUnprocessable = 422;

using Refusal = std::optional<ApiResponse>;

Refusal refuse(const Parameter& parameter, std::string_view code, const std::string& detail) {
  return parameter_error_response(kUnprocessable, parameter.name, code, detail);
}

bool is_integer(std::string_view text) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  return !digits.empty() && std::all_of(digits.begin(), digits.end(), ascii::is_digit);
}

Refusal check_integer(const Parameter& parameter, const std::string& value) {
  if (!is_integer(value)) {
    return refuse(parameter, "wrong-type", "This is a whole number.");
  }
  const std::optional<std::int64_t> number = parse_integer(value);
  if (!number || *number < parameter.lowest || *number > parameter.highest) {
    return refuse(parameter, "out-of-range",
                  "This is a whole number from " + std::to_string(parameter.lowest) + " to " +
                      std::to_string(parameter.highest) + ".");
  }
  return std::nullopt;
}

Refusal check_names(const Parameter& parameter, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (std::find(parameter.names.begin(), parameter.names.end(), name) == parameter.names.end()) {
      return refuse(parameter, parameter.unknown_name_code,
                    "This is one of: " + joined(parameter.names, ", ") + ".");
    }
  }
  return std::nullopt;
}

Refusal check_value(const Parameter& parameter, const Query& query) {
  const std::string value = query.text(parameter.name).value_or("");
  switch (parameter.kind) {
    case ParameterKind::integer:
      return check_integer(parameter, value);
    case ParameterKind::moment:
      return parse_timestamp(value) ? std::nullopt
                                    : refuse(parameter, "invalid-moment",
                                             "This is a moment such as 2026-10-06T14:01:12Z.");
    case ParameterKind::truth:
      return value == "true" || value == "false"
                 ? std::nullopt
                 : refuse(parameter, "wrong-type", "This is true or false.");
    case ParameterKind::name:
      return check_names(parameter, {value});
    case ParameterKind::names:
      return check_names(parameter, query.names(parameter.name));
    case ParameterKind::text:
      break;
  }
  return value.size() <= static_cast<std::size_t>(parameter.highest)
             ? std::nullopt
             : refuse(parameter, "too-long",
                      "This has at most " + std::to_string(parameter.highest) + " bytes.");
}

ApiResponse unknown_parameter(const std::string& name, const std::vector<Parameter>& parameters) {
  std::vector<std::string_view> known;
  known.reserve(parameters.size());
  for (const Parameter& parameter : parameters) {
    known.push_back(parameter.name);
  }
  return parameter_error_response(
      kBadRequest, excerpt(to_utf8(name)), "unknown-parameter",
      known.empty() ? "No parameters are possible here."
                    : "Here only these are possible: " + joined(known, ", ") + ".");
}

/// Takes one `name=value` over.
Refusal take(std::string_view pair, const std::vector<Parameter>& parameters, Query& query) {
  const std::size_t equals = std::min(pair.find('='), pair.size());
  const std::optional<std::string> name = percent_decode(pair.substr(0, equals));
  std::optional<std::string> value = percent_decode(pair.substr(std::min(equals + 1, pair.size())));
  if (!name || !value || to_utf8(*value) != *value) {
    return parameter_error_response(kBadRequest, excerpt(to_utf8(pair.substr(0, equals))),
                                    "invalid-encoding",
                                    "Encode the query as UTF-8, and other characters than letters "
                                    "and digits as % and two hexadecimal digits.");
  }
  const auto parameter = std::find_if(parameters.begin(), parameters.end(),
                                      [&](const Parameter& known) { return known.name == *name; });
  if (parameter == parameters.end()) {
    return unknown_parameter(*name, parameters);
  }
  if (query.text(*name)) {
    return parameter_error_response(kBadRequest, *name, "repeated-parameter",
                                    "Give each parameter once.");
  }
  if (value->empty()) {
    return std::nullopt;
  }
  query.put(parameter->name, std::move(*value));
  return check_value(*parameter, query);
}

}  // namespace

std::variant<Query, ApiResponse> read_query(std::string_view target,
                                            const std::vector<Parameter>& parameters) {
  Query query;
  std::string_view rest = target.substr(std::min(target.find('?'), target.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1);  // The question mark, or an ampersand.
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(pair.size());
    if (!pair.empty()) {
      if (Refusal refusal = take(pair, parameters, query)) {
        return std::move(*refusal);
      }
    }
  }
  return query;
}

}  // namespace hookstorm::native
