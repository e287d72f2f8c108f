#include "core/json_e/arena.hpp"

namespace hookstorm::json_e {
namespace {

constexpr std::size_t kBlockBytes = 8UL * 1024;
constexpr std::size_t kAlignment = alignof(std::max_align_t);

}  // namespace

std::optional<std::string_view> Arena::copy(std::string_view text) {
  const char* place = copy(text.data(), text.size());
  if (place == nullptr) {
    return std::nullopt;
  }
  return std::string_view(place, text.size());
}

void* Arena::allocate(std::size_t bytes) {
  const std::size_t rounded =
      (std::max<std::size_t>(bytes, 1) + kAlignment - 1) & ~(kAlignment - 1);
  if (rounded > bytes_left_) {
    return nullptr;
  }
  bytes_left_ -= rounded;
  if (rounded > block_left_) {
    block_left_ = std::max(rounded, kBlockBytes);
    blocks_.push_back(std::unique_ptr<std::byte[]>(new std::byte[block_left_]));
    next_ = blocks_.back().get();
  }
  std::byte* place = next_;
  next_ += rounded;
  block_left_ -= rounded;
  return place;
}

}  // namespace hookstorm::json_e
