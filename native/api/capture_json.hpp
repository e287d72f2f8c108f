// A capture as JSON: what came, whether it is signed, and how it differs from what was sent.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/json/writer.hpp"
#include "core/problem/result.hpp"
#include "core/request/request.hpp"
#include "native/inbox/capture_check.hpp"
#include "native/inbox/comparison.hpp"
#include "native/inbox/sent_attempt.hpp"

namespace hookstorm::native {

/// A capture beside the request of an attempt, or beside the problems for which that cannot be
/// rendered again.
struct ComparedAttempt {
  SentAttempt attempt;
  Result<Comparison> comparison;
};

/// Appends the beginning of the resource; its attributes stay open.
void begin_capture(json::Writer& writer, std::string_view inbox_id, const CaptureHead& capture);

/// Appends the resource as it is listed.
void write_listed_capture(json::Writer& writer, std::string_view inbox_id,
                          const CaptureHead& capture);

/// Appends `[{"name", "value"}, …]`.
void write_received_headers(json::Writer& writer, const std::vector<Header>& headers);

/// Appends `webhook_id`, whose secrets were asked, and `check`; both null where nobody's were.
void write_check_members(json::Writer& writer, const std::optional<SignatureCheck>& check);

/// Appends the comparison, or null.
void write_comparison(json::Writer& writer, const std::optional<ComparedAttempt>& compared);

}  // namespace hookstorm::native
