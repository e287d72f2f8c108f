// Whose turn it is: webhooks that may have something to start stand in line, one delivery a turn,
// and others come back at a moment or when a slot is free again. A webhook is never in line twice.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/time/timestamp.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

class Turns {
 public:
  /// At the end of the line, unless it stands there already.
  void line_up(WebhookKey webhook);

  /// Who is next, and leaves the line.
  [[nodiscard]] std::optional<WebhookKey> next();

  /// Until slots become free: `resume` lets it stand in line again.
  void set_aside(WebhookKey webhook);
  void resume();

  /// Lets it stand in line at `moment`, or at the earlier one that it has.
  void call_at(WebhookKey webhook, EpochMilliseconds moment);
  /// Those whose moment has come stand in line.
  void call(EpochMilliseconds now);
  [[nodiscard]] std::optional<EpochMilliseconds> next_call() const;

  void forget(WebhookKey webhook);

 private:
  struct Place {
    bool is_in_line = false;
    bool is_aside = false;
    std::optional<EpochMilliseconds> called_at;
  };

  std::unordered_map<WebhookKey, Place> places_;
  std::deque<WebhookKey> line_;  ///< Those forgotten stay until their turn.
  std::vector<WebhookKey> aside_;
  std::set<std::pair<EpochMilliseconds, WebhookKey>> calls_;
};

}  // namespace hookstorm::native
