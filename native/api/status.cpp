#include "native/api/status.hpp"

#include <algorithm>

#include "core/request/request.hpp"
#include "core/time/timestamp.hpp"
#include "native/api/errors.hpp"
#include "native/api/resource_json.hpp"
#include "native/api/routes.hpp"

namespace hookstorm::native {
namespace {

/// Of all workspaces.
Gauges gauges_of(const ApiContext& context) {
  return {.webhooks = context.writer.webhooks()->size(),
          .requests_under_way = context.requests_under_way(),
          .backlog = context.reader.backlog(),
          .now = context.clock()};
}

std::size_t webhook_count(const WebhookList& webhooks, WorkspaceKey workspace) {
  return static_cast<std::size_t>(
      std::count_if(webhooks.begin(), webhooks.end(),
                    [&](const auto& stored) { return stored->workspace == workspace; }));
}

void write_count(json::Writer& writer, std::string_view name, std::size_t count) {
  writer.name(name).integer(static_cast<std::int64_t>(count));
}

}  // namespace

void show_health(const ApiContext& /*context*/, const ApiRequest& /*request*/, const Reply& reply) {
  reply({.body = R"({"status":"ok"})"});
}

void show_readiness(const ApiContext& context, const ApiRequest& /*request*/, const Reply& reply) {
  // Goes the way of every change, and changes nothing.
  const bool is_taken = context.writer.try_submit(
      {.run = [](Store&, WebhookRegistry&) {},
       .done =
           [reply](bool committed) {
             reply(committed ? ApiResponse{.body = R"({"status":"ready"})"} : not_ready_response());
           }});
  if (!is_taken) {
    reply(not_ready_response());
  }
}

void show_metrics(const ApiContext& context, const ApiRequest& /*request*/, const Reply& reply) {
  reply({.body = context.metrics.text(gauges_of(context)),
         .content_type = "text/plain; version=0.0.4; charset=utf-8"});
}

void show_status(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const WorkspaceKey workspace = request.caller.workspace;
  const Backlog backlog = context.reader.backlog_of(workspace);
  json::Writer writer;
  writer.begin_object().name("data");
  begin_resource(writer, "statuses", "this");
  writer.name("version").text(kVersion);
  write_count(writer, "webhooks", webhook_count(*context.writer.webhooks(), workspace));
  write_count(writer, "requests_under_way", context.requests_under_way());
  writer.name("pending").begin_object();
  writer.name("first_attempts").integer(backlog.untried);
  writer.name("retries").integer(backlog.to_retry);
  writer.end_object();
  writer.name("oldest_due_at");
  if (backlog.oldest_due) {
    writer.text(format_timestamp(*backlog.oldest_due));
  } else {
    writer.null();
  }
  end_resource(writer);
  writer.end_object();
  reply({.body = writer.take()});
}

}  // namespace hookstorm::native
