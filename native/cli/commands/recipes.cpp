// `hookstorm recipes`: which there are, or the webhook of one, ready to be filled in.
#include "core/recipe/recipes.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/json/parser.hpp"
#include "core/json/spacing.hpp"
#include "core/json/writer.hpp"
#include "core/text/suggestion.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"
#include "native/cli/usage_error.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string name;  ///< Empty: all.
  bool json = false;
};

std::string_view text_of(const json::Value& object, std::string_view name) {
  return object.find(name)->text;
}

const json::Value& recipe_named(const json::Value& all, std::string_view name) {
  std::vector<std::string_view> names;
  for (const json::Member& recipe : all.members) {
    names.push_back(text_of(recipe.value, "name"));
    if (names.back() == name) {
      return recipe.value;
    }
  }
  throw UsageError("There is no recipe \"" + std::string(name) + "\"." + suggestion(name, names));
}

/// `name  title` lines, the titles below each other.
std::string list_of(const json::Value& all) {
  constexpr std::size_t kNameWidth = 16;
  std::string lines;
  for (const json::Member& recipe : all.members) {
    std::string name(text_of(recipe.value, "name"));
    name.resize(std::max(kNameWidth, name.size() + 1), ' ');
    lines.append(name).append(text_of(recipe.value, "title")).append("\n");
  }
  return lines;
}

/// What is to be filled in, for people: on standard error, so that the webhook can go to a file.
std::string hints_of(const json::Value& recipe) {
  std::string lines = std::string(text_of(recipe, "description")) + "\nFill in:\n";
  for (const json::Member& place : recipe.find("fill_in")->members) {
    lines.append("  ").append(text_of(place.value, "path"));
    lines.append(": ").append(text_of(place.value, "hint")).append("\n");
  }
  return lines;
}

/// Throws UsageError for a name that no recipe has.
ExitCode print_recipes(const Arguments& arguments) {
  const Result<json::Value> all = json::parse(recipes());  // Sound: a test says so.
  if (arguments.name.empty()) {
    print(stdout, arguments.json ? std::string(recipes()) + "\n" : list_of(all.value()));
    return ExitCode::good;
  }
  const json::Value& recipe = recipe_named(all.value(), arguments.name);
  if (arguments.json) {
    print(stdout, json::written(recipe) + "\n");
    return ExitCode::good;
  }
  print(stderr, hints_of(recipe));
  print(stdout,
        json::respaced(json::written(*recipe.find("webhook")), {.is_indented = true}) + "\n");
  return ExitCode::good;
}

}  // namespace

Command add_recipes(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand(
      "recipes", "List webhooks for Slack and others, or print one to be filled in");
  command->footer("Example:\n  hookstorm recipes slack > webhook.json\n");
  command->add_option("NAME", arguments->name, "Which; all are listed without it");
  command->add_flag("--json", arguments->json, "Print all that there is as JSON");
  return {command, [arguments] { return print_recipes(*arguments); }};
}

}  // namespace hookstorm::native
