// Reads bodies that came from elsewhere: tells family and trigger by their shape, and checks their
// members by the tables in that family's form. Types and units follow the family; nothing is
// guessed by magnitude, and nothing repaired.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/family/family.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/problem/result.hpp"
#include "core/record/checking.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm {

/// What a body says of itself.
struct ForeignBody {
  Family family = Family::extended;
  Trigger trigger = Trigger::event_created;
  std::string webhook_id;                        ///< Empty where the body does not say it.
  std::string message_id;                        ///< Likewise.
  std::optional<EpochMilliseconds> occurred_at;  ///< Where the body says it.
};

/// The body in a JSON text. Problems: those of `json::parse`, `check_record` and
/// `check_consistency`; those of `recognise`: `unknown-body` where no family has such a shape,
/// `unknown-trigger`, and, as a warning, `ambiguous-trigger` where a legacy body, which names no
/// trigger, may be of another.
[[nodiscard]] Result<ForeignBody> read_body(std::string_view text,
                                            Checking checking = Checking::lenient);

}  // namespace hookstorm
