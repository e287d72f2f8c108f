// What of a webhook is written in JSON-e: its filter and its template, as given and compiled, and
// whether they look at the family's body, which then has to be built for them.
#pragma once

#include <string>
#include <string_view>

#include "core/json/value.hpp"
#include "core/json_e/filter.hpp"
#include "core/json_e/template.hpp"
#include "core/problem/result.hpp"

namespace hookstorm {

/// What they see the family's body by.
inline constexpr std::string_view kBodyVariable = "body";

/// What must give true for an occurrence to be sent.
struct WebhookFilter {
  std::string expression;  ///< As given.
  json_e::Filter compiled;
  bool reads_body = false;  ///< Whether it may look at the family's body.
};

/// What a webhook's body is rendered by, in place of its family's.
struct WebhookTemplate {
  json::Value document;  ///< As given.
  json_e::Template compiled;
  bool reads_body = false;  ///< Whether it may look at the family's body.
};

/// Errors: those of `json_e::compile_filter`.
[[nodiscard]] Result<WebhookFilter> compile_webhook_filter(std::string_view expression,
                                                           std::string_view path);

/// Errors: those of `json_e::compile_template`.
[[nodiscard]] Result<WebhookTemplate> compile_webhook_template(const json::Value& document,
                                                               std::string_view path);

}  // namespace hookstorm
