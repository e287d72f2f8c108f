#include "native/cli/completions.hpp"

#include <algorithm>
#include <iterator>
#include <ostream>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace hookstorm::native {
namespace {

/// What follows an option, or stands by itself.
struct Argument {
  bool is_wanted = false;
  bool is_file = false;
  std::vector<std::string> values;  ///< All that are possible; of none, others.
};

struct CompletedOption {
  std::vector<std::string> names;  ///< With their dashes.
  std::string description;         ///< One line.
  Argument argument;
};

struct CompletedCommand {
  std::string name;  ///< With that of the group that it is in before it; empty for the program.
  std::string description;
  std::vector<CompletedOption> options;
  Argument positional;
  std::vector<std::string> subcommands;  ///< Their full names.

  [[nodiscard]] std::string last_word() const { return name.substr(name.rfind(' ') + 1); }
};

bool is_list_separator(char c) {
  return c == ',' || c == ' ';
}

/// The names in "…: extended, legacy, standard" or in CLI11's "NAME:{text,json}".
std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> names;
  std::string name;
  for (const char c : std::string(list) + ",") {
    if (!is_list_separator(c)) {
      name += c;
    } else if (!name.empty()) {
      names.push_back(std::exchange(name, {}));
    }
  }
  return names;
}

Argument argument_of(const CLI::Option& option) {
  Argument argument{.is_wanted = option.get_items_expected_max() > 0 && option.get_type_size() != 0,
                    .values = {}};
  const std::string type = option.get_type_name();
  argument.is_file = type.starts_with("FILE") || option.get_name() == "FILE";
  const std::size_t begin = type.find('{');
  const std::size_t end = type.find('}');
  if (begin != std::string::npos && end != std::string::npos) {
    argument.values = names_in(std::string_view(type).substr(begin + 1, end - begin - 1));
  }
  return argument;
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

CompletedOption completed(const CLI::Option& option) {
  CompletedOption completed{.names = {},
                            .description = first_line(option.get_description()),
                            .argument = argument_of(option)};
  for (const std::string& name : option.get_snames()) {
    completed.names.push_back("-" + name);
  }
  for (const std::string& name : option.get_lnames()) {
    completed.names.push_back("--" + name);
  }
  return completed;
}

CompletedCommand completed(const CLI::App& app, std::string name) {
  CompletedCommand command{.name = std::move(name),
                           .description = first_line(app.get_description()),
                           .options = {},
                           .positional = {},
                           .subcommands = {}};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      command.positional = argument_of(*option);
    } else {
      command.options.push_back(completed(*option));
    }
  }
  return command;
}

/// The program itself, its commands, and after each group the commands within it.
std::vector<CompletedCommand> commands_of(const CLI::App& program) {
  std::vector<CompletedCommand> commands{completed(program, "")};
  std::vector<const CLI::App*> apps{&program};
  for (std::size_t i = 0; i < apps.size(); ++i) {
    for (const CLI::App* app : apps[i]->get_subcommands({})) {
      const std::string& group = commands[i].name;
      std::string name = group.empty() ? app->get_name() : group + " " + app->get_name();
      commands[i].subcommands.push_back(name);
      commands[i].positional.values.push_back(app->get_name());
      commands[i].positional.is_wanted = true;
      apps.push_back(app);
      commands.push_back(completed(*app, std::move(name)));
    }
  }
  return commands;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    text.append(text.empty() ? "" : between).append(word);
  }
  return text;
}

/// Within single quotes, as every shell here reads them.
std::string single_quoted(std::string_view text) {
  std::string text_in_quotes = "'";
  for (const char c : text) {
    text_in_quotes += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return text_in_quotes + "'";
}

std::string bash_values(const Argument& argument) {
  if (!argument.values.empty()) {
    return "COMPREPLY=($(compgen -W " + single_quoted(joined(argument.values, " ")) +
           R"( -- "$word")))";
  }
  return argument.is_file ? R"(COMPREPLY=($(compgen -f -- "$word")))" : "COMPREPLY=()";
}

/// The text that the description of a zsh option may hold.
std::string zsh_text(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') {
      safe += '\\';
    }
    safe += c;
  }
  return safe;
}

std::string zsh_action(const Argument& argument) {
  if (!argument.values.empty()) {
    return "(" + joined(argument.values, " ") + ")";
  }
  return argument.is_file ? "_files" : " ";
}

std::vector<CompletedCommand> within_group(const std::vector<CompletedCommand>& commands,
                                           const CompletedCommand& group) {
  std::vector<CompletedCommand> within;
  std::copy_if(commands.begin(), commands.end(), std::back_inserter(within),
               [&group](const CompletedCommand& command) {
                 return std::find(group.subcommands.begin(), group.subcommands.end(),
                                  command.name) != group.subcommands.end();
               });
  return within;
}

std::string zsh_function_name(const CompletedCommand& group) {
  return group.name.empty() ? "_hookstorm" : "_hookstorm_" + group.last_word();
}

/// Appends the arguments of a command that is no group.
void write_zsh_arguments(std::ostream& script, const CompletedCommand& command) {
  script << "_arguments";
  for (const CompletedOption& option : command.options) {
    for (const std::string& name : option.names) {
      std::string spec = "*" + name + "[" + zsh_text(option.description) + "]";
      if (option.argument.is_wanted) {
        spec += ":value:" + zsh_action(option.argument);
      }
      script << " \\\n      " << single_quoted(spec);
    }
  }
  script << " \\\n      " << single_quoted("*:argument:" + zsh_action(command.positional));
}

/// Appends a function that completes what follows the group's name.
void write_zsh_function(std::ostream& script, const std::vector<CompletedCommand>& commands,
                        const CompletedCommand& group) {
  const std::vector<CompletedCommand> within = within_group(commands, group);
  script << zsh_function_name(group) << "() {\n  local -a commands\n  commands=(\n";
  for (const CompletedCommand& command : within) {
    script << "    " << single_quoted(command.last_word() + ":" + zsh_text(command.description))
           << "\n";
  }
  script << "  )\n  if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
            "  local command=${words[2]}\n  shift words; (( CURRENT-- ))\n  case $command in\n";
  for (const CompletedCommand& command : within) {
    script << "    " << command.last_word() << ") ";
    if (command.subcommands.empty()) {
      write_zsh_arguments(script, command);
    } else {
      script << zsh_function_name(command);
    }
    script << " ;;\n";
  }
  script << "  esac\n}\n";
}

/// Where a command's own arguments are completed, and those of a group's commands are not.
std::string fish_condition(const CompletedCommand& command) {
  if (command.name.empty()) {
    return "__fish_use_subcommand";
  }
  std::string condition;
  std::istringstream words(command.name);
  for (std::string word; words >> word;) {
    condition.append(condition.empty() ? "" : "; and ")
        .append("__fish_seen_subcommand_from " + word);
  }
  if (!command.subcommands.empty()) {
    condition += "; and not __fish_seen_subcommand_from " + joined(command.positional.values, " ");
  }
  return condition;
}

std::string fish_argument(const Argument& argument) {
  if (!argument.values.empty()) {
    return " -x -a " + single_quoted(joined(argument.values, " "));
  }
  if (!argument.is_wanted) {
    return "";
  }
  return argument.is_file ? " -r -F" : " -x";
}

}  // namespace

std::string bash_completions(const CLI::App& program) {
  std::ostringstream script;
  script << "# bash completion for hookstorm: source <(hookstorm completions bash)\n"
            "_hookstorm() {\n"
            "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i\n"
            "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
            "    case \"${command:+$command }${COMP_WORDS[i]}\" in\n";
  const std::vector<CompletedCommand> commands = commands_of(program);
  for (const CompletedCommand& command : commands) {
    if (!command.name.empty()) {
      script << "      " << single_quoted(command.name)
             << ") command=" << single_quoted(command.name) << " ;;\n";
    }
  }
  script << "    esac\n  done\n  case \"$command:$before\" in\n";
  for (const CompletedCommand& command : commands) {
    for (const CompletedOption& option : command.options) {
      for (const std::string& name : option.names) {
        if (option.argument.is_wanted) {
          script << "    " << single_quoted(command.name + ":" + name) << ") "
                 << bash_values(option.argument) << "; return ;;\n";
        }
      }
    }
  }
  script << "  esac\n  case \"$command\" in\n";
  for (const CompletedCommand& command : commands) {
    std::vector<std::string> names;
    for (const CompletedOption& option : command.options) {
      names.insert(names.end(), option.names.begin(), option.names.end());
    }
    script << "    " << single_quoted(command.name) << ")\n"
           << "      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "
           << single_quoted(joined(names, " ")) << " -- \"$word\"))\n"
           << "      else " << bash_values(command.positional) << "; fi ;;\n";
  }
  script << "  esac\n}\ncomplete -o filenames -F _hookstorm hookstorm\n";
  return script.str();
}

std::string zsh_completions(const CLI::App& program) {
  std::ostringstream script;
  script << "#compdef hookstorm\n"
            "# zsh completion for hookstorm: source <(hookstorm completions zsh)\n";
  const std::vector<CompletedCommand> commands = commands_of(program);
  for (const CompletedCommand& group : commands) {
    if (!group.subcommands.empty()) {
      write_zsh_function(script, commands, group);
    }
  }
  script << "compdef _hookstorm hookstorm\n";
  return script.str();
}

std::string fish_completions(const CLI::App& program) {
  std::ostringstream script;
  script << "# fish completion for hookstorm: hookstorm completions fish | source\n"
            "complete -c hookstorm -f\n";
  const std::vector<CompletedCommand> commands = commands_of(program);
  for (const CompletedCommand& command : commands) {
    const std::string condition = single_quoted(fish_condition(command));
    for (const CompletedCommand& within : within_group(commands, command)) {
      script << "complete -c hookstorm -n " << condition << " -a " << within.last_word() << " -d "
             << single_quoted(within.description) << "\n";
    }
    for (const CompletedOption& option : command.options) {
      script << "complete -c hookstorm -n " << condition;
      for (const std::string& name : option.names) {
        script << (name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1));
      }
      script << fish_argument(option.argument) << " -d " << single_quoted(option.description)
             << "\n";
    }
    if (command.subcommands.empty() &&
        (command.positional.is_file || !command.positional.values.empty())) {
      script << "complete -c hookstorm -n " << condition
             << (command.positional.is_file
                     ? " -F"
                     : " -a " + single_quoted(joined(command.positional.values, " ")))
             << "\n";
    }
  }
  return script.str();
}

}  // namespace hookstorm::native
