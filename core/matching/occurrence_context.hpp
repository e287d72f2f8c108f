// What the filters and templates of webhooks see of one occurrence: its canonical records, `now`
// (when it occurred) and `body` (what the webhook's family makes of it).
// Easy to get wrong: what is the same for all webhooks is made once, when first asked for, so that
// an object serves one thread at a time; and each call ends what the one before gave.
#pragma once

#include <optional>

#include "core/family/body.hpp"
#include "core/json/value.hpp"
#include "core/json_e/context.hpp"
#include "core/occurrence/occurrence.hpp"
#include "core/problem/result.hpp"

namespace hookstorm {

class OccurrenceContext {
 public:
  /// `occurrence` outlives this.
  explicit OccurrenceContext(const Occurrence& occurrence) : occurrence_(occurrence) {}

  [[nodiscard]] const Occurrence& occurrence() const { return occurrence_; }

  /// What an expression sees, until the next call. `body` is there only where `reads_body`; its
  /// form and ids are those of the webhook's body. Never null. Errors, with an empty path: those of
  /// `build_body`, and `too-large` and `too-deep` where the body is beyond what `json::parse`
  /// reads.
  [[nodiscard]] Result<const json_e::Context*> seen_in(const BodyForm& form, const BodyIds& ids,
                                                       bool reads_body);

 private:
  const json_e::Context& shared();

  const Occurrence& occurrence_;
  json::Value records_;
  std::optional<json_e::Context> shared_;
  json::Value body_;
  std::optional<json_e::Context> with_body_;
};

}  // namespace hookstorm
