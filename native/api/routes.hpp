// The API's table of routes.
#pragma once

#include <cstddef>
#include <functional>

#include "native/api/admission.hpp"
#include "native/api/router.hpp"
#include "native/api/update_feed.hpp"
#include "native/api/webhook_document.hpp"
#include "native/engine/access_changes.hpp"
#include "native/engine/delivery_changes.hpp"
#include "native/engine/intake.hpp"
#include "native/engine/webhook_changes.hpp"
#include "native/inbox/delayed_answers.hpp"
#include "native/inbox/forwarder.hpp"
#include "native/inbox/inboxes.hpp"
#include "native/metrics/metrics.hpp"
#include "native/page/page.hpp"
#include "native/sender/own_inboxes.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {

/// What the handlers work with. It outlives the router; the reader is the API thread's own.
struct ApiContext {
  StoreReader& reader;
  Intake& intake;
  WebhookChanges& changes;
  DeliveryChanges& deliveries;
  Inboxes& inboxes;
  DelayedAnswers& delayed_answers;
  Forwarder& forwarder;
  Writer& writer;
  UpdateFeed& updates;
  Metrics& metrics;
  AccessTable& access;
  AccessChanges& access_changes;
  AccessMode access_mode = AccessMode::token;
  std::function<std::size_t()> requests_under_way;  ///< The dispatcher's.
  HttpTargets http_targets;
  Clock clock;
  Page page;
  OwnInboxes own_inboxes;

  /// Whether webhooks may have a URL: of those of plain http, one of an inbox here always.
  [[nodiscard]] HttpTargetsOf http_targets_of() const;
};

[[nodiscard]] Router make_router(const ApiContext& context);

}  // namespace hookstorm::native
