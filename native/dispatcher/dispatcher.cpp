#include "native/dispatcher/dispatcher.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <utility>

#include "core/occurrence/occurrence.hpp"
#include "native/crypto/signed_request.hpp"
#include "native/engine/webhook_changes.hpp"

namespace hookstorm::native {
namespace {

/// After the store failed, so that a full disk does not become a storm of repeated deliveries.
constexpr std::chrono::milliseconds kPauseAfterFailure(5000);
/// The longest sleep while something is to come, since the wall clock may be set meanwhile.
constexpr DurationMilliseconds kSleepWithWorkMax = 60'000;
constexpr DurationMilliseconds kSleepMax = std::numeric_limits<int>::max();

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

}  // namespace

Dispatcher::Dispatcher(std::unique_ptr<StoreReader> reader, Writer& writer, Clock clock,
                       RandomBytes random, DispatcherSettings settings, spdlog::logger& log)
    : reader_(std::move(reader)),
      writer_(writer),
      clock_(std::move(clock)),
      random_(std::move(random)),
      settings_(std::move(settings)),
      log_(log),
      multi_(settings_.transfer, settings_.in_flight_max),
      slots_(settings_.in_flight_max, settings_.in_flight_per_webhook_max),
      webhooks_(*reader_,
                {.rules = settings_.rules, .in_flight_max = settings_.in_flight_per_webhook_max},
                [this](WebhookKey key) { return slots_.taken_by(key) > 0; }) {}

Dispatcher::~Dispatcher() {
  stop();
}

void Dispatcher::start() {
  thread_ = std::thread([this] { run(); });
}

void Dispatcher::wake() noexcept {
  {
    const std::lock_guard lock(mutex_);
    mail_.woken = true;
  }
  multi_.wake();
}

void Dispatcher::drain(std::chrono::milliseconds grace, std::function<void()> on_drained) {
  {
    const std::lock_guard lock(mutex_);
    mail_.drain_until = Steady::now() + grace;
    on_drained_ = std::move(on_drained);
  }
  multi_.wake();
}

void Dispatcher::stop() {
  {
    const std::lock_guard lock(mutex_);
    mail_.drain_until = Steady::now();
  }
  multi_.wake();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Dispatcher::run() {
  while (take_mail(), !finished()) {
    try {
      step();
    } catch (const std::exception& error) {
      log_.critical("dispatcher: {}", error.what());
      std::this_thread::sleep_for(kPauseAfterFailure);  // libcurl failed: nothing moves anyway.
    }
  }
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
  const bool is_paused = paused_until_ && Steady::now() < *paused_until_;
  const bool is_time = look_needed_ || (next_due_ && *next_due_ <= clock_());
  if (!drain_until_ && !is_paused && is_time) {
    try {
      start_due();
    } catch (const std::exception& error) {
      pause(error.what());
    }
  }
  multi_.perform();
  multi_.wait(sleep_ms());
}

void Dispatcher::take_mail() {
  std::vector<Report> reports;
  {
    const std::lock_guard lock(mutex_);
    look_needed_ = std::exchange(mail_.woken, false) || look_needed_;
    reports = std::exchange(mail_.reports, {});
    drain_until_ = mail_.drain_until;
  }
  for (const Report& report : reports) {
    slots_.release(report.delivery);
    look_needed_ = true;
    if (!report.committed) {
      pause("an attempt could not be stored");
    }
  }
}

bool Dispatcher::finished() const {
  return drain_until_ && (slots_.taken() == 0 || Steady::now() >= *drain_until_);
}

void Dispatcher::pause(const char* reason) {
  log_.error("dispatcher: pausing for {} ms: {}", kPauseAfterFailure.count(), reason);
  paused_until_ = Steady::now() + kPauseAfterFailure;
  look_needed_ = true;
}

DurationMilliseconds Dispatcher::sleep_ms() const {
  if (drain_until_) {
    return until(*drain_until_);
  }
  if (paused_until_ && Steady::now() < *paused_until_) {
    return until(*paused_until_);
  }
  if (look_needed_) {
    return 0;
  }
  if (next_due_) {
    return std::clamp<DurationMilliseconds>(*next_due_ - clock_(), 0, kSleepWithWorkMax);
  }
  return kSleepMax;
}

void Dispatcher::start_due() {
  const EpochMilliseconds now = clock_();
  DueOverview overview = reader_->due_overview(now);
  next_due_ = overview.next_due;
  look_needed_ = false;
  slots_.order(overview.webhooks, last_served_);
  std::size_t waiting = overview.webhooks.size();
  for (const DueOverview::DueWebhook& due : overview.webhooks) {
    const std::size_t count = slots_.share(due.key, waiting);
    --waiting;
    if (count > 0) {
      last_served_ = due.key;
      start_webhook(due, now, count);
    }
  }
}

void Dispatcher::start_webhook(const DueOverview::DueWebhook& due, EpochMilliseconds now,
                               std::size_t count) {
  KnownWebhook& webhook = webhooks_.at(due.key, due.revision);
  if (!may_start(due.key, webhook, now)) {
    return;
  }
  // Those in flight are due as well until their attempt is stored.
  const std::size_t limit = count + slots_.taken_by(due.key);
  std::size_t started = 0;
  for (const DueDelivery& delivery : reader_->due_deliveries(due.key, now, limit)) {
    if (slots_.holds(delivery.key)) {
      continue;
    }
    if (started == count || !may_start(due.key, webhook, now)) {
      return;
    }
    webhook.paced_until = after_start(webhook.pacing, webhook.paced_until, now);
    start_delivery(delivery, due.key, webhook);
    ++started;
  }
}

/// Where a moment is known at which it may, the dispatcher will look again then; else an outcome or
/// a change makes it look.
bool Dispatcher::may_start(WebhookKey key, const KnownWebhook& webhook, EpochMilliseconds now) {
  const std::optional<EpochMilliseconds> start =
      next_start(webhook.health.health, webhook.pacing, webhook.paced_until, slots_.taken_by(key));
  if (start && *start > now) {
    next_due_ = std::min(next_due_.value_or(*start), *start);
  }
  return start && *start <= now;
}

void Dispatcher::start_delivery(const DueDelivery& delivery, WebhookKey key,
                                const KnownWebhook& webhook) {
  const std::optional<MessageContent> message = reader_->message_content(delivery.message);
  if (!message) {
    throw StoreError("A delivery's message is missing.");
  }
  const Sending sending{.delivery = delivery.key,
                        .webhook = key,
                        .message_id = message->id,
                        .webhook_revision = webhook.revision,
                        .health_resets = webhook.health.resets,
                        .progress = delivery.progress,
                        .attempted_at = clock_()};
  const Result<Occurrence> occurrence = parse_occurrence(message->occurrence, message->checking);
  std::optional<std::string> refusal;
  std::optional<Request> request;
  if (!occurrence.ok()) {
    refusal = "The stored occurrence no longer passes the checks";
  } else if (webhook.webhook.url.scheme == "http" &&
             settings_.transfer.http_targets == HttpTargets::refused) {
    refusal = "Plain http is not allowed here; start with --allow-http";
  } else {
    Result<Request> rendered = signed_request(
        occurrence.value(), webhook.webhook,
        {.message_id = sending.message_id, .attempted_at = sending.attempted_at}, cryptography_);
    if (rendered.ok()) {
      request = std::move(rendered.value());
    } else {
      refusal = failed_rendering(rendered.problems());
    }
  }
  slots_.take(delivery.key, key);
  try {
    if (refusal) {
      finish_attempt(sending, {.failure = std::move(refusal)}, false);
      return;
    }
    multi_.start(
        std::move(*request),
        [this, sending](TransferResult result) {
          try {
            finish_attempt(sending, std::move(result), true);
          } catch (const std::exception& error) {
            slots_.release(sending.delivery);
            pause(error.what());
          }
        },
        webhook.timeout_ms);
  } catch (...) {
    slots_.release(delivery.key);
    throw;
  }
}

void Dispatcher::finish_attempt(const Sending& sending, TransferResult result, bool was_sent) {
  KnownWebhook& webhook = webhooks_.in_use(sending.webhook);
  const Outcome outcome{
      .status = result.status, .retry_after = result.retry_after, .was_sent = was_sent};
  const EpochMilliseconds now = clock_();
  const AfterAttempt after = after_attempt(sending.progress, webhook.health.health, outcome,
                                           webhook.rules, now, random_number(random_));
  AttemptRecord attempt{.number = after.progress.attempts,
                        .webhook_revision = sending.webhook_revision,
                        .attempted_at = sending.attempted_at,
                        .duration_ms = result.duration_ms,
                        .status = result.status,
                        .failure = std::move(result.failure),
                        .response_body = std::move(result.response_body)};
  log_attempt(sending, webhook, attempt, after.progress);
  const bool is_enabled = webhook.health.health.disabled == DisabledReason::none;
  std::optional<StoredHealth> health;
  if (take_health(webhook, sending, after.health)) {
    health = webhook.health;
  }
  const bool is_disabled = is_enabled && webhook.health.health.disabled != DisabledReason::none;
  const DeliveryKey delivery = sending.delivery;
  writer_.submit({.run =
                      [delivery, key = sending.webhook, next = after.progress, health, is_disabled,
                       now, attempt = std::move(attempt)](Store& store, WebhookRegistry& registry) {
                        store.record_attempt(delivery, attempt, next);
                        if (health && store.record_health(key, *health) && is_disabled) {
                          disable_webhook(store, registry, key, now);
                        }
                      },
                  .done =
                      [this, delivery](bool committed) {
                        {
                          const std::lock_guard lock(mutex_);
                          mail_.reports.push_back({.delivery = delivery, .committed = committed});
                        }
                        multi_.wake();
                      }});
}

bool Dispatcher::take_health(KnownWebhook& webhook, const Sending& sending,
                             const WebhookHealth& health) {
  WebhookHealth& known = webhook.health.health;
  if (webhook.health.resets != sending.health_resets || health == known) {
    return false;
  }
  const std::string& id = webhook.webhook.id;
  if (health.disabled != known.disabled) {
    log_.error("webhook {} is disabled: {}", id,
               health.disabled == DisabledReason::gone
                   ? "its receiver answered 410 and wants no more"
                   : "nothing but failure since " + format_timestamp(health.failing_since));
  } else if (health.throttled_until > known.throttled_until) {
    log_.warn("webhook {} is throttled until {}", id, format_timestamp(health.throttled_until));
  } else if (known.failures > 0 && health.failures == 0) {
    log_.info("webhook {} delivers again, after {} failures", id, known.failures);
  }
  known = health;
  return true;
}

void Dispatcher::log_attempt(const Sending& sending, const KnownWebhook& webhook,
                             const AttemptRecord& attempt, const DeliveryProgress& next) {
  const std::string& id = webhook.webhook.id;
  if (next.state == DeliveryState::delivered) {
    log_.debug("delivered {} to webhook {}: attempt {}, status {}, {} ms", sending.message_id, id,
               attempt.number, *attempt.status, attempt.duration_ms);
    return;
  }
  const std::string what =
      attempt.status ? "status " + std::to_string(*attempt.status) : *attempt.failure;
  const std::string then = next.state == DeliveryState::exhausted
                               ? "it was the last"
                               : "next at " + format_timestamp(next.due_at);
  log_.warn("attempt {} of {} to webhook {} failed: {}; {}", attempt.number, sending.message_id, id,
            what, then);
}

}  // namespace hookstorm::native
