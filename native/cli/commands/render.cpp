// `hookstorm render`: what a template makes of an occurrence.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "core/family/family.hpp"
#include "core/record/checking.hpp"
#include "core/request/message_id.hpp"
#include "core/request/template_rendering.hpp"
#include "native/cli/body_output.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/input.hpp"
#include "native/cli/occurrence_input.hpp"
#include "native/cli/options.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string template_file;
  std::string file;
  Family family = Family::extended;  ///< Of `body`, at which templates may look.
  std::string webhook_id;
  Checking checking = Checking::strict;
  bool json = false;
};

ExitCode render(const Arguments& arguments) {
  const Result<std::string> text = read_input(arguments.template_file);
  const Result<Occurrence> occurrence = read_occurrence(arguments.file, arguments.checking);
  Problems problems = text.problems();
  problems.append(occurrence.problems());
  std::optional<std::string> body;
  if (!problems.has_errors()) {
    Result<std::string> rendered =
        render_template(text.value(), occurrence.value(), {.family = arguments.family},
                        {.webhook_id = arguments.webhook_id, .message_id = kNilMessageId});
    problems.append(rendered.problems());
    if (rendered.ok()) {
      body = std::move(rendered.value());
    }
  }
  return print_body(body, problems, arguments.json);
}

}  // namespace

Command add_render(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("render", "Print what a template makes of an occurrence");
  command->footer("Example:\n  hookstorm render template.json occurrence.json\n");
  arguments->webhook_id = kNilUuid;
  command->add_option("TEMPLATE", arguments->template_file, "A JSON-e document")->required();
  add_file(*command, arguments->file);
  add_family(*command, arguments->family)->default_str("extended");
  add_webhook_id(*command, arguments->webhook_id);
  add_lenient(*command, arguments->checking);
  command->add_flag("--json", arguments->json, "Print body and problems as JSON");
  return {command, [arguments] { return render(*arguments); }};
}

}  // namespace hookstorm::native
