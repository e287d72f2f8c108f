#include "native/engine/intake.hpp"

#include <memory>
#include <utility>

#include "core/request/message_id.hpp"
#include "native/engine/matching.hpp"

namespace hookstorm::native {

namespace {

/// For a message during whose way to the writer a webhook was changed.
Matching matched_again(const NewMessage& message, const WebhookList& webhooks) {
  const Result<Occurrence> occurrence = parse_occurrence(message.occurrence, message.checking);
  return match(webhooks, occurrence.value(), message.id);  // It passed the same check before.
}

std::size_t bytes_of(const NewMessage& message, const Matching& matching) {
  std::size_t bytes = message.occurrence.size();
  for (const Skip& skip : matching.skips) {
    bytes += skip.explanation.size();
  }
  return bytes;
}

}  // namespace

Intake::Intake(Writer& writer, Clock clock, RandomBytes random, std::function<void()> on_deliveries)
    : writer_(writer),
      clock_(std::move(clock)),
      random_(std::move(random)),
      on_deliveries_(std::move(on_deliveries)) {}

bool Intake::accept(const Occurrence& occurrence, std::string text, Checking checking, Done done) {
  struct Pending {
    NewMessage message;
    std::shared_ptr<const WebhookList> webhooks;
    Matching matching;  ///< Decided by `webhooks`.
  };
  const auto pending = std::make_shared<Pending>();
  const EpochMilliseconds now = clock_();
  pending->message = {.id = message_id(now, random_array<10>(random_)),
                      .trigger = occurrence.trigger,
                      .checking = checking,
                      .occurrence = std::move(text),
                      .occurred_at = occurrence.occurred_at,
                      .accepted_at = now};
  // Here rather than on the writer's thread, whose commits everybody waits for: filters take time.
  pending->webhooks = writer_.webhooks();
  pending->matching = match(*pending->webhooks, occurrence, pending->message.id);
  return writer_.try_submit(
      {.run =
           [pending](Store& store, WebhookRegistry& registry) {
             if (pending->webhooks != registry.list()) {
               pending->webhooks = registry.list();
               pending->matching = matched_again(pending->message, *pending->webhooks);
             }
             store.enqueue(pending->message, pending->matching);
           },
       .done =
           [pending, done = std::move(done), on_deliveries = on_deliveries_](bool committed) {
             if (!committed) {
               done(std::nullopt);
               return;
             }
             if (!pending->matching.deliveries.empty()) {
               on_deliveries();
             }
             done(Accepted{.id = pending->message.id,
                           .trigger = pending->message.trigger,
                           .accepted_at = pending->message.accepted_at,
                           .matching = std::move(pending->matching)});
           },
       .bytes = bytes_of(pending->message, pending->matching)});
}

}  // namespace hookstorm::native
