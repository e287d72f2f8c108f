#include "core/json_e/template.hpp"

#include "core/json_e/evaluation.hpp"
#include "core/json_e/output.hpp"
#include "core/json_e/rendering.hpp"
#include "core/json_e/template_compiler.hpp"
#include "core/json_e/template_program.hpp"

namespace hookstorm::json_e {

Result<Template> compile_template(const json::Value& document, std::string_view path) {
  Problems problems;
  const auto program = std::make_shared<TemplateProgram>();
  compile_document(document, path, *program, problems);
  if (problems.has_errors()) {
    return Result<Template>(problems);
  }
  return Result<Template>(Template(program));
}

Result<std::string> render(const Template& compiled, const Context& context) {
  Problems problems;
  const TemplateNode& root = compiled.program().root;
  Evaluation evaluation(context);
  Operand rendered;
  if (!render_node(root, evaluation, problems, rendered)) {
    return Result<std::string>(problems);
  }
  if (rendered.is_removed()) {
    rendered = {};
  }
  json::Writer writer;
  std::size_t bytes_left = kOutputBytesMax;
  switch (write(writer, rendered, MemberOrder::as_given, bytes_left)) {
    case Written::whole:
      return Result<std::string>(writer.take());
    case Written::too_large:
      problems.error(root.path, "template-too-large",
                     "The rendered document has more than {} bytes; ask for less.",
                     {kOutputBytesMax});
      break;
    case Written::function_inside:
      problems.error(root.path, "uncalled-function",
                     "The rendered document holds a function; call it, as in len(x).");
      break;
  }
  return Result<std::string>(problems);
}

}  // namespace hookstorm::json_e
