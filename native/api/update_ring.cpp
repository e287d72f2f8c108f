#include "native/api/update_ring.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace hookstorm::native {
namespace {

template <typename T>
bool is_any_of(const std::vector<T>& list, const T& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

std::string_view name_of(UpdateKind kind) {
  switch (kind) {
    case UpdateKind::delivery:
      return "delivery";
    case UpdateKind::webhook:
      return "webhook";
    case UpdateKind::capture:
      break;
  }
  return "capture";
}

}  // namespace

bool UpdateFilter::passes(const UpdateFacts& facts) const {
  if (workspace != facts.workspace || !is_any_of(kinds, facts.kind) ||
      (webhook_id && *webhook_id != facts.webhook_id)) {
    return false;
  }
  return facts.kind != UpdateKind::delivery ||
         (is_any_of(states, facts.state) && (!trigger || *trigger == facts.trigger));
}

UpdateRing::UpdateRing(std::string run, std::size_t updates_max, std::size_t bytes_max)
    : run_(std::move(run)), updates_max_(updates_max), bytes_max_(bytes_max) {}

void UpdateRing::add(UpdateFacts facts, std::string_view data) {
  ++end_;
  std::string text = id_line(end_);
  text.append("event: ").append(name_of(facts.kind)).append("\ndata: ").append(data);
  text.append("\n\n");
  bytes_ += text.size();
  updates_.push_back({.facts = std::move(facts), .text = std::move(text)});
  while (updates_.size() > updates_max_ || bytes_ > bytes_max_) {
    bytes_ -= updates_.front().text.size();
    updates_.pop_front();
  }
}

/// The number that is left out stands for what is missing.
void UpdateRing::leave_gap() {
  updates_.clear();
  bytes_ = 0;
  ++end_;
}

std::optional<std::int64_t> UpdateRing::position_after(std::string_view id) const {
  if (!id.starts_with(run_) || !id.substr(run_.size()).starts_with('-')) {
    return std::nullopt;
  }
  id.remove_prefix(run_.size() + 1);
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  const bool is_there = rest == id.data() + id.size() && error == std::errc() && number >= 0 &&
                        number < end_ && number + 1 >= first();
  return is_there ? std::optional(number + 1) : std::nullopt;
}

UpdateRing::Piece UpdateRing::beginning(std::int64_t position) const {
  return {.text = "retry: 1000\n" + id_line(position) + "\n", .position = position};
}

UpdateRing::Piece UpdateRing::reset() const {
  return {.text = id_line(end_) + "event: reset\ndata: {}\n\n", .position = end_};
}

UpdateRing::Piece UpdateRing::read(std::int64_t position, const UpdateFilter& filter,
                                   std::size_t bytes) const {
  if (position < first()) {
    return reset();
  }
  Piece piece{.text = {}, .position = position};
  for (; piece.position < end_ && piece.text.size() < bytes; ++piece.position) {
    const Update& update = updates_[static_cast<std::size_t>(piece.position - first())];
    if (filter.passes(update.facts)) {
      piece.text += update.text;
    }
  }
  return piece;
}

/// A comment, and the id on its own: one whose filter means little then goes on from here.
std::string UpdateRing::heartbeat(std::int64_t position) const {
  return ":\n" + id_line(position) + "\n";
}

std::string UpdateRing::id_line(std::int64_t position) const {
  return "id: " + run_ + "-" + std::to_string(position - 1) + "\n";
}

}  // namespace hookstorm::native
