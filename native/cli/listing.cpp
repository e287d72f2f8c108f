#include "native/cli/listing.hpp"

#include <cstdio>

#include "core/json/writer.hpp"
#include "native/cli/output.hpp"
#include "native/cli/running_dispatcher.hpp"

namespace hookstorm::native {
namespace {

std::string line_of(const json::Value& resource, const std::vector<std::string_view>& columns) {
  std::string line;
  for (const std::string_view column : columns) {
    line += (line.empty() ? "" : "  ") + shown(member_at(resource, column));
  }
  return line + "\n";
}

}  // namespace

void print_listing(const Listing& listing) {
  RunningDispatcher(listing.url)
      .list(listing.target, listing.limit, [&listing](const json::Value& resource) {
        print(stdout,
              listing.json ? json::written(resource) + "\n" : line_of(resource, listing.columns));
      });
}

}  // namespace hookstorm::native
