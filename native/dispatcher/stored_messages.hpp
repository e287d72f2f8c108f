// Messages read back from the store and parsed, the latest of them kept: the deliveries of a
// message to several webhooks are mostly sent one soon after the other.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

#include "native/engine/accepted_message.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {

class StoredMessages {
 public:
  static constexpr std::size_t kKeptMax = 512;
  static constexpr std::size_t kBytesKeptMax = std::size_t{4} * 1024 * 1024;

  /// `reader` outlives this.
  explicit StoredMessages(StoreReader& reader) : reader_(reader) {}

  /// Null where it is gone. Throws StoreError.
  [[nodiscard]] std::shared_ptr<const AcceptedMessage> at(MessageKey key);

  /// Those that are kept, or that the store gives together. Throws StoreError.
  [[nodiscard]] std::unordered_map<MessageKey, std::shared_ptr<const AcceptedMessage>> at_hand(
      const std::vector<MessageKey>& keys);

  /// Their keys may be those of other messages now.
  void forget();

 private:
  void keep(std::shared_ptr<const AcceptedMessage> message);

  StoreReader& reader_;
  std::unordered_map<MessageKey, std::shared_ptr<const AcceptedMessage>> kept_;
  std::deque<MessageKey> order_;  ///< In which they were read.
  std::size_t bytes_kept_ = 0;
};

}  // namespace hookstorm::native
