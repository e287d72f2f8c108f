// Options of commands that list what a running dispatcher has, or choose of it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace hookstorm::native {

/// Which messages or deliveries are meant; what is empty leaves nothing out.
struct Choice {
  std::string webhook;
  std::vector<std::string> states;
  std::string trigger;
  std::string since;
  std::string until;

  [[nodiscard]] bool is_of_all() const;
  /// As the API's query has it, each parameter with a `&` before it.
  [[nodiscard]] std::string query() const;
};

/// `--trigger`, `--since` and `--until`.
void add_message_choice(CLI::App& command, Choice& choice);
/// With `--webhook` and `--state`, one of `states`.
void add_delivery_choice(CLI::App& command, Choice& choice, const std::vector<std::string>& states);
/// `--limit`.
CLI::Option* add_limit(CLI::App& command, std::size_t& limit);

}  // namespace hookstorm::native
