#include "native/api/audit.hpp"

#include <cstddef>
#include <optional>
#include <vector>

#include "native/api/access_json.hpp"
#include "native/api/pages.hpp"
#include "native/api/routes.hpp"

namespace hookstorm::native {

void list_audit(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  // One more than is shown tells whether the list goes on.
  const auto size = static_cast<std::size_t>(page_size_of(request));
  std::vector<AuditEntry> entries =
      context.reader.audit(request.caller.workspace, page_start_of(request), size + 1);
  const bool is_more = entries.size() > size;
  entries.resize(is_more ? size : entries.size());
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (const AuditEntry& entry : entries) {
    write_audit_entry(writer, entry);
  }
  writer.end_list();
  write_next_link(writer, request, is_more ? std::optional(entries.back().key) : std::nullopt);
  writer.end_object();
  reply({.body = writer.take()});
}

}  // namespace hookstorm::native
