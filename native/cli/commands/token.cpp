// `hookstorm token`: who may do what, by a running dispatcher or in the store itself.
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/json/parser.hpp"
#include "core/json/writer.hpp"
#include "core/text/percent_encoding.hpp"
#include "native/api/access_json.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/running_dispatcher.hpp"
#include "native/cli/secrets_key.hpp"
#include "native/cli/usage_error.hpp"
#include "native/engine/access_changes.hpp"
#include "native/store/open_store.hpp"
#include "native/system/clock.hpp"
#include "native/text/list.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string url;
  std::string store;             ///< Empty: a running dispatcher is asked.
  std::string secrets_key_file;  ///< Of the store.
  std::string workspace;         ///< Empty: that of the token that asks; in a store, `default`.
  std::string name;
  std::vector<std::string> scopes;
  std::string id;
  bool json = false;
};

const Actor kWhoeverMayWrite{.kind = ActorKind::command_line};

std::string resource_text(const StoredToken& token, const std::string& workspace,
                          const std::string& text) {
  json::Writer writer;
  write_token(writer, token, workspace, text);
  return writer.take();
}

class TokensOfStore {
 public:
  /// Throws StoreError, and UsageError for a workspace that there is not.
  explicit TokensOfStore(const Arguments& arguments)
      : arguments_(arguments),
        store_(open_for_changes(arguments.store, read_secrets_key(arguments.secrets_key_file))) {
    const std::string name = arguments.workspace.empty() ? "default" : arguments.workspace;
    for (const StoredWorkspace& workspace : store_->workspaces()) {
      if (workspace.name == name) {
        workspace_ = workspace;
      }
    }
    if (workspace_.key == kNoWorkspace) {
      throw UsageError("There is no workspace " + name + " in this store.");
    }
  }

  /// The resource as JSON. Throws std::runtime_error where there are too many.
  std::string create() {
    TokenWish wish{.workspace = workspace_.key, .name = arguments_.name, .scopes = {}};
    for (const std::string& scope : arguments_.scopes) {
      wish.scopes.add(*scope_named(scope));
    }
    TokenOutcome outcome;
    store_->transaction([&] {
      outcome = create_token(*store_, wish, kWhoeverMayWrite, system_random(), system_clock()());
    });
    if (outcome.kind != TokenOutcome::Kind::stored) {
      throw std::runtime_error("There are as many tokens as may be; revoke one.");
    }
    return resource_text(*outcome.token, workspace_.name, outcome.text);
  }

  std::vector<std::string> list() {
    std::vector<std::string> resources;
    for (const StoredToken& token : store_->tokens()) {
      if (token.workspace == workspace_.key) {
        resources.push_back(resource_text(token, workspace_.name, ""));
      }
    }
    return resources;
  }

  /// Throws std::runtime_error where there is no such token.
  void revoke() {
    TokenOutcome outcome;
    store_->transaction([&] {
      outcome =
          revoke_token(*store_, std::nullopt, arguments_.id, kWhoeverMayWrite, system_clock()());
    });
    if (outcome.kind != TokenOutcome::Kind::stored) {
      throw std::runtime_error("There is no token with this id, or it is revoked already.");
    }
  }

 private:
  const Arguments& arguments_;
  std::unique_ptr<Store> store_;
  StoredWorkspace workspace_;
};

std::string document_of(const Arguments& arguments) {
  json::Writer writer;
  writer.begin_object().name("data").begin_object().name("type").text("tokens");
  writer.name("attributes").begin_object().name("name").text(arguments.name);
  writer.name("scopes").begin_list();
  for (const std::string& scope : arguments.scopes) {
    writer.text(scope);
  }
  writer.end_list();
  if (!arguments.workspace.empty()) {
    writer.name("workspace").text(arguments.workspace);
  }
  writer.end_object().end_object().end_object();
  return writer.take();
}

ExitCode create(const Arguments& arguments) {
  const std::string resource =
      arguments.store.empty()
          ? json::written(*member_at(
                RunningDispatcher(arguments.url).ask("POST", "/v1/tokens", document_of(arguments)),
                "data"))
          : TokensOfStore(arguments).create();
  const Result<json::Value> token = json::parse(resource);
  print(stdout, arguments.json ? resource + "\n"
                               : shown(member_at(token.value(), "attributes/token")) + "\n");
  return ExitCode::good;
}

std::string comma_list(const json::Value& list) {
  std::vector<std::string> items;
  for (const json::Member& item : list.members) {
    items.push_back(shown(&item.value));
  }
  return joined(items, ",");
}

void print_line(const json::Value& token, bool as_json) {
  if (as_json) {
    print(stdout, json::written(token) + "\n");
    return;
  }
  std::string line;
  for (const char* column : {"id", "attributes/workspace", "attributes/scopes",
                             "attributes/used_at", "attributes/revoked_at", "attributes/name"}) {
    const json::Value* value = member_at(token, column);
    const bool is_list = value != nullptr && value->is(json::Kind::list);
    line += (line.empty() ? "" : "  ") + (is_list ? comma_list(*value) : shown(value));
  }
  print(stdout, line + "\n");
}

ExitCode list(const Arguments& arguments) {
  if (!arguments.store.empty()) {
    for (const std::string& resource : TokensOfStore(arguments).list()) {
      print_line(json::parse(resource).value(), arguments.json);
    }
    return ExitCode::good;
  }
  std::string target = "/v1/tokens?page%5Bsize%5D=50";
  if (!arguments.workspace.empty()) {
    target += "&filter%5Bworkspace%5D=" + percent_encode(arguments.workspace);
  }
  RunningDispatcher(arguments.url).list(target, SIZE_MAX, [&](const json::Value& token) {
    print_line(token, arguments.json);
  });
  return ExitCode::good;
}

ExitCode revoke(const Arguments& arguments) {
  if (arguments.store.empty()) {
    static_cast<void>(RunningDispatcher(arguments.url)
                          .ask("DELETE", "/v1/tokens/" + percent_encode(arguments.id)));
  } else {
    TokensOfStore(arguments).revoke();
  }
  print(stdout, "is revoked: " + arguments.id + "\n");
  return ExitCode::good;
}

/// Where the tokens are.
void add_place(CLI::App& command, Arguments& arguments) {
  add_dispatcher_url(command, arguments.url);
  command
      .add_option("--store,--database", arguments.store,
                  "In place of a running dispatcher: a file on which none runs, or a PostgreSQL "
                  "database, on which any number may: postgres://…")
      ->check(existing_store())
      ->type_name("FILE|URL");
  command
      .add_option("--secrets-key-file", arguments.secrets_key_file,
                  "That of the store, where it has one")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
}

CLI::App* add_create(CLI::App& command, Arguments& arguments) {
  const std::vector<std::string_view> known = scope_names();
  const std::vector<std::string> names(known.begin(), known.end());
  CLI::App* create = command.add_subcommand("create", "Make a token, which is printed this once");
  create->add_option("NAME", arguments.name, "For people")->required();
  create
      ->add_option("--scope", arguments.scopes,
                   "What it may do: " + joined(names, ", ") + "; may be repeated")
      ->required()
      ->check(CLI::IsMember(names))
      ->type_name("SCOPE");
  create->add_option("--workspace", arguments.workspace, "Where it is for")->type_name("NAME");
  create->add_flag("--json", arguments.json, "Print the resource as JSON");
  add_place(*create, arguments);
  return create;
}

CLI::App* add_list(CLI::App& command, Arguments& arguments) {
  CLI::App* list = command.add_subcommand("list", "List tokens");
  list->add_option("--workspace", arguments.workspace, "Whose")->type_name("NAME");
  list->add_flag("--json", arguments.json, "Print each whole, as a line of JSON");
  add_place(*list, arguments);
  return list;
}

CLI::App* add_revoke(CLI::App& command, Arguments& arguments) {
  CLI::App* revoke = command.add_subcommand("revoke", "Revoke a token, and end its sessions");
  revoke->add_option("ID", arguments.id, "As `hookstorm token list` prints it")->required();
  add_place(*revoke, arguments);
  return revoke;
}

}  // namespace

Command add_token(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand("token", "Make, list and revoke tokens");
  command->require_subcommand(1);
  command->footer(
      "Examples:\n  hookstorm token create \"ticket shop\" --scope occurrences:write\n"
      "  hookstorm token create admin --scope admin --store hookstorm.db\n"
      "  hookstorm token create admin --scope admin --store postgres://hookstorm@db/hookstorm\n\n"
      "Commands that ask a running dispatcher give it the token in HOOKSTORM_TOKEN.\n");
  const CLI::App* const to_create = add_create(*command, *arguments);
  const CLI::App* const to_list = add_list(*command, *arguments);
  add_revoke(*command, *arguments);
  return {command, [arguments, to_create, to_list] {
            return to_create->parsed() ? create(*arguments)
                   : to_list->parsed() ? list(*arguments)
                                       : revoke(*arguments);
          }};
}

}  // namespace hookstorm::native
