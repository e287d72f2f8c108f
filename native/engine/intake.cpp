#include "native/engine/intake.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "core/request/message_id.hpp"
#include "native/engine/matching.hpp"

namespace hookstorm::native {

namespace {

using Kind = IntakeOutcome::Kind;

/// What is under way to the writer.
struct Accepting {
  Submission submission;
  EpochMilliseconds now = 0;
  std::vector<Accepted> accepted;               ///< One for each item.
  std::shared_ptr<const WebhookList> webhooks;  ///< By which they are matched.
  Kind kind = Kind::failed;
  std::string answer;

  void match_by(std::shared_ptr<const WebhookList> list) {
    webhooks = std::move(list);
    const WebhookList matched = submission.webhook ? only(*submission.webhook) : WebhookList();
    for (std::size_t i = 0; i < accepted.size(); ++i) {
      accepted[i].matching = match(submission.webhook ? matched : *webhooks, submission.workspace,
                                   submission.items[i].occurrence, accepted[i].message.id);
    }
  }

  /// The webhook with the key, where it is not deleted.
  [[nodiscard]] WebhookList only(WebhookKey key) const {
    WebhookList list;
    std::copy_if(webhooks->begin(), webhooks->end(), std::back_inserter(list),
                 [key](const auto& stored) { return stored->key == key; });
    return list;
  }

  /// May be run twice, as every operation.
  void store(Store& store, const WebhookRegistry& registry) {
    const std::optional<IdempotencyKey>& key = submission.idempotency_key;
    if (key && take_former_answer(store, *key)) {
      return;
    }
    if (webhooks != registry.list()) {
      match_by(registry.list());
    }
    for (Accepted& each : accepted) {
      each.enqueued = store.enqueue(each.message, each.matching);
    }
    kind = Kind::stored;
    answer = submission.answer(accepted);
    if (key) {
      store.remember_answer(
          submission.workspace, key->text,
          {.request_digest = key->request_digest, .body = answer, .answered_at = now});
    }
  }

  bool take_former_answer(Store& store, const IdempotencyKey& key) {
    std::optional<StoredAnswer> former = store.answer(submission.workspace, key.text);
    if (!former || former->answered_at + kAnswersKept <= now) {
      return false;
    }
    const bool is_same = former->request_digest == key.request_digest;
    kind = is_same ? Kind::repeated : Kind::conflict;
    answer = is_same ? std::move(former->body) : std::string();
    return true;
  }

  [[nodiscard]] std::size_t bytes() const {
    std::size_t bytes = 0;
    for (const Accepted& each : accepted) {
      bytes += each.message.occurrence.size();
      for (const Skip& skip : each.matching.skips) {
        bytes += skip.explanation.size();
      }
    }
    return bytes;
  }

  /// Of one item, once, after the commit.
  [[nodiscard]] AcceptedDeliveries deliveries_of(std::size_t item) {
    const Accepted& each = accepted[item];
    return accepted_deliveries(std::make_shared<const AcceptedMessage>(AcceptedMessage{
                                   .key = each.enqueued.key,
                                   .id = each.message.id,
                                   .occurrence = std::move(submission.items[item].occurrence),
                                   .bytes = each.message.occurrence.size()}),
                               now, each.enqueued, each.matching.deliveries);
  }
};

}  // namespace

Intake::Intake(Writer& writer, Clock clock, RandomBytes random, HandOver hand_over)
    : writer_(writer),
      clock_(std::move(clock)),
      random_(std::move(random)),
      hand_over_(std::move(hand_over)) {}

bool Intake::accept(Submission submission, Done done) {
  const auto accepting = std::make_shared<Accepting>();
  accepting->now = clock_();
  accepting->accepted.reserve(submission.items.size());
  for (Submission::Item& item : submission.items) {
    accepting->accepted.push_back(
        {.message = {.id = message_id(accepting->now, random_array<10>(random_)),
                     .workspace = submission.workspace,
                     .trigger = item.occurrence.trigger,
                     .checking = submission.checking,
                     .occurrence = std::move(item.text),
                     .occurred_at = item.occurrence.occurred_at,
                     .accepted_at = accepting->now},
         .matching = {}});
  }
  accepting->submission = std::move(submission);
  // Here rather than on the writer's thread, whose commits everybody waits for: filters take time.
  accepting->match_by(writer_.webhooks());
  return writer_.try_submit(
      {.run = [accepting](Store& store,
                          WebhookRegistry& registry) { accepting->store(store, registry); },
       .done =
           [accepting, done = std::move(done), hand_over = hand_over_](bool committed) {
             if (!committed) {
               done({});
               return;
             }
             if (accepting->kind != Kind::stored) {
               done({.kind = accepting->kind, .answer = std::move(accepting->answer)});
               return;
             }
             for (std::size_t i = 0; i < accepting->accepted.size(); ++i) {
               if (!accepting->accepted[i].matching.deliveries.empty()) {
                 hand_over(accepting->deliveries_of(i));
               }
             }
             done({.kind = Kind::stored,
                   .answer = std::move(accepting->answer),
                   .accepted = std::move(accepting->accepted)});
           },
       .bytes = accepting->bytes()});
}

}  // namespace hookstorm::native
