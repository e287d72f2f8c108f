// An occurrence in canonical form: what its JSON would be had everything been given that follows
// from the rest. Easy to get wrong: checking the canonical form again gives the same form.
#pragma once

#include "core/json/value.hpp"
#include "core/json/writer.hpp"
#include "core/occurrence/occurrence.hpp"

namespace hookstorm {

/// An object of `trigger`, `occurred_at` and the occurrence's records, by their names. Moments are
/// RFC 3339 text with milliseconds and Z, durations whole seconds; nullable fields that are not
/// given are null, optional ones left out; ids and links that follow from other records are filled
/// in; members that the tables do not know follow the known ones as they came.
[[nodiscard]] json::Value canonical_value(const Occurrence& occurrence);

/// The records alone: `canonical_value` without `trigger` and `occurred_at`.
[[nodiscard]] json::Value canonical_records(const Occurrence& occurrence);

/// Appends `canonical_value`.
void write_canonical(json::Writer& writer, const Occurrence& occurrence);

}  // namespace hookstorm
