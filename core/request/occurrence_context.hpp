// What templates see of an occurrence: its canonical records, `body` (the family's
// body) and `now` (the moment it occurred).
// Easy to get wrong: the records are laid out once for all webhooks, but the body names its
// webhook, so that it is built for each; and only where the word stands in the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json_e/context.hpp"
#include "core/occurrence/occurrence.hpp"
#include "core/problem/result.hpp"
#include "core/webhook/webhook.hpp"

namespace hookstorm {

class OccurrenceContext {
 public:
  /// `occurrence` outlives this. Some families' bodies name their message.
  OccurrenceContext(const Occurrence& occurrence, std::string_view message_id);
  ~OccurrenceContext() = default;
  OccurrenceContext(const OccurrenceContext&) = delete;
  OccurrenceContext(OccurrenceContext&&) = delete;
  OccurrenceContext& operator=(const OccurrenceContext&) = delete;
  OccurrenceContext& operator=(OccurrenceContext&&) = delete;

  /// The body that the webhook's template gives, which it has. Errors: those of `json_e::render`
  /// below `/template`, and those of `json::parse` for a body beyond its limits.
  [[nodiscard]] Result<std::string> render(const Webhook& webhook);

 private:
  /// Null where the body is wanted and cannot be read; `problems` says why.
  const json_e::Context* context_for(const Webhook& webhook, bool reads_body, Problems& problems);

  const Occurrence& occurrence_;
  std::string message_id_;
  json::Value records_;
  json_e::Context context_;
  std::string body_text_;
  json::Value body_;
  std::optional<json_e::Context> context_with_body_;
};

}  // namespace hookstorm
