#include "native/cli/capture_follower.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include "core/json/parser.hpp"
#include "core/text/percent_encoding.hpp"
#include "native/cli/event_stream.hpp"
#include "native/sender/fetch.hpp"
#include "native/store/inbox_records.hpp"
#include "native/text/integer.hpp"

namespace hookstorm::native {
namespace {

constexpr std::chrono::seconds kBeforeNextTry(1);
constexpr const char* kUpdates = "/v1/updates?filter%5Btype%5D=captures";

std::int64_t number_of(const json::Value& capture) {
  return parse_integer(shown(member_at(capture, "attributes/number"))).value_or(0);
}

}  // namespace

CaptureFollower::CaptureFollower(const RunningDispatcher& dispatcher, std::string inbox, Take take)
    : dispatcher_(dispatcher), inbox_(std::move(inbox)), take_(std::move(take)) {}

void CaptureFollower::run(const std::function<void(bool)>& on_change) {
  dispatcher_.list(list_path(), 1,
                   [this](const json::Value& newest) { given_ = number_of(newest); });
  bool is_followed = false;
  const auto tell = [&](bool now) {
    if (std::exchange(is_followed, now) != now) {
      on_change(now);
    }
  };
  while (true) {
    try {
      follow([&tell] { tell(true); });
    } catch (const NoAnswerError&) {
      // As after its end: the dispatcher may come back.
    }
    tell(false);
    std::this_thread::sleep_for(kBeforeNextTry);
  }
}

void CaptureFollower::follow(const std::function<void()>& on_begin) {
  bool has_begun = false;
  EventStream events([this](std::string_view name, const std::string& data) {
    const Result<json::Value> capture = json::parse(data);
    if (name == "reset") {
      catch_up();
    } else if (name == "capture" && capture.ok() &&
               shown(member_at(capture.value(), "attributes/inbox_id")) == inbox_) {
      give(capture.value());
    }
  });
  dispatcher_.read(kUpdates, [&](std::string_view bytes) {
    if (!std::exchange(has_begun, true)) {
      catch_up();
      on_begin();
    }
    events.read(bytes);
  });
}

void CaptureFollower::catch_up() {
  std::vector<json::Value> captures;
  dispatcher_.list(list_path(), static_cast<std::size_t>(CaptureLimits{}.count),
                   [&captures](const json::Value& capture) { captures.push_back(capture); });
  std::reverse(captures.begin(), captures.end());
  for (const json::Value& capture : captures) {
    give(capture);
  }
}

void CaptureFollower::give(const json::Value& capture) {
  if (const std::int64_t number = number_of(capture); number > given_) {
    given_ = number;
    take_(capture);
  }
}

std::string CaptureFollower::list_path() const {
  return "/v1/inboxes/" + percent_encode(inbox_) + "/captures?page%5Bsize%5D=50";
}

}  // namespace hookstorm::native
