#include "native/store/postgres/change_notices.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace hookstorm::native::postgres {
namespace {

/// PostgreSQL takes 7,999; some are left for what the text begins with.
constexpr std::size_t kNoticeBytes = 7'900;
constexpr char kDelivery = 'd';
constexpr char kHealth = 'h';
constexpr char kCapture = 'c';

/// Puts texts together, with a space before each, in as few as there may be.
class Notices {
 public:
  void add(const std::string& text) {
    if (notices_.empty() || notices_.back().size() + 1 + text.size() > kNoticeBytes) {
      notices_.emplace_back();
    }
    notices_.back().append(" ").append(text);
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(notices_); }

 private:
  std::vector<std::string> notices_;
};

/// Takes a number off the beginning; 0 where there is none.
std::int64_t take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

void read_word(std::string_view word, CommittedChanges& changes) {
  const char kind = word.front();
  word.remove_prefix(1);
  const std::int64_t key = take_number(word);
  if (kind == kDelivery) {
    changes.deliveries.push_back(key);
  } else if (kind == kHealth) {
    changes.health.push_back(key);
  } else if (kind == kCapture && word.starts_with(':')) {
    word.remove_prefix(1);
    changes.captures.push_back({.inbox = key, .number = take_number(word)});
  }
}

}  // namespace

std::vector<std::string> notices_of(const CommittedChanges& changes) {
  Notices notices;
  for (const DeliveryKey key : std::set(changes.deliveries.begin(), changes.deliveries.end())) {
    notices.add(kDelivery + std::to_string(key));
  }
  for (const WebhookKey key : std::set(changes.health.begin(), changes.health.end())) {
    notices.add(kHealth + std::to_string(key));
  }
  for (const CaptureKey& key : changes.captures) {
    notices.add(kCapture + std::to_string(key.inbox) + ":" + std::to_string(key.number));
  }
  return notices.take();
}

void read_notice(std::string_view text, CommittedChanges& changes) {
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!word.empty()) {
      read_word(word, changes);
    }
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
}

void RecentChanges::add(const CommittedChanges& changes, Steady::time_point now) {
  const std::size_t keys = changes.size();
  if (keys == 0) {
    return;
  }
  const std::lock_guard lock(mutex_);
  kept_.push_back({.at = now, .changes = changes});
  keys_ += keys;
  while (kept_.front().at + kKept < now || (keys_ > kKeysMax && kept_.size() > 1)) {
    drop_first();
  }
}

void RecentChanges::drop_first() {
  has_gap_ = has_gap_ || told_until_ <= first_;
  keys_ -= kept_.front().changes.size();
  kept_.pop_front();
  ++first_;
  told_until_ = std::max(told_until_, first_);
}

void RecentChanges::tell_again() {
  const std::lock_guard lock(mutex_);
  told_until_ = first_;
  has_gap_ = false;
}

bool RecentChanges::has_untold() {
  const std::lock_guard lock(mutex_);
  return told_until_ < end() || has_gap_;
}

RecentChanges::Untold RecentChanges::untold() {
  const std::lock_guard lock(mutex_);
  Untold untold{.changes = {}, .has_gap = has_gap_, .until = end()};
  for (std::int64_t i = told_until_; i < end(); ++i) {
    const CommittedChanges& each = kept_[static_cast<std::size_t>(i - first_)].changes;
    const auto append = [](auto& list, const auto& more) {
      list.insert(list.end(), more.begin(), more.end());
    };
    append(untold.changes.deliveries, each.deliveries);
    append(untold.changes.health, each.health);
    append(untold.changes.captures, each.captures);
  }
  return untold;
}

void RecentChanges::take_for_told(std::int64_t until) {
  const std::lock_guard lock(mutex_);
  told_until_ = std::max(told_until_, until);
  has_gap_ = false;
}

}  // namespace hookstorm::native::postgres
