#include "core/json/problems_json.hpp"

namespace hookstorm::json {

void write_problems(Writer& writer, const Problems& problems) {
  writer.begin_list();
  for (const Problem& problem : problems.list()) {
    writer.begin_object();
    writer.name("path").text(problem.path);
    writer.name("code").text(problem.code);
    writer.name("message").text(problem.message);
    writer.name("severity").text(problem.severity == Severity::error ? "error" : "warning");
    writer.end_object();
  }
  writer.end_list();
}

}  // namespace hookstorm::json
