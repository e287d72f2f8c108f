#include "native/cli/event_stream.hpp"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace hookstorm::native;

namespace {

using Events = std::vector<std::pair<std::string, std::string>>;

Events read_in_pieces(const std::string& text, std::size_t bytes) {
  Events events;
  EventStream stream([&events](std::string_view name, const std::string& data) {
    events.emplace_back(name, data);
  });
  for (std::size_t begin = 0; begin < text.size(); begin += bytes) {
    stream.read(std::string_view(text).substr(begin, bytes));
  }
  return events;
}

}  // namespace

TEST_CASE("event stream: names and data, in whatever pieces they come") {
  const std::string text =
      "retry: 1000\nid: a-1\n\n:\nid: a-1\n\nid: a-2\nevent: capture\ndata: {\"a\": 1}\n\n"
      "event: reset\ndata:{}\n\ndata: one\ndata: two\n\nevent: unfinished\ndata: {}\n";
  const Events expected{{"capture", "{\"a\": 1}"}, {"reset", "{}"}, {"", "one\ntwo"}};
  for (std::size_t bytes = 1; bytes <= text.size(); ++bytes) {
    CHECK(read_in_pieces(text, bytes) == expected);
  }
}

TEST_CASE("event stream: an event without an end is not kept for ever") {
  const std::string line = "data: " + std::string(1000, 'x') + "\n";
  EventStream stream([](std::string_view, const std::string&) {});
  CHECK_THROWS_AS(
      [&] {
        for (std::size_t bytes = 0; bytes <= EventStream::kEventBytesMax; bytes += 1000) {
          stream.read(line);
        }
      }(),
      std::runtime_error);
}
