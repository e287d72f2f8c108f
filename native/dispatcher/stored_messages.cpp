#include "native/dispatcher/stored_messages.hpp"

#include <optional>
#include <utility>

namespace hookstorm::native {
namespace {

std::shared_ptr<const AcceptedMessage> parsed(MessageKey key, MessageContent content) {
  Result<Occurrence> occurrence = parse_occurrence(content.occurrence, content.checking);
  auto message = std::make_shared<AcceptedMessage>();
  message->key = key;
  message->id = std::move(content.id);
  message->bytes = content.occurrence.size();
  if (occurrence.ok()) {
    message->occurrence = std::move(occurrence.value());
  }
  return message;
}

}  // namespace

std::shared_ptr<const AcceptedMessage> StoredMessages::at(MessageKey key) {
  const auto found = kept_.find(key);
  if (found != kept_.end()) {
    return found->second;
  }
  std::optional<MessageContent> content = reader_.message_content(key);
  if (!content) {
    return nullptr;
  }
  std::shared_ptr<const AcceptedMessage> message = parsed(key, std::move(*content));
  keep(message);
  return message;
}

std::unordered_map<MessageKey, std::shared_ptr<const AcceptedMessage>> StoredMessages::at_hand(
    const std::vector<MessageKey>& keys) {
  std::unordered_map<MessageKey, std::shared_ptr<const AcceptedMessage>> messages;
  std::vector<MessageKey> unread;
  for (const MessageKey key : keys) {
    if (const auto found = kept_.find(key); found != kept_.end()) {
      messages.insert(*found);
    } else {
      unread.push_back(key);
    }
  }
  for (auto& [key, content] : reader_.message_contents(unread)) {
    keep(messages.emplace(key, parsed(key, std::move(content))).first->second);
  }
  return messages;
}

void StoredMessages::forget() {
  kept_.clear();
  order_.clear();
  bytes_kept_ = 0;
}

void StoredMessages::keep(std::shared_ptr<const AcceptedMessage> message) {
  bytes_kept_ += message->bytes;
  order_.push_back(message->key);
  kept_.emplace(message->key, std::move(message));
  while (order_.size() > kKeptMax || bytes_kept_ > kBytesKeptMax) {
    const auto oldest = kept_.find(order_.front());
    bytes_kept_ -= oldest->second->bytes;
    kept_.erase(oldest);
    order_.pop_front();
  }
}

}  // namespace hookstorm::native
