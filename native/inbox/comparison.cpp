#include "native/inbox/comparison.hpp"

#include <algorithm>
#include <utility>

#include "core/text/ascii.hpp"
#include "native/inbox/sent_attempt.hpp"

namespace hookstorm::native {
namespace {

/// Of what stands on either side where bodies part.
constexpr std::size_t kShownBytesMax = 80;

}  // namespace

std::optional<FirstDifference> first_difference(std::string_view captured, std::string_view sent) {
  const auto [left, right] =
      std::mismatch(captured.begin(), captured.end(), sent.begin(), sent.end());
  if (left == captured.end() && right == sent.end()) {
    return std::nullopt;
  }
  const auto offset = static_cast<std::size_t>(left - captured.begin());
  return FirstDifference{.offset = offset,
                         .captured = std::string(captured.substr(offset, kShownBytesMax)),
                         .sent = std::string(sent.substr(offset, kShownBytesMax))};
}

Comparison compare(const Capture& capture, const Request& sent) {
  Comparison comparison{.body = first_difference(capture.body, sent.body), .headers = {}};
  const CaptureHead sent_head{.method = {}, .target = {}, .source = {}, .headers = sent.headers};
  std::vector<std::string> names;
  for (const std::vector<Header>* headers : {&sent.headers, &capture.head.headers}) {
    for (const Header& header : *headers) {
      std::string name = ascii::to_lower(header.name);
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(std::move(name));
      }
    }
  }
  for (const std::string& name : names) {
    HeaderDifference difference{.name = name,
                                .captured = header_of(capture.head, name),
                                .sent = header_of(sent_head, name)};
    if (difference.captured != difference.sent) {
      comparison.headers.push_back(std::move(difference));
    }
  }
  return comparison;
}

}  // namespace hookstorm::native
