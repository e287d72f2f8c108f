#include "core/json_e/filter.hpp"

#include "core/json_e/evaluation.hpp"
#include "core/json_e/explanation.hpp"
#include "core/json_e/filter_program.hpp"
#include "core/json_e/output.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/sentence.hpp"

namespace hookstorm::json_e {

Result<Filter> compile_filter(std::string_view expression, std::string_view path) {
  Problems problems;
  const auto program = std::make_shared<FilterProgram>(expression);
  program->expression = compile_expression(program->text, path, program->arena, problems);
  if (problems.has_errors()) {
    return Result<Filter>(problems);
  }
  return Result<Filter>(Filter(program));
}

Decision decide(const Filter& filter, const Context& context) {
  const Expression& expression = filter.program().expression;
  Evaluation evaluation(context, kFilterStepsMax);
  Operand result;
  if (!evaluation.evaluate(expression, result)) {
    return {Verdict::fails,
            excerpt(sentence("The filter cannot be evaluated: {}", {evaluation.failure().message}),
                    kReasonBytesMax)};
  }
  if (!result.is(Type::boolean)) {
    return {Verdict::fails,
            sentence("The filter gives {}, which is neither true nor false.", {shown(result)})};
  }
  if (result.truth) {
    return {Verdict::passes, {}};
  }
  return {Verdict::rejects, excerpt(explain(expression, context), kReasonBytesMax)};
}

}  // namespace hookstorm::json_e
