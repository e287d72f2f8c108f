// `hookstorm catalogue`: triggers, families and every field, as JSON.
#include "core/catalogue/catalogue.hpp"

#include <CLI/CLI.hpp>

#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"

namespace hookstorm::native {
namespace {

ExitCode print_catalogue() {
  print(stdout, catalogue() + "\n");
  return ExitCode::good;
}

}  // namespace

Command add_catalogue(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("catalogue", "Print triggers, families and every field as JSON");
  return {command, print_catalogue};
}

}  // namespace hookstorm::native
