#include "native/cli/validate.hpp"

#include "core/json/parser.hpp"
#include "core/json/problems_json.hpp"
#include "core/json/writer.hpp"
#include "core/occurrence/occurrence.hpp"
#include "core/webhook/webhook.hpp"
#include "native/cli/input.hpp"
#include "native/cli/output.hpp"

namespace hookstorm::native {
namespace {

DocumentKind kind_of(const json::Value& document) {
  return document.find("url") != nullptr || document.find("triggers") != nullptr
             ? DocumentKind::webhook
             : DocumentKind::occurrence;
}

struct Verdict {
  DocumentKind kind = DocumentKind::occurrence;
  Problems problems;
};

Verdict judge(const ValidateArguments& arguments) {
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

}  // namespace

ExitCode validate(const ValidateArguments& arguments) {
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

}  // namespace hookstorm::native
