// Commands that list what a running dispatcher has: a line each, for people or as JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "native/cli/commands.hpp"
#include "native/cli/list_options.hpp"

namespace hookstorm::native {

struct Listing {
  std::string name;  ///< The command's; the API's list has the same.
  std::string title;
  std::string example;
  std::vector<std::string_view> columns;  ///< Ways into a resource, as `member_at` takes them.
};

/// Adds the options by which something of the list is chosen.
using AddChoice = void (*)(CLI::App& command, Choice& choice);

/// Running it throws std::runtime_error where the dispatcher does not answer, or refuses.
[[nodiscard]] Command add_listing(CLI::App& program, Listing listing, AddChoice add_choice);

}  // namespace hookstorm::native
