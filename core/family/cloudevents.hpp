// The cloudevents family: CloudEvents 1.0.2, as JSON (structured mode) or as headers beside the
// data (binary mode of the HTTP binding). Easy to get wrong: `id` is the message's, so that it is
// the same in every attempt and receivers drop duplicates by it; `time` says when it happened, not
// when it is sent.
#pragma once

#include <string_view>

#include "core/family/body.hpp"
#include "core/family/body_form.hpp"
#include "core/occurrence/occurrence.hpp"

namespace hookstorm {

/// The attributes are, in this order:
/// - specversion: `1.0`
/// - id: `message_id`
/// - source: the event that it happened in, as `urn:uuid:…`; the job itself where there is no event
/// - type: the trigger's name, as in every family
/// - subject: the id of the record that it happened to
/// - time: when it happened
/// `data` holds the occurrence's canonical records.
[[nodiscard]] Body build_cloudevents_body(const Occurrence& occurrence, ContentMode mode,
                                          std::string_view message_id);

}  // namespace hookstorm
