#include "core/webhook/expressions.hpp"

#include <utility>

#include "core/json/writer.hpp"

namespace hookstorm {
namespace {

/// The name of a variable stands in an expression as it is, or not at all.
bool reads_body(std::string_view text) {
  return text.find(kBodyVariable) != std::string_view::npos;
}

}  // namespace

Result<WebhookFilter> compile_webhook_filter(std::string_view expression, std::string_view path) {
  Result<json_e::Filter> compiled = json_e::compile_filter(expression, path);
  if (!compiled.ok()) {
    return Result<WebhookFilter>(compiled.problems());
  }
  return Result<WebhookFilter>(WebhookFilter{.expression = std::string(expression),
                                             .compiled = std::move(compiled.value()),
                                             .reads_body = reads_body(expression)});
}

Result<WebhookTemplate> compile_webhook_template(const json::Value& document,
                                                 std::string_view path) {
  Result<json_e::Template> compiled = json_e::compile_template(document, path);
  if (!compiled.ok()) {
    return Result<WebhookTemplate>(compiled.problems());
  }
  return Result<WebhookTemplate>(
      WebhookTemplate{.document = document,
                      .compiled = std::move(compiled.value()),
                      .reads_body = reads_body(json::written(document))});
}

}  // namespace hookstorm
