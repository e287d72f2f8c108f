// A template: a JSON-e document that renders the body of a webhook's requests.
// Whatever it is, it renders valid JSON or problems, and soon. Neither a clock nor anything else
// outside the context has a say.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/json/value.hpp"
#include "core/json_e/context.hpp"
#include "core/problem/result.hpp"

namespace hookstorm::json_e {

struct TemplateProgram;

/// A compiled template: never changed, so that its copies share one program.
class Template {
 public:
  explicit Template(std::shared_ptr<const TemplateProgram> program)
      : program_(std::move(program)) {}

  [[nodiscard]] const TemplateProgram& program() const { return *program_; }

 private:
  std::shared_ptr<const TemplateProgram> program_;
};

/// Compiles a document, which need not outlive the result. Every problem is reported, each with
/// `path` extended by its place in the document: `expression-syntax`, `expression-too-long`,
/// `too-deep`, `template-too-large`, `several-operators`, `unknown-member`, `missing-member`,
/// `reserved-name`, `type-mismatch`.
[[nodiscard]] Result<Template> compile_template(const json::Value& document, std::string_view path);

/// The document that the template gives for `context`, as compact JSON; null where it gives
/// nothing. Problems carry the template's path: `unknown-variable`, `unknown-property`,
/// `type-mismatch`, `out-of-range`, `not-a-number`, `division-by-zero`, `uncalled-function`,
/// `invalid-name`, `several-cases`, `too-deep`, `template-too-slow`, `template-too-large`.
[[nodiscard]] Result<std::string> render(const Template& compiled, const Context& context);

}  // namespace hookstorm::json_e
