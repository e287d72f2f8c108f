// A filter: one JSON-e expression that must give true for an occurrence to be sent.
// A filter that rejects says why, and one that cannot be evaluated does not pass.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/json_e/context.hpp"
#include "core/problem/result.hpp"

namespace hookstorm::json_e {

struct FilterProgram;

/// A compiled expression: never changed, so that its copies share one program.
class Filter {
 public:
  explicit Filter(std::shared_ptr<const FilterProgram> program) : program_(std::move(program)) {}

  [[nodiscard]] const FilterProgram& program() const { return *program_; }

 private:
  std::shared_ptr<const FilterProgram> program_;
};

enum class Verdict : std::uint8_t {
  passes,
  rejects,  ///< It gave false.
  fails,    ///< It could not be evaluated, or gave neither true nor false.
};

struct Decision {
  Verdict verdict = Verdict::fails;
  std::string reason;  ///< Empty when it passes, and only then; about `kReasonBytesMax` at most.

  [[nodiscard]] bool passes() const { return verdict == Verdict::passes; }
};

/// Errors, at `path`: `expression-syntax`, `expression-too-long`, `too-deep`.
[[nodiscard]] Result<Filter> compile_filter(std::string_view expression, std::string_view path);

/// Passes for true alone. The reason names the part that decided and the values it saw.
[[nodiscard]] Decision decide(const Filter& filter, const Context& context);

}  // namespace hookstorm::json_e
