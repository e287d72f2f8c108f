// `hookstorm copy`: an installation moves from a file to a PostgreSQL database.
#include "native/store/copy/copy.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/json/writer.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"
#include "native/cli/usage_error.hpp"
#include "native/store/open_store.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string from;
  std::string to;
  bool json = false;
};

void print_progress(std::string_view table, std::int64_t rows) {
  if (rows > 0) {
    print(stderr, std::string(table) + ": " + std::to_string(rows) + "\n");
  }
}

std::string json_of(const std::vector<CopiedRows>& copied) {
  json::Writer writer;
  writer.begin_object();
  for (const CopiedRows& rows : copied) {
    writer.name(rows.table).integer(rows.count);
  }
  return writer.end_object().take() + "\n";
}

/// Throws UsageError for what is no such database's URL, StoreError for what `copy_to_postgres`
/// refuses.
ExitCode copy(const Arguments& arguments) {
  if (!is_postgres_url(arguments.to)) {
    throw UsageError(
        "--to: give the database as postgres://user@host/name; a file is copied by copying it.");
  }
  const std::vector<CopiedRows> copied =
      copy_to_postgres(arguments.from, arguments.to, print_progress);
  print(stdout, arguments.json
                    ? json_of(copied)
                    : "All is copied. Start dispatchers on the database, and none on " +
                          arguments.from + " again: what is pending would be sent by both.\n");
  return ExitCode::good;
}

}  // namespace

Command add_copy(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("copy", "Move an installation from a file to a PostgreSQL database");
  command->footer(
      "Example:\n  hookstorm migrate up --store postgres://hookstorm@db.internal/hookstorm\n"
      "  hookstorm copy --from hookstorm.db --to postgres://hookstorm@db.internal/hookstorm\n\n"
      "Stop the dispatcher first. The file stays as it is; encrypted secrets stay so, with the "
      "same key.\nWhere it fails, nothing is copied, and it may be run again.\n");
  command->add_option("--from", arguments->from, "A file on which no dispatcher runs")
      ->required()
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  command
      ->add_option("--to", arguments->to,
                   "A database in which there are tables, by `hookstorm migrate up`, and nothing "
                   "else: postgres://user@host/name")
      ->required()
      ->type_name("URL");
  command->add_flag("--json", arguments->json, "Print the number of rows of each table as JSON");
  return {command, [arguments] { return copy(*arguments); }};
}

}  // namespace hookstorm::native
