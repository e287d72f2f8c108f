#include "native/cli/preview.hpp"

#include <optional>

#include "core/family/body.hpp"
#include "core/json/problems_json.hpp"
#include "core/json/writer.hpp"
#include "core/occurrence/occurrence.hpp"
#include "native/cli/input.hpp"
#include "native/cli/occurrence_input.hpp"
#include "native/cli/output.hpp"

namespace hookstorm::native {
namespace {

std::string report_of(const std::optional<std::string>& body, const Problems& problems) {
  json::Writer writer;
  writer.begin_object().name("body");
  body ? writer.text(*body) : writer.null();
  writer.name("problems");
  json::write_problems(writer, problems);
  writer.end_object();
  return writer.take() + "\n";
}

}  // namespace

ExitCode preview(const PreviewArguments& arguments) {
  const Result<Occurrence> occurrence = read_occurrence(arguments.file, arguments.checking);
  std::optional<std::string> body;
  if (occurrence.ok()) {
    body = build_body(occurrence.value(), arguments.family, arguments.webhook_id);
  }
  if (arguments.json) {
    print(stdout, report_of(body, occurrence.problems()));
  } else {
    print_problems(stderr, occurrence.problems());
    print(stdout, body.value_or(""));
  }
  return body ? ExitCode::good : ExitCode::problems;
}

}  // namespace hookstorm::native
