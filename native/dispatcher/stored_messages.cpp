#include "native/dispatcher/stored_messages.hpp"

#include <optional>
#include <utility>

namespace hookstorm::native {

std::shared_ptr<const AcceptedMessage> StoredMessages::at(MessageKey key) {
  const auto found = kept_.find(key);
  if (found != kept_.end()) {
    return found->second;
  }
  std::optional<MessageContent> content = reader_.message_content(key);
  if (!content) {
    return nullptr;
  }
  Result<Occurrence> occurrence = parse_occurrence(content->occurrence, content->checking);
  auto message = std::make_shared<AcceptedMessage>();
  message->key = key;
  message->id = std::move(content->id);
  message->bytes = content->occurrence.size();
  if (occurrence.ok()) {
    message->occurrence = std::move(occurrence.value());
  }
  keep(message);
  return message;
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
