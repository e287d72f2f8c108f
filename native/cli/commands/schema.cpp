#include "native/cli/schema.hpp"

#include "core/family/body.hpp"
#include "core/schema/schema.hpp"
#include "native/cli/output.hpp"

namespace hookstorm::native {

ExitCode print_schema(const SchemaArguments& arguments) {
  Problems problems;
  if (arguments.family) {
    check_support(*arguments.family, arguments.trigger, "", problems);
  }
  if (problems.has_errors()) {
    print_problems(stderr, problems);
    return ExitCode::problems;
  }
  const std::string schema = arguments.family ? body_schema(arguments.trigger, *arguments.family)
                                              : occurrence_schema(arguments.trigger);
  print(stdout, schema + "\n");
  return ExitCode::good;
}

}  // namespace hookstorm::native
