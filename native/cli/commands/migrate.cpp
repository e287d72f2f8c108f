// `hookstorm migrate`: the tables of a PostgreSQL database.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"
#include "native/cli/usage_error.hpp"
#include "native/store/open_store.hpp"
#include "native/store/postgres/schema.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string store;
};

/// Throws UsageError for what is no such database's URL, StoreError where it cannot be reached.
postgres::Database connect(const std::string& store) {
  if (!is_postgres_url(store)) {
    throw UsageError(
        "--store: give the database as postgres://user@host/name; files need no `migrate`, since "
        "`serve` brings them up to date.");
  }
  return postgres::Database(store);
}

std::string described(const postgres::SchemaVersion& version) {
  const std::string latest = std::to_string(version.latest);
  if (version.present == version.latest) {
    return "The tables are up to date (version " + latest + ").\n";
  }
  return (version.present == 0 ? std::string("There are no tables yet")
                               : "The tables are of version " + std::to_string(version.present)) +
         "; this program works on version " + latest + ".\n";
}

ExitCode bring_up(const Arguments& arguments) {
  postgres::Database database = connect(arguments.store);
  postgres::migrate(database);
  print(stdout, described(postgres::schema_version(database)));
  return ExitCode::good;
}

ExitCode print_status(const Arguments& arguments) {
  postgres::Database database = connect(arguments.store);
  const postgres::SchemaVersion version = postgres::schema_version(database);
  print(stdout, described(version));
  return version.present == version.latest ? ExitCode::good : ExitCode::problems;
}

void add_store(CLI::App& command, Arguments& arguments) {
  command.add_option("--store", arguments.store, "postgres://user@host/name")
      ->required()
      ->type_name("URL");
}

}  // namespace

Command add_migrate(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("migrate", "Make or change the tables of a PostgreSQL database");
  command->require_subcommand(1);
  command->footer(
      "Example:\n  hookstorm migrate up --store postgres://hookstorm@db.internal/hookstorm\n");
  CLI::App* up = command->add_subcommand("up", "Bring them up to date; others wait meanwhile");
  CLI::App* status = command->add_subcommand(
      "status", "Say which version they are of; exit code 1 where `up` is to be run");
  add_store(*up, *arguments);
  add_store(*status, *arguments);
  return {command, [arguments, up] {
            return up->parsed() ? bring_up(*arguments) : print_status(*arguments);
          }};
}

}  // namespace hookstorm::native
