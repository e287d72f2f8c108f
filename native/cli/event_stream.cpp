#include "native/cli/event_stream.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace hookstorm::native {

EventStream::EventStream(Take take) : take_(std::move(take)) {}

void EventStream::read(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    begun_.append(bytes.substr(0, end));
    if (begun_.size() + data_.size() > kEventBytesMax) {
      throw std::runtime_error("The dispatcher tells of more than can be read.");
    }
    if (end == bytes.size()) {
      return;
    }
    bytes.remove_prefix(end + 1);
    read_line(std::exchange(begun_, {}));
  }
}

void EventStream::read_line(std::string_view line) {
  if (line.empty()) {
    const std::string name = std::exchange(name_, {});
    const std::string data = std::exchange(data_, {});
    if (!data.empty()) {
      take_(name, data);
    }
    return;
  }
  const std::size_t colon = std::min(line.find(':'), line.size());
  std::string_view value = line.substr(std::min(colon + 1, line.size()));
  value.remove_prefix(value.starts_with(' ') ? 1 : 0);
  const std::string_view field = line.substr(0, colon);
  if (field == "event") {
    name_ = value;
  } else if (field == "data") {
    data_.append(data_.empty() ? "" : "\n").append(value);
  }
}

}  // namespace hookstorm::native
