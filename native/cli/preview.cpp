#include "native/cli/preview.hpp"

#include <optional>
#include <utility>

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
  Problems problems = occurrence.problems();
  std::optional<std::string> body;
  if (occurrence.ok()) {
    Result<Body> built =
        build_body(occurrence.value(), {.family = arguments.family},
                   {.webhook_id = arguments.webhook_id, .message_id = arguments.message_id});
    problems.append(built.problems());
    if (built.ok()) {
      body = std::move(built.value().text);
    }
  }
  if (arguments.json) {
    print(stdout, report_of(body, problems));
  } else {
    print_problems(stderr, problems);
    print(stdout, body.value_or(""));
  }
  return body ? ExitCode::good : ExitCode::problems;
}

}  // namespace hookstorm::native
