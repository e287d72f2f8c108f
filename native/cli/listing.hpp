// Prints a list of a running dispatcher: a line each, for people or as JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hookstorm::native {

struct Listing {
  std::string url;     ///< Of the dispatcher.
  std::string target;  ///< The list's path, with its query.
  std::size_t limit = 0;
  std::vector<std::string_view> columns;  ///< Ways into a resource, as `member_at` takes them.
  bool json = false;                      ///< Whole resources, a line each.
};

/// Throws std::runtime_error where the dispatcher does not answer, or refuses.
void print_listing(const Listing& listing);

}  // namespace hookstorm::native
