#include "native/dispatcher/turns.hpp"

namespace hookstorm::native {

void Turns::line_up(WebhookKey webhook) {
  Place& place = places_[webhook];
  if (!place.is_in_line) {
    place.is_in_line = true;
    line_.push_back(webhook);
  }
}

std::optional<WebhookKey> Turns::next() {
  while (!line_.empty()) {
    const WebhookKey webhook = line_.front();
    line_.pop_front();
    const auto found = places_.find(webhook);
    if (found != places_.end() && found->second.is_in_line) {
      found->second.is_in_line = false;
      return webhook;
    }
  }
  return std::nullopt;
}

void Turns::set_aside(WebhookKey webhook) {
  Place& place = places_[webhook];
  if (!place.is_aside) {
    place.is_aside = true;
    aside_.push_back(webhook);
  }
}

void Turns::resume() {
  for (const WebhookKey webhook : aside_) {
    const auto found = places_.find(webhook);
    if (found != places_.end() && found->second.is_aside) {
      found->second.is_aside = false;
      line_up(webhook);
    }
  }
  aside_.clear();
}

void Turns::call_at(WebhookKey webhook, EpochMilliseconds moment) {
  Place& place = places_[webhook];
  if (place.called_at) {
    if (*place.called_at <= moment) {
      return;
    }
    calls_.erase({*place.called_at, webhook});
  }
  place.called_at = moment;
  calls_.emplace(moment, webhook);
}

void Turns::call(EpochMilliseconds now) {
  while (!calls_.empty() && calls_.begin()->first <= now) {
    const WebhookKey webhook = calls_.begin()->second;
    calls_.erase(calls_.begin());
    places_[webhook].called_at = std::nullopt;
    line_up(webhook);
  }
}

std::optional<EpochMilliseconds> Turns::next_call() const {
  return calls_.empty() ? std::nullopt : std::optional(calls_.begin()->first);
}

void Turns::forget(WebhookKey webhook) {
  const auto found = places_.find(webhook);
  if (found == places_.end()) {
    return;
  }
  if (found->second.called_at) {
    calls_.erase({*found->second.called_at, webhook});
  }
  places_.erase(found);
}

}  // namespace hookstorm::native
