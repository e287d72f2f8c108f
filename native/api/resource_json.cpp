#include "native/api/resource_json.hpp"

namespace hookstorm::native {

void begin_resource(json::Writer& writer, std::string_view type, std::string_view id) {
  writer.begin_object();
  writer.name("id").text(id);
  writer.name("type").text(type);
  writer.name("attributes").begin_object();
}

void end_resource(json::Writer& writer) {
  writer.end_object().end_object();
}

}  // namespace hookstorm::native
