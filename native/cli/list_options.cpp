#include "native/cli/list_options.hpp"

#include <string_view>

#include "core/occurrence/trigger.hpp"
#include "core/text/percent_encoding.hpp"
#include "native/text/list.hpp"

namespace hookstorm::native {
namespace {

constexpr std::size_t kLimitDefault = 20;
constexpr std::size_t kLimitMax = 1'000'000;

std::string parameter(std::string_view name, const std::string& value) {
  return value.empty() ? ""
                       : "&" + percent_encode("filter[" + std::string(name) + "]") + "=" +
                             percent_encode(value);
}

}  // namespace

bool Choice::is_of_all() const {
  return query().empty();
}

std::string Choice::query() const {
  return parameter("webhook", webhook) + parameter("state", joined(states, ",")) +
         parameter("trigger", trigger) + parameter("since", since) + parameter("until", until);
}

void add_message_choice(CLI::App& command, Choice& choice) {
  const std::vector<std::string_view> names = trigger_names();
  command.add_option("--trigger", choice.trigger, "Of this trigger alone")
      ->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())))
      ->type_name("NAME");
  command
      .add_option("--since", choice.since,
                  "Of messages accepted from this moment on, such as 2026-10-06T14:00:00Z")
      ->type_name("MOMENT");
  command.add_option("--until", choice.until, "Of messages accepted before this moment")
      ->type_name("MOMENT");
}

void add_delivery_choice(CLI::App& command, Choice& choice,
                         const std::vector<std::string>& states) {
  command.add_option("--webhook", choice.webhook, "For this webhook alone")->type_name("UUID");
  command.add_option("--state", choice.states, "In this state alone; may be repeated")
      ->check(CLI::IsMember(states))
      ->type_name("STATE");
  add_message_choice(command, choice);
}

CLI::Option* add_limit(CLI::App& command, std::size_t& limit) {
  limit = kLimitDefault;
  return command.add_option("--limit", limit, "As many at most")
      ->check(CLI::Range(std::size_t{1}, kLimitMax))
      ->type_name("COUNT")
      ->capture_default_str();
}

}  // namespace hookstorm::native
