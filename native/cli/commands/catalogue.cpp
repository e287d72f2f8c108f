#include "native/cli/catalogue.hpp"

#include "core/catalogue/catalogue.hpp"
#include "native/cli/output.hpp"

namespace hookstorm::native {

ExitCode print_catalogue() {
  print(stdout, catalogue() + "\n");
  return ExitCode::good;
}

}  // namespace hookstorm::native
