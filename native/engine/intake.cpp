#include "native/engine/intake.hpp"

#include <memory>
#include <utility>

#include "core/request/message_id.hpp"

namespace hookstorm::native {

Intake::Intake(Writer& writer, Clock clock, RandomBytes random, std::function<void()> on_deliveries)
    : writer_(writer),
      clock_(std::move(clock)),
      random_(std::move(random)),
      on_deliveries_(std::move(on_deliveries)) {}

bool Intake::accept(const Occurrence& occurrence, std::string text, Checking checking, Done done) {
  struct Pending {
    NewMessage message;
    Matching matching;
  };
  const auto pending = std::make_shared<Pending>();
  const EpochMilliseconds now = clock_();
  pending->message = {.id = message_id(now, random_array<10>(random_)),
                      .trigger = occurrence.trigger,
                      .checking = checking,
                      .occurrence = std::move(text),
                      .occurred_at = occurrence.occurred_at,
                      .accepted_at = now};
  const std::size_t bytes = pending->message.occurrence.size();
  return writer_.try_submit(
      {.run =
           [pending](Store& store, WebhookRegistry& registry) {
             pending->matching = registry.match(pending->message.trigger);
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
       .bytes = bytes});
}

}  // namespace hookstorm::native
