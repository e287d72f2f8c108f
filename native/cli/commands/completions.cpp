// `hookstorm completions`: a script by which a shell completes the commands and options.
#include "native/cli/completions.hpp"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"

namespace hookstorm::native {
namespace {

ExitCode print_completions(const CLI::App& program, const std::string& shell) {
  print(stdout, shell == "bash"  ? bash_completions(program)
                : shell == "zsh" ? zsh_completions(program)
                                 : fish_completions(program));
  return ExitCode::good;
}

}  // namespace

Command add_completions(CLI::App& program) {
  const auto shell = std::make_shared<std::string>();
  CLI::App* command =
      program.add_subcommand("completions", "Print what makes a shell complete commands");
  command->footer(
      "Examples:\n  source <(hookstorm completions bash)\n"
      "  source <(hookstorm completions zsh)\n  hookstorm completions fish | source\n");
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  return {command, [&program, shell] { return print_completions(program, *shell); }};
}

}  // namespace hookstorm::native
