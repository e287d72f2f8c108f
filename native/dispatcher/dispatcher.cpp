#include "native/dispatcher/dispatcher.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <utility>

#include "native/crypto/signed_request.hpp"
#include "native/dispatcher/attempt_log.hpp"
#include "native/engine/webhook_changes.hpp"

namespace hookstorm::native {
namespace {

/// After the store failed, so that a full disk does not become a storm of repeated deliveries.
constexpr std::chrono::milliseconds kPauseAfterFailure(5000);
/// The longest sleep while something is to come, since the wall clock may be set meanwhile.
constexpr DurationMilliseconds kSleepWithWorkMax = 60'000;
/// With others on the store: whether this process is still taken for alive is asked so often.
constexpr DurationMilliseconds kSleepWithPeersMax = 1000;
constexpr DurationMilliseconds kSleepMax = std::numeric_limits<int>::max();
/// The clock goes a little back now and then where it is kept right; that much may a retry be late.
constexpr DurationMilliseconds kSetBackMin = 10'000;
constexpr DurationMilliseconds kMillisecondsPerSecond = 1000;
/// Attempts that wait to be stored, beyond which nothing is started: the store sets the pace then.
/// They are sent again where this process dies. With others on the store each stores more slowly,
/// so that as many would be more than comes and goes with a commit.
constexpr std::size_t kUncommittedMax = 512;
constexpr std::size_t kUncommittedWithPeersMax = 256;
/// As long may attempts wait to be stored; then nothing is started until one is, or has failed:
/// whatever is sent meanwhile is sent again where the store has gone, or this process is cut off.
constexpr std::chrono::milliseconds kUncommittedForMax(1000);

DurationMilliseconds until(std::chrono::steady_clock::time_point moment) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(moment - std::chrono::steady_clock::now());
  return std::max<DurationMilliseconds>(0, left.count());
}

/// The first problem, in the words of an attempt's failure.
std::string failed_rendering(const Problems& problems) {
  const Problem& first = problems.list().front();
  return "The body cannot be rendered: " + first.message +
         (first.path.empty() ? "" : " (at " + first.path + ")");
}

bool is_http_allowed(const TransferSettings& settings, const Webhook& webhook) {
  return settings.http_targets == HttpTargets::allowed ||
         (settings.own_inboxes && settings.own_inboxes->is_meant_by(webhook.url.text));
}

/// Where others' attempts came between, this one counts on top of what they have left.
void store_health(const FinishedAttempt& attempt, Store& store, WebhookRegistry& registry,
                  EpochMilliseconds now) {
  bool disables_webhook = attempt.disables_webhook;
  if (!store.record_health(attempt.webhook, *attempt.health)) {
    StoredHealth present = store.webhook_health(attempt.webhook);
    if (present.resets != attempt.health->resets) {
      return;
    }
    const WebhookHealth before =
        std::exchange(present.health, attempt.input.applied_to(present.health));
    if (!store.record_health(attempt.webhook, present)) {
      return;
    }
    disables_webhook =
        before.disabled == DisabledReason::none && present.health.disabled != DisabledReason::none;
  }
  if (disables_webhook) {
    disable_webhook(store, registry, attempt.webhook, now);
  }
}

void store_attempts(const FinishedAttempts& attempts, Store& store, WebhookRegistry& registry,
                    EpochMilliseconds now) {
  for (const FinishedAttempt& attempt : attempts) {
    if (attempt.incarnation != store.incarnation()) {
      continue;  // What it had claimed then is somebody else's, or another delivery by now.
    }
    store.record_attempt(attempt.delivery, attempt.record, attempt.progress);
    if (attempt.health) {
      store_health(attempt, store, registry, now);
    }
  }
}

}  // namespace

Dispatcher::Dispatcher(std::unique_ptr<StoreReader> reader, Writer& writer, Clock clock,
                       RandomBytes random, DispatcherSettings settings, spdlog::logger& log,
                       Peers* peers)
    : reader_(std::move(reader)),
      writer_(writer),
      clock_(std::move(clock)),
      random_(std::move(random)),
      settings_(std::move(settings)),
      log_(log),
      peers_(peers),
      sender_(settings_.sending.transfer, settings_.connections_max),
      slots_(settings_.in_flight_max),
      messages_(*reader_),
      lanes_(*reader_, {.rules = settings_.sending.rules,
                        .in_flight_max = settings_.in_flight_per_webhook_max}) {}

Dispatcher::~Dispatcher() {
  stop();
}

void Dispatcher::start() {
  thread_ = std::thread([this] { run(); });
}

void Dispatcher::hand_over(AcceptedDeliveries deliveries) {
  if (mailbox_.put([&](Mail& mail) { mail.accepted.push_back(std::move(deliveries)); })) {
    sender_.wake();
  }
}

void Dispatcher::wake() {
  if (mailbox_.put([](Mail& mail) { mail.has_changes = true; })) {
    sender_.wake();
  }
}

void Dispatcher::use(SendingSettings settings) {
  const auto shared = std::make_shared<const SendingSettings>(std::move(settings));
  if (mailbox_.put([&](Mail& mail) { mail.settings = shared; })) {
    sender_.wake();
  }
}

void Dispatcher::look_again(const std::vector<WebhookKey>& webhooks) {
  if (mailbox_.put([&](Mail& mail) {
        mail.look_again.insert(mail.look_again.end(), webhooks.begin(), webhooks.end());
      })) {
    sender_.wake();
  }
}

void Dispatcher::hear(const PeerNews& news) {
  if (mailbox_.put([&](Mail& mail) {
        mail.is_work_freed = mail.is_work_freed || news.work_freed;
        mail.has_work.insert(mail.has_work.end(), news.has_work.begin(), news.has_work.end());
        mail.health.insert(mail.health.end(), news.health.begin(), news.health.end());
      })) {
    sender_.wake();
  }
}

void Dispatcher::drain(std::chrono::milliseconds grace, std::function<void()> on_drained) {
  {
    const std::lock_guard lock(mutex_);
    on_drained_ = std::move(on_drained);
  }
  static_cast<void>(
      mailbox_.put([end = Steady::now() + grace](Mail& mail) { mail.drain_until = end; }));
  sender_.wake();
}

void Dispatcher::stop() {
  static_cast<void>(mailbox_.put([](Mail& mail) { mail.drain_until = Steady::now(); }));
  sender_.wake();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Dispatcher::run() {
  do {
    try {
      step();
    } catch (const std::exception& error) {
      log_.critical("dispatcher: {}", error.what());
      std::this_thread::sleep_for(kPauseAfterFailure);  // libcurl failed: nothing moves anyway.
    }
  } while (!finished());
  std::function<void()> on_drained;
  {
    const std::lock_guard lock(mutex_);
    on_drained = std::exchange(on_drained_, nullptr);
  }
  if (on_drained) {
    on_drained();
  }
}

void Dispatcher::step() {
  try {
    look_at_clock();
    look_at_peers();
    take_mail();
    if (!drain_until_ && !is_paused()) {
      bring_forward();
      start_waiting();
    }
  } catch (const std::exception& error) {
    pause(error.what());
  }
  store_finished();
  if (!finished()) {
    sender_.run(sleep_ms());
    store_finished();
  }
}

/// While something waits for a moment, no two looks are further apart than the longest sleep: that
/// much may a step be underestimated.
void Dispatcher::look_at_clock() {
  const EpochMilliseconds now = clock_();
  const DurationMilliseconds set_back = std::exchange(last_look_, now) - now;
  if (set_back >= kSetBackMin) {
    // By their clocks others take retries when these are due, and end throttlings: what is stored
    // is theirs as well.
    const bool is_alone = lanes_.is_alone();
    log_.warn("dispatcher: the clock was set back by {} s; {}", set_back / kMillisecondsPerSecond,
              is_alone ? "what waits is brought forward as much"
                       : "what waits is left to the clocks of the other dispatchers");
    lanes_.bring_forward(set_back);
    set_back_ms_ += is_alone ? set_back : 0;
    // Anew, since libcurl remembers for a minute of this clock where a name leads.
    sender_.use(settings_.sending.transfer);
  }
}

/// What is held under another incarnation is somebody else's by now.
void Dispatcher::look_at_peers() {
  if (peers_ == nullptr) {
    return;
  }
  const std::int64_t incarnation = peers_->incarnation();
  if (incarnation != 0 && incarnation != incarnation_) {
    if (incarnation_ != 0) {
      log_.warn(
          "dispatcher: begins anew: this process was silent for too long, so that others have "
          "taken its work over, or the database has restarted");
    }
    incarnation_ = incarnation;
    messages_.forget();
    line_up(lanes_.start_over());
  }
  if (peers_->share() != lanes_.share()) {
    line_up(lanes_.use(peers_->share()));
    log_.info("dispatcher: {} of them are at work", lanes_.share().count);
  }
}

void Dispatcher::line_up(const std::vector<WebhookKey>& webhooks) {
  for (const WebhookKey key : webhooks) {
    turns_.line_up(key);
  }
}

void Dispatcher::take_news(const Mail& mail) {
  if (mail.is_work_freed) {
    line_up(lanes_.look_again());
  }
  for (const WebhookKey key : mail.has_work) {
    if (Lane* lane = lanes_.find(key)) {
      lane->waiting.look_again();
      turns_.line_up(key);
    }
  }
  for (const WebhookKey key : mail.health) {
    if (Lane* lane = lanes_.find(key)) {
      lane->health = reader_->webhook_health(key);
      turns_.line_up(key);
    }
  }
}

bool Dispatcher::is_ours(WebhookKey key, Lane& lane) {
  if (peers_ == nullptr) {
    return true;
  }
  if (lane.pacing.is_ordered && lane.owned_as != incarnation_ && reader_->own(key)) {
    lane.owned_as = incarnation_;
  }
  const bool is_ours =
      lane.pacing.is_ordered ? lane.owned_as == incarnation_ : lane.pacing.concurrency > 0;
  // What one process alone would send too slowly is left to all. What is to come in order is read
  // from the store, where that of others stands before and after one's own.
  const bool is_left_free =
      !is_ours || lane.pacing.is_ordered ||
      (!lanes_.is_alone() && (lane.pacing.rate_limit.has_value() || lane.waiting.is_behind()));
  if (lane.is_left_free != is_left_free) {
    lane.is_left_free = is_left_free;
    peers_->leave_free(key, is_left_free);
  }
  if (is_ours) {
    lane.may_hold = true;
  } else if (lane.may_hold) {
    lane.waiting.start_over();
    reader_->let_go(key, lane.waiting.keys_under_way());
    lane.may_hold = false;
  }
  return is_ours;
}

void Dispatcher::bring_forward() {
  const DurationMilliseconds by = std::exchange(set_back_ms_, 0);
  if (by == 0) {
    return;
  }
  writer_.submit({.run = [by](Store& store, WebhookRegistry&) { store.bring_forward(by); },
                  .done =
                      [this, by](bool committed) {
                        if (mailbox_.put([&](Mail& mail) {
                              mail.is_brought_forward = mail.is_brought_forward || committed;
                              mail.not_brought_forward_ms += committed ? 0 : by;
                            })) {
                          sender_.wake();
                        }
                      }});
}

void Dispatcher::take_brought_forward(const Mail& mail) {
  if (mail.is_brought_forward) {
    for (const WebhookKey key : lanes_.start_over()) {
      turns_.line_up(key);
    }
  }
  if (mail.not_brought_forward_ms > 0) {
    set_back_ms_ += mail.not_brought_forward_ms;
    pause("what waits could not be brought forward");
  }
}

void Dispatcher::take_mail() {
  const Mail mail = mailbox_.take();
  drain_until_ = mail.drain_until;
  for (const Mail::Outcome& outcome : mail.outcomes) {
    take_outcome(outcome);
  }
  take_brought_forward(mail);
  if (mail.settings) {
    take_settings(*mail.settings);
  }
  if (is_paused()) {
    return;  // Everything is read again when the pause is over.
  }
  const bool was_paused = std::exchange(paused_until_, std::nullopt).has_value();
  if (was_paused) {
    for (const WebhookKey key : lanes_.start_over()) {
      turns_.line_up(key);
    }
  }
  if (mail.has_changes || was_paused || !mail.outcomes.empty()) {
    take_webhooks();
  }
  for (const AcceptedDeliveries& accepted : mail.accepted) {
    take_accepted(accepted);
  }
  take_news(mail);
  for (const WebhookKey key : mail.look_again) {
    if (Lane* lane = lanes_.find(key)) {
      lane->waiting.start_over();
      turns_.line_up(key);
    }
  }
}

void Dispatcher::take_outcome(const Mail::Outcome& outcome) {
  uncommitted_ -= outcome.attempts->size();
  handed_over_at_.pop_front();
  for (const FinishedAttempt& attempt : *outcome.attempts) {
    Lane& lane = lanes_.at(attempt.webhook);
    if (attempt.incarnation != incarnation_) {
      lane.waiting.abandon(attempt.delivery);
      lane.waiting.look_again();
    } else if (outcome.committed) {
      lane.waiting.finish(attempt.delivery, attempt.progress);
    } else {
      lane.waiting.abandon(attempt.delivery);
    }
    turns_.line_up(attempt.webhook);
    lanes_.tidy(attempt.webhook);
  }
  if (!outcome.committed) {
    pause("attempts could not be stored");
  }
}

void Dispatcher::take_accepted(const AcceptedDeliveries& accepted) {
  for (const AcceptedDeliveries::Delivery& delivery : accepted.deliveries) {
    if (Lane* lane = lanes_.find(delivery.webhook)) {
      const bool is_claimed = !delivery.is_free && accepted.incarnation == incarnation_;
      if (!is_claimed || lane->is_left_free) {
        // The store knows whose it is: whoever has it then alone sends it.
        lane->may_hold = true;
        lane->waiting.look_again();
        turns_.line_up(delivery.webhook);
        continue;
      }
      lane->waiting.add(delivery.key, accepted.due_at, accepted.message);
      turns_.line_up(delivery.webhook);
    }
  }
}

void Dispatcher::take_webhooks() {
  for (const WebhookKey key : lanes_.take_over(writer_.webhooks())) {
    turns_.line_up(key);
  }
}

void Dispatcher::take_settings(const SendingSettings& settings) {
  sender_.use(settings.transfer);
  lanes_.use(settings.rules);
  settings_.sending = settings;
}

bool Dispatcher::finished() const {
  return drain_until_ &&
         ((slots_.taken() == 0 && uncommitted_ == 0) || Steady::now() >= *drain_until_);
}

bool Dispatcher::is_paused() const {
  return (paused_until_ && Steady::now() < *paused_until_) ||
         (peers_ != nullptr && peers_->incarnation() == 0);
}

bool Dispatcher::is_keeping_up() const {
  return uncommitted_ < (peers_ == nullptr ? kUncommittedMax : kUncommittedWithPeersMax) &&
         (handed_over_at_.empty() || Steady::now() - handed_over_at_.front() < kUncommittedForMax);
}

void Dispatcher::pause(const char* reason) {
  log_.error("dispatcher: pausing for {} ms: {}", kPauseAfterFailure.count(), reason);
  paused_until_ = Steady::now() + kPauseAfterFailure;
}

DurationMilliseconds Dispatcher::sleep_ms() const {
  const DurationMilliseconds longest = peers_ == nullptr ? kSleepMax : kSleepWithPeersMax;
  if (drain_until_) {
    return until(*drain_until_);
  }
  if (paused_until_) {
    return until(*paused_until_);
  }
  if (const std::optional<EpochMilliseconds> next = turns_.next_call()) {
    return std::clamp<DurationMilliseconds>(*next - clock_(), 0,
                                            std::min(longest, kSleepWithWorkMax));
  }
  return longest;
}

void Dispatcher::start_waiting() {
  const EpochMilliseconds now = clock_();
  turns_.call(now);
  turns_.resume();
  while (slots_.free() > 0 && is_keeping_up()) {
    const std::optional<WebhookKey> key = turns_.next();
    if (!key) {
      return;
    }
    Lane* lane = lanes_.find(*key);
    if (lane == nullptr) {
      turns_.forget(*key);
    } else if (lane->webhook().enabled) {
      take_turn(*key, *lane, now);
    }
  }
}

/// Where nothing can be started, what is waited for lets the webhook stand in line again: a moment,
/// free slots, an outcome, what is handed over, or a change.
void Dispatcher::take_turn(WebhookKey key, Lane& lane, EpochMilliseconds now) {
  if (!is_ours(key, lane)) {
    return;
  }
  const std::optional<EpochMilliseconds> start =
      next_start(lane.health.health, lane.pacing, lane.paced_until, lane.requests);
  if (!start) {
    return;
  }
  if (*start > now) {
    turns_.call_at(key, *start);
    return;
  }
  if (!slots_.is_one_for(lane.requests)) {
    turns_.set_aside(key);
    return;
  }
  const std::optional<WaitingDelivery> delivery = lane.waiting.take(
      *reader_, messages_, now, slots_.is_one_for_retries(), lane.pacing.is_ordered);
  if (!delivery) {
    const std::optional<EpochMilliseconds> next = lane.waiting.next_retry();
    if (next && *next > now) {
      turns_.call_at(key, *next);
    } else if (next) {
      turns_.set_aside(key);
    }
    return;
  }
  turns_.line_up(key);
  lane.paced_until = after_start(lane.pacing, lane.paced_until, now);
  try {
    start_delivery(*delivery, key, lane);
  } catch (...) {
    // Its message cannot be read, say: left under way it would never be read again.
    lane.waiting.abandon(delivery->key);
    throw;
  }
}

void Dispatcher::start_delivery(const WaitingDelivery& delivery, WebhookKey key, Lane& lane) {
  const std::shared_ptr<const AcceptedMessage> message =
      delivery.message ? delivery.message : messages_.at(delivery.message_key);
  if (!message) {  // Its webhook was deleted since it was read, and the message pruned.
    lane.waiting.abandon(delivery.key);
    return;
  }
  const Sending sending{.delivery = delivery.key,
                        .webhook = key,
                        .message_id = message->id,
                        .webhook_revision = lane.stored->revision,
                        .incarnation = incarnation_,
                        .health_resets = lane.health.resets,
                        .progress = delivery.progress,
                        .attempts_before = delivery.attempts_before,
                        .attempted_at = clock_()};
  std::variant<Request, std::string> request = request_for(sending, *message, lane.webhook());
  slots_.take(sending.is_retry());
  requests_ = slots_.taken();
  ++lane.requests;
  if (auto* refusal = std::get_if<std::string>(&request)) {
    finish_attempt(sending, {.failure = std::move(*refusal)}, false);
  } else {
    send(std::move(std::get<Request>(request)), sending, lane);
  }
}

std::variant<Request, std::string> Dispatcher::request_for(const Sending& sending,
                                                           const AcceptedMessage& message,
                                                           const Webhook& webhook) {
  if (!message.occurrence) {
    return "The stored occurrence no longer passes the checks";
  }
  if (webhook.url.scheme == "http" && !is_http_allowed(settings_.sending.transfer, webhook)) {
    return "Plain http is not allowed here; start with --allow-http";
  }
  Result<Request> request = signed_request(
      *message.occurrence, webhook,
      {.message_id = message.id, .attempted_at = sending.attempted_at}, cryptography_);
  if (!request.ok()) {
    return failed_rendering(request.problems());
  }
  return std::move(request.value());
}

void Dispatcher::send(Request request, const Sending& sending, const Lane& lane) {
  try {
    sender_.start(
        std::move(request),
        [this, sending](TransferResult result) {
          finish_attempt(sending, std::move(result), true);
        },
        lane.timeout_ms);
  } catch (...) {
    release(sending);
    throw;
  }
}

void Dispatcher::release(const Sending& sending) {
  slots_.release(sending.is_retry());
  requests_ = slots_.taken();
  --lanes_.at(sending.webhook).requests;
  turns_.line_up(sending.webhook);
}

void Dispatcher::finish_attempt(const Sending& sending, TransferResult result, bool was_sent) {
  release(sending);
  Lane& lane = lanes_.at(sending.webhook);
  const Outcome outcome{
      .status = result.status, .retry_after = result.retry_after, .was_sent = was_sent};
  const HealthInput input{.outcome = outcome,
                          .attempts = sending.progress.attempts,
                          .rule = lane.rules.disabling,
                          .ended_at = clock_(),
                          .random = random_number(random_)};
  const AfterAttempt after = after_attempt(sending.progress, lane.health.health, outcome,
                                           lane.rules, input.ended_at, input.random);
  FinishedAttempt finished{.delivery = sending.delivery,
                           .webhook = sending.webhook,
                           .incarnation = sending.incarnation,
                           .progress = after.progress,
                           .record = {.number = sending.attempts_before + after.progress.attempts,
                                      .webhook_revision = sending.webhook_revision,
                                      .attempted_at = sending.attempted_at,
                                      .duration_ms = result.duration_ms,
                                      .status = result.status,
                                      .failure = std::move(result.failure),
                                      .response_body = std::move(result.response_body),
                                      .address = std::move(result.address)}};
  log_attempt(log_, sending.message_id, lane.webhook(), finished.record, after.progress);
  if (settings_.on_attempt) {
    settings_.on_attempt(
        {.kind = sending.is_retry() ? AttemptKind::retry : AttemptKind::first,
         .status = result.status,
         .next = after.progress.state,
         .duration_ms = result.duration_ms,
         .waited_ms = std::max<std::int64_t>(0, sending.attempted_at - sending.progress.due_at)});
  }
  const bool was_enabled = lane.health.health.disabled == DisabledReason::none;
  if (take_health(lane, sending, after.health)) {
    finished.health = lane.health;
    finished.input = input;
    ++lane.health.version;
    finished.disables_webhook = was_enabled && lane.health.health.disabled != DisabledReason::none;
  }
  finished_.push_back(std::move(finished));
}

void Dispatcher::store_finished() {
  if (finished_.empty()) {
    return;
  }
  uncommitted_ += finished_.size();
  handed_over_at_.push_back(Steady::now());
  const auto attempts =
      std::make_shared<const FinishedAttempts>(std::exchange(finished_, FinishedAttempts{}));
  writer_.submit(
      {.run = [attempts, now = clock_()](
                  Store& store,
                  WebhookRegistry& registry) { store_attempts(*attempts, store, registry, now); },
       .done =
           [this, attempts](bool committed) {
             if (mailbox_.put([&](Mail& mail) {
                   mail.outcomes.push_back({.attempts = attempts, .committed = committed});
                 })) {
               sender_.wake();
             }
           }});
}

bool Dispatcher::take_health(Lane& lane, const Sending& sending, const WebhookHealth& health) {
  WebhookHealth& known = lane.health.health;
  if (lane.health.resets != sending.health_resets || health == known) {
    return false;
  }
  log_health(log_, lane.webhook(), known, health);
  known = health;
  return true;
}

}  // namespace hookstorm::native
