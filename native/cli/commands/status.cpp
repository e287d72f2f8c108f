// `hookstorm status`: how a running dispatcher is.
#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "core/json/parser.hpp"
#include "core/json/value.hpp"
#include "core/json/writer.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"
#include "native/sender/fetch.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string url = "http://127.0.0.1:8420";
  bool json = false;
};

/// The member at the end of a way of names; null where it is not there.
const json::Value* member_at(const json::Value& value, std::string_view way) {
  const json::Value* found = &value;
  while (found != nullptr && !way.empty()) {
    const std::size_t end = std::min(way.find('/'), way.size());
    found = found->find(way.substr(0, end));
    way.remove_prefix(std::min(end + 1, way.size()));
  }
  return found;
}

std::string shown(const json::Value* value) {
  if (value == nullptr || value->is(json::Kind::null)) {
    return "none";
  }
  return value->is(json::Kind::text) ? value->text : json::written(*value);
}

/// Throws std::runtime_error where no dispatcher answers there.
ExitCode print_status(const Arguments& arguments) {
  const std::string answer = fetch(arguments.url + "/v1/status");
  if (arguments.json) {
    print(stdout, answer + "\n");
    return ExitCode::good;
  }
  const Result<json::Value> status = json::parse(answer);
  if (!status.ok() || member_at(status.value(), "data/attributes/version") == nullptr) {
    throw std::runtime_error(arguments.url + " is no dispatcher of Hookstorm's.");
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kLines{{
      {"version", "version"},
      {"webhooks", "webhooks"},
      {"requests under way", "requests_under_way"},
      {"waiting for their first attempt", "pending/first_attempts"},
      {"waiting for a retry", "pending/retries"},
      {"longest due since", "oldest_due_at"},
  }};
  const json::Value* attributes = member_at(status.value(), "data/attributes");
  for (const auto& [title, way] : kLines) {
    print(stdout, std::string(title) + ": " + shown(member_at(*attributes, way)) + "\n");
  }
  return ExitCode::good;
}

}  // namespace

Command add_status(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand("status", "Tell how a running dispatcher is");
  command->footer(
      "Example:\n  hookstorm status --url http://127.0.0.1:8420\n\n"
      "Exit codes: 0 good, 1 no dispatcher answers, 2 bad usage.\n");
  command->add_option("--url", arguments->url, "Where it listens")
      ->type_name("URL")
      ->capture_default_str();
  command->add_flag("--json", arguments->json, "Print its answer as it is");
  return {command, [arguments] { return print_status(*arguments); }};
}

}  // namespace hookstorm::native
