#include "native/dispatcher/dispatcher.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <utility>

#include "core/occurrence/occurrence.hpp"
#include "native/crypto/signed_request.hpp"

namespace hookstorm::native {
namespace {

/// After the store failed, so that a full disk does not become a storm of repeated deliveries.
constexpr std::chrono::milliseconds kPauseAfterFailure(5000);
/// The longest sleep while something is to come, since the wall clock may be set meanwhile.
constexpr DurationMilliseconds kSleepWithWorkMax = 60'000;
constexpr DurationMilliseconds kSleepMax = std::numeric_limits<int>::max();
constexpr std::size_t kKnownWebhooksMax = 2000;

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
      slots_(settings_.in_flight_max, settings_.in_flight_per_webhook_max) {}

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
  const KnownWebhook& webhook = known_webhook(due);
  // Those in flight are due as well until their attempt is stored.
  const std::size_t limit = count + slots_.taken_by(due.key);
  std::size_t started = 0;
  for (const DueDelivery& delivery : reader_->due_deliveries(due.key, now, limit)) {
    if (started < count && !slots_.holds(delivery.key)) {
      start_delivery(delivery, due.key, webhook);
      ++started;
    }
  }
}

const Dispatcher::KnownWebhook& Dispatcher::known_webhook(const DueOverview::DueWebhook& due) {
  if (webhooks_.size() >= kKnownWebhooksMax) {
    webhooks_.clear();  // Deleted ones would stay for ever.
  }
  KnownWebhook& known = webhooks_[due.key];
  if (known.revision != due.revision) {
    std::optional<Webhook> webhook = reader_->webhook_revision(due.key, due.revision);
    if (!webhook) {
      throw StoreError("A webhook's current revision is missing.");
    }
    known = {.revision = due.revision, .webhook = std::move(*webhook)};
  }
  return known;
}

void Dispatcher::start_delivery(const DueDelivery& delivery, WebhookKey key,
                                const KnownWebhook& webhook) {
  const std::optional<MessageContent> message = reader_->message_content(delivery.message);
  if (!message) {
    throw StoreError("A delivery's message is missing.");
  }
  const Sending sending{.delivery = delivery.key,
                        .message_id = message->id,
                        .webhook_id = webhook.webhook.id,
                        .webhook_revision = webhook.revision,
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
        {.message_id = sending.message_id, .attempted_at = sending.attempted_at}, hmac_);
    if (rendered.ok()) {
      request = std::move(rendered.value());
    } else {
      refusal = failed_rendering(rendered.problems());
    }
  }
  slots_.take(delivery.key, key);
  try {
    if (refusal) {
      finish_attempt(sending, {.failure = std::move(refusal)});
      return;
    }
    multi_.start(std::move(*request), [this, sending](TransferResult result) {
      try {
        finish_attempt(sending, std::move(result));
      } catch (const std::exception& error) {
        slots_.release(sending.delivery);
        pause(error.what());
      }
    });
  } catch (...) {
    slots_.release(delivery.key);
    throw;
  }
}

void Dispatcher::finish_attempt(const Sending& sending, TransferResult result) {
  const DeliveryProgress next =
      after_attempt(sending.progress, {.status = result.status}, settings_.retry_policy, clock_(),
                    random_number(random_));
  AttemptRecord attempt{.number = next.attempts,
                        .webhook_revision = sending.webhook_revision,
                        .attempted_at = sending.attempted_at,
                        .duration_ms = result.duration_ms,
                        .status = result.status,
                        .failure = std::move(result.failure),
                        .response_body = std::move(result.response_body)};
  log_attempt(sending, attempt, next);
  const DeliveryKey delivery = sending.delivery;
  writer_.submit({.run = [delivery, next, attempt = std::move(attempt)](
                             Store& store,
                             WebhookRegistry&) { store.record_attempt(delivery, attempt, next); },
                  .done =
                      [this, delivery](bool committed) {
                        {
                          const std::lock_guard lock(mutex_);
                          mail_.reports.push_back({.delivery = delivery, .committed = committed});
                        }
                        multi_.wake();
                      }});
}

void Dispatcher::log_attempt(const Sending& sending, const AttemptRecord& attempt,
                             const DeliveryProgress& next) {
  if (next.state == DeliveryState::delivered) {
    log_.debug("delivered {} to webhook {}: attempt {}, status {}, {} ms", sending.message_id,
               sending.webhook_id, attempt.number, *attempt.status, attempt.duration_ms);
    return;
  }
  const std::string what =
      attempt.status ? "status " + std::to_string(*attempt.status) : *attempt.failure;
  const std::string then = next.state == DeliveryState::exhausted
                               ? "it was the last"
                               : "next at " + format_timestamp(next.due_at);
  log_.warn("attempt {} of {} to webhook {} failed: {}; {}", attempt.number, sending.message_id,
            sending.webhook_id, what, then);
}

}  // namespace hookstorm::native
