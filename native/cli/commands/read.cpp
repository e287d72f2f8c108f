#include "native/cli/read.hpp"

#include "core/json/writer.hpp"
#include "core/reader/reader_json.hpp"
#include "native/cli/input.hpp"
#include "native/cli/output.hpp"

namespace hookstorm::native {
namespace {

Result<ForeignBody> read(const ReadArguments& arguments) {
  const Result<std::string> text = read_input(arguments.file);
  return text.ok() ? read_body(text.value(), arguments.checking)
                   : Result<ForeignBody>(text.problems());
}

std::string report_of(const Result<ForeignBody>& body) {
  json::Writer writer;
  write_foreign_body(writer, body);
  return writer.take() + "\n";
}

std::string summary_of(const ForeignBody& body) {
  std::string summary(name_of(body.family));
  summary.append(" ").append(facts(body.trigger).name);
  if (body.occurred_at) {
    summary.append(" ").append(format_timestamp(*body.occurred_at));
  }
  return summary + "\n";
}

}  // namespace

ExitCode read_foreign_body(const ReadArguments& arguments) {
  const Result<ForeignBody> body = read(arguments);
  if (arguments.json) {
    print(stdout, report_of(body));
  } else {
    print_problems(stdout, body.problems());
    print(stdout, body.ok() ? summary_of(body.value()) : "");
  }
  return body.ok() ? ExitCode::good : ExitCode::problems;
}

}  // namespace hookstorm::native
