#include "native/cli/completions.hpp"

#include <algorithm>
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
  std::string name;
  std::string description;
  std::vector<CompletedOption> options;
  Argument positional;
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

CompletedCommand completed(const CLI::App& app) {
  CompletedCommand command{.name = app.get_name(),
                           .description = first_line(app.get_description()),
                           .options = {},
                           .positional = {}};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      command.positional = argument_of(*option);
    } else {
      command.options.push_back(completed(*option));
    }
  }
  return command;
}

/// The commands, and first the program itself, whose name is empty.
std::vector<CompletedCommand> commands_of(const CLI::App& program) {
  std::vector<CompletedCommand> commands{completed(program)};
  commands.front().name.clear();
  for (const CLI::App* command : program.get_subcommands({})) {
    commands.push_back(completed(*command));
    commands.front().positional.values.push_back(command->get_name());
  }
  commands.front().positional.is_wanted = true;
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
            "    if [[ ${COMP_WORDS[i]} != -* ]]; then command=${COMP_WORDS[i]}; break; fi\n"
            "  done\n"
            "  case \"$command:$before\" in\n";
  const std::vector<CompletedCommand> commands = commands_of(program);
  for (const CompletedCommand& command : commands) {
    for (const CompletedOption& option : command.options) {
      for (const std::string& name : option.names) {
        if (option.argument.is_wanted) {
          script << "    " << command.name << ":" << name << ") " << bash_values(option.argument)
                 << "; return ;;\n";
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
    script << "    " << (command.name.empty() ? "''" : command.name) << ")\n"
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
            "# zsh completion for hookstorm: source <(hookstorm completions zsh)\n"
            "_hookstorm() {\n"
            "  local -a commands\n  commands=(\n";
  const std::vector<CompletedCommand> commands = commands_of(program);
  for (const CompletedCommand& command : commands) {
    if (!command.name.empty()) {
      script << "    " << single_quoted(command.name + ":" + zsh_text(command.description)) << "\n";
    }
  }
  script << "  )\n  if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
            "  local command=${words[2]}\n  shift words; (( CURRENT-- ))\n  case $command in\n";
  for (const CompletedCommand& command : commands) {
    if (command.name.empty()) {
      continue;
    }
    script << "    " << command.name << ") _arguments";
    for (const CompletedOption& option : command.options) {
      for (const std::string& name : option.names) {
        std::string spec = "*" + name + "[" + zsh_text(option.description) + "]";
        if (option.argument.is_wanted) {
          spec += ":value:" + zsh_action(option.argument);
        }
        script << " \\\n      " << single_quoted(spec);
      }
    }
    script << " \\\n      " << single_quoted("*:argument:" + zsh_action(command.positional))
           << " ;;\n";
  }
  script << "  esac\n}\ncompdef _hookstorm hookstorm\n";
  return script.str();
}

std::string fish_completions(const CLI::App& program) {
  std::ostringstream script;
  script << "# fish completion for hookstorm: hookstorm completions fish | source\n"
            "complete -c hookstorm -f\n";
  for (const CompletedCommand& command : commands_of(program)) {
    if (!command.name.empty()) {
      script << "complete -c hookstorm -n __fish_use_subcommand -a " << command.name << " -d "
             << single_quoted(command.description) << "\n";
    }
    const std::string condition = command.name.empty()
                                      ? "__fish_use_subcommand"
                                      : "__fish_seen_subcommand_from " + command.name;
    for (const CompletedOption& option : command.options) {
      script << "complete -c hookstorm -n " << single_quoted(condition);
      for (const std::string& name : option.names) {
        script << (name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1));
      }
      script << fish_argument(option.argument) << " -d " << single_quoted(option.description)
             << "\n";
    }
    if (!command.name.empty() &&
        (command.positional.is_file || !command.positional.values.empty())) {
      script << "complete -c hookstorm -n " << single_quoted(condition)
             << (command.positional.is_file
                     ? " -F"
                     : " -a " + single_quoted(joined(command.positional.values, " ")))
             << "\n";
    }
  }
  return script.str();
}

}  // namespace hookstorm::native
