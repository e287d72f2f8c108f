#include "native/cli/body_output.hpp"

#include "core/json/problems_json.hpp"
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

ExitCode print_body(const std::optional<std::string>& body, const Problems& problems,
                    bool as_json) {
  if (as_json) {
    print(stdout, report_of(body, problems));
  } else {
    print_problems(stderr, problems);
    print(stdout, body.value_or(""));
  }
  return body ? ExitCode::good : ExitCode::problems;
}

}  // namespace hookstorm::native
