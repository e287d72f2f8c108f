#include "native/api/instance.hpp"

#include "native/api/routes.hpp"

namespace hookstorm::native {

void show_instance(const ApiContext& context, const ApiRequest& /*request*/, const Reply& reply) {
  json::Writer writer;
  writer.begin_object().name("data").begin_object();
  writer.name("type").text("instances");
  writer.name("id").text("this");
  writer.name("attributes").begin_object();
  writer.name("version").text(kVersion);
  writer.name("http_targets");
  writer.text(context.http_targets == HttpTargets::allowed ? "allowed" : "refused");
  writer.end_object().end_object().end_object();
  reply({.body = writer.take()});
}

}  // namespace hookstorm::native
