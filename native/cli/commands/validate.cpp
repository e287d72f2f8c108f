// `hookstorm validate`: whether an occurrence or a webhook is sound, and what is wrong with it.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "core/json/parser.hpp"
#include "core/json/problems_json.hpp"
#include "core/json/writer.hpp"
#include "core/occurrence/occurrence.hpp"
#include "core/record/checking.hpp"
#include "core/webhook/target_url.hpp"
#include "core/webhook/webhook.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/input.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"

namespace hookstorm::native {
namespace {

enum class DocumentKind : std::uint8_t { occurrence, webhook };

struct Arguments {
  std::string file;
  std::optional<DocumentKind> kind;  ///< Told by the document's members where left out.
  Checking checking = Checking::strict;
  TargetPolicy targets = HttpTargets::refused;
  bool json = false;
};

DocumentKind kind_of(const json::Value& document) {
  return document.find("url") != nullptr || document.find("triggers") != nullptr
             ? DocumentKind::webhook
             : DocumentKind::occurrence;
}

struct Verdict {
  DocumentKind kind = DocumentKind::occurrence;
  Problems problems;
};

Verdict judge(const Arguments& arguments) {
  Verdict verdict{.kind = arguments.kind.value_or(DocumentKind::occurrence)};
  const Result<std::string> text = read_input(arguments.file);
  if (!text.ok()) {
    verdict.problems = text.problems();
    return verdict;
  }
  const Result<json::Value> document = json::parse(text.value());
  if (!document.ok()) {
    verdict.problems = document.problems();
    return verdict;
  }
  verdict.kind = arguments.kind.value_or(kind_of(document.value()));
  verdict.problems = verdict.kind == DocumentKind::webhook
                         ? check_webhook(document.value(), arguments.targets, "").problems()
                         : check_occurrence(document.value(), arguments.checking, "").problems();
  return verdict;
}

std::string report_of(const Verdict& verdict) {
  json::Writer writer;
  writer.begin_object();
  writer.name("kind").text(verdict.kind == DocumentKind::webhook ? "webhook" : "occurrence");
  writer.name("valid").boolean(!verdict.problems.has_errors());
  writer.name("problems");
  json::write_problems(writer, verdict.problems);
  writer.end_object();
  return writer.take() + "\n";
}

ExitCode validate(const Arguments& arguments) {
  const Verdict verdict = judge(arguments);
  const bool is_good = !verdict.problems.has_errors();
  if (arguments.json) {
    print(stdout, report_of(verdict));
  } else {
    print_problems(stdout, verdict.problems);
    print(stdout, is_good ? "good\n" : "");
  }
  return is_good ? ExitCode::good : ExitCode::problems;
}

}  // namespace

Command add_validate(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("validate", "Check an occurrence or a webhook's configuration");
  command->footer("Example:\n  hookstorm validate webhook.json --as webhook --json\n");
  add_file(*command, arguments->file);
  command
      ->add_option_function<std::string>(
          "--as",
          [arguments](const std::string& kind) {
            arguments->kind = kind == "webhook" ? DocumentKind::webhook : DocumentKind::occurrence;
          },
          "What the file holds: occurrence or webhook; told by its members where left out")
      ->check(CLI::IsMember({"occurrence", "webhook"}))
      ->type_name("KIND");
  add_lenient(*command, arguments->checking);
  add_allow_http(*command, arguments->targets.http);
  command->add_flag_callback(
      "--public-only",
      [arguments] { arguments->targets.private_targets = PrivateTargets::refused; },
      "Refuse targets that are not on the open Internet");
  command->add_flag("--json", arguments->json, "Print the verdict as JSON");
  return {command, [arguments] { return validate(*arguments); }};
}

}  // namespace hookstorm::native
