// Renders templates for the conformance tests: one JSON document a line on standard input, with the
// members `template`, `context` and `now` (milliseconds); one line of JSON for each on standard
// output.
#include <iostream>
#include <string>

#include "core/json/parser.hpp"
#include "core/json/problems_json.hpp"
#include "core/json_e/template.hpp"

namespace {

using namespace hookstorm;

std::string refusal(const Problems& problems) {
  json::Writer writer;
  writer.begin_object().name("problems");
  json::write_problems(writer, problems);
  writer.end_object();
  return writer.take();
}

std::string answer(const std::string& line) {
  const auto document = json::parse(line);
  if (!document.ok()) {
    return refusal(document.problems());
  }
  const auto compiled = json_e::compile_template(*document.value().find("template"), "/template");
  if (!compiled.ok()) {
    return refusal(compiled.problems());
  }
  const auto now = document.value().find("now")->integer();
  const json_e::Context context(*document.value().find("context"), now.value_or(0));
  const auto rendered = json_e::render(compiled.value(), context);
  return rendered.ok() ? R"({"result":)" + rendered.value() + "}" : refusal(rendered.problems());
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << answer(line) << "\n";
  }
  return 0;
}
