// `hookstorm schema`: the JSON Schema of an occurrence, or of the body it becomes in a family.
#include "core/schema/schema.hpp"

#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "core/family/body.hpp"
#include "core/family/family.hpp"
#include "core/occurrence/trigger.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  Trigger trigger = Trigger::event_created;
  std::optional<Family> family;  ///< The occurrence itself where left out.
};

ExitCode print_schema(const Arguments& arguments) {
  Problems problems;
  if (arguments.family) {
    check_support(*arguments.family, arguments.trigger, "", problems);
  }
  if (problems.has_errors()) {
    print_problems(stderr, problems);
    return ExitCode::problems;
  }
  const std::string schema = arguments.family ? body_schema(arguments.trigger, *arguments.family)
                                              : occurrence_schema(arguments.trigger);
  print(stdout, schema + "\n");
  return ExitCode::good;
}

}  // namespace

Command add_schema(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("schema", "Print the JSON Schema of an occurrence or of its body");
  command->footer("Example:\n  hookstorm schema session.ended --family legacy\n");
  const std::vector<std::string_view> names = trigger_names();
  command
      ->add_option_function<std::string>(
          "TRIGGER",
          [arguments](const std::string& name) {
            arguments->trigger = trigger_named(name).value_or(arguments->trigger);
          },
          "What happens, such as event.created")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())))
      ->type_name("");
  command
      ->add_option_function<Family>(
          "--family", [arguments](const Family& family) { arguments->family = family; },
          "Of the body in this family, instead of the occurrence")
      ->transform(family_name())
      ->type_name("NAME");
  return {command, [arguments] { return print_schema(*arguments); }};
}

}  // namespace hookstorm::native
