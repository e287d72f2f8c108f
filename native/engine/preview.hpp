// What would be sent for an occurrence, whether or not it would be: for command line and API.
#pragma once

#include <optional>

#include "core/json/writer.hpp"
#include "core/matching/matching.hpp"
#include "core/occurrence/occurrence.hpp"
#include "core/request/request.hpp"
#include "core/webhook/webhook.hpp"

namespace hookstorm::native {

struct Preview {
  std::optional<Request> request;  ///< Signed; nothing where none can be made of it.
  Match match;                     ///< Whether it would be sent.
  Problems problems;
};

[[nodiscard]] Preview preview_of(const Occurrence& occurrence, const Webhook& webhook,
                                 const Attempt& attempt);

/// Appends `{"body", "request", "match", "problems"}`; the first three are null without a request.
void write_preview(json::Writer& writer, const Preview& preview);

}  // namespace hookstorm::native
