#include "native/cli/render.hpp"

#include <optional>
#include <utility>

#include "core/request/message_id.hpp"
#include "core/request/template_rendering.hpp"
#include "native/cli/body_output.hpp"
#include "native/cli/input.hpp"
#include "native/cli/occurrence_input.hpp"

namespace hookstorm::native {

ExitCode render(const RenderArguments& arguments) {
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

}  // namespace hookstorm::native
