#include "native/api/skips_json.hpp"

namespace hookstorm::native {

void write_skips(json::Writer& writer, const std::vector<Skip>& skips) {
  writer.begin_list();
  for (const Skip& skip : skips) {
    writer.begin_object();
    writer.name("webhook_id").text(skip.webhook_id);
    writer.name("reason").text(name_of(skip.reason));
    if (!skip.explanation.empty()) {
      writer.name("explanation").text(skip.explanation);
    }
    writer.end_object();
  }
  writer.end_list();
}

}  // namespace hookstorm::native
