#include "native/api/instance.hpp"

#include "native/api/resource_json.hpp"
#include "native/api/routes.hpp"

namespace hookstorm::native {

void show_instance(const ApiContext& context, const ApiRequest& /*request*/, const Reply& reply) {
  json::Writer writer;
  writer.begin_object().name("data");
  begin_resource(writer, "instances", "this");
  writer.name("version").text(kVersion);
  writer.name("http_targets");
  writer.text(context.http_targets == HttpTargets::allowed ? "allowed" : "refused");
  end_resource(writer);
  writer.end_object();
  reply({.body = writer.take()});
}

}  // namespace hookstorm::native
