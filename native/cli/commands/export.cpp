#include "native/cli/export.hpp"

#include "native/cli/output.hpp"
#include "native/store/sqlite_delivery_log.hpp"

namespace hookstorm::native {

ExitCode export_log(const ExportArguments& arguments) {
  SqliteDeliveryLog log(arguments.database);
  log.read({.webhook_id = arguments.webhook_id, .since = arguments.since},
           [](const std::string& line) { print(stdout, line + "\n"); });
  return ExitCode::good;
}

}  // namespace hookstorm::native
