// `hookstorm read`: which family and trigger a body from elsewhere is of, and what is odd about it.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "core/json/writer.hpp"
#include "core/reader/reader_json.hpp"
#include "core/record/checking.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/input.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/summaries.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string file;
  Checking checking = Checking::lenient;
  bool json = false;
};

Result<ForeignBody> read(const Arguments& arguments) {
  const Result<std::string> text = read_input(arguments.file);
  return text.ok() ? read_body(text.value(), arguments.checking)
                   : Result<ForeignBody>(text.problems());
}

std::string report_of(const Result<ForeignBody>& body) {
  json::Writer writer;
  write_foreign_body(writer, body);
  return writer.take() + "\n";
}

ExitCode read_foreign_body(const Arguments& arguments) {
  const Result<ForeignBody> body = read(arguments);
  if (arguments.json) {
    print(stdout, report_of(body));
  } else {
    print_problems(stdout, body.problems());
    print(stdout, body.ok() ? summary_of(body.value()) + "\n" : "");
  }
  return body.ok() ? ExitCode::good : ExitCode::problems;
}

}  // namespace

Command add_read(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("read", "Tell a received body's family and trigger, and check it");
  command->footer("Example:\n  hookstorm read body.json\n");
  add_file(*command, arguments->file);
  command->add_flag_callback(
      "--strict", [arguments] { arguments->checking = Checking::strict; },
      "Refuse what the vendor's own examples get wrong, such as redacted ids");
  command->add_flag("--json", arguments->json, "Print what was read as JSON");
  return {command, [arguments] { return read_foreign_body(*arguments); }};
}

}  // namespace hookstorm::native
