#include "native/engine/retention.hpp"

#include <utility>

#include <boost/asio/post.hpp>

#include "native/engine/intake.hpp"

namespace hookstorm::native {
namespace {

constexpr EpochMilliseconds kMillisecondsPerDay = 24LL * 60 * 60 * 1000;

/// How much longer the next look waits for each step that found nothing to remove: where a million
/// old messages wait for a disabled webhook, looking through them costs next to nothing this way.
constexpr std::chrono::seconds kWaitPerStepInVain(1);

PruneLimit limit_of(const Kept& kept, EpochMilliseconds now) {
  return {.before = now - kept.days * kMillisecondsPerDay, .kept = kept.count};
}

}  // namespace

/// Its outcome, made on the writer's thread and read on the io_context's after the commit.
struct Retention::Step {
  Stage stage = Stage::done;
  PruneLimit limit;
  std::int64_t position = 0;
  PruneStep outcome;
  std::chrono::steady_clock::duration time{};  ///< That it took, without the commit.

  void run(Store& store) {
    const auto begin = std::chrono::steady_clock::now();
    prune(store);
    time = std::chrono::steady_clock::now() - begin;
  }

  void prune(Store& store) {
    switch (stage) {
      case Stage::messages:
        outcome = store.prune_messages(limit, position, kRowsPerStep);
        return;
      case Stage::attempts:
        outcome = store.prune_attempts(limit, position, kRowsPerStep);
        return;
      case Stage::answers:
        outcome = store.prune_answers(limit, position, kRowsPerStep);
        return;
      case Stage::audit:
        outcome = store.prune_audit(limit, position, kRowsPerStep);
        return;
      case Stage::inboxes:
        outcome = store.prune_inboxes(limit, position, kRowsPerStep);
        return;
      case Stage::space:
        outcome = {.is_last = !store.shrink()};
        return;
      case Stage::done:
        return;
    }
  }
};

Retention::Retention(boost::asio::io_context& context, Writer& writer, Clock clock,
                     const RetentionSettings& settings, spdlog::logger& log)
    : context_(context),
      writer_(writer),
      clock_(std::move(clock)),
      settings_(settings),
      log_(log),
      timer_(context) {}

void Retention::start() {
  go_on(settings_.look_every, &Retention::begin);
}

void Retention::stop() {
  stopping_ = true;
  timer_.cancel();
}

void Retention::begin() {
  stage_ = Stage::messages;
  position_ = 0;
  rows_removed_ = 0;
  steps_in_vain_ = 0;
  take_step();
}

void Retention::take_step() {
  const auto step =
      std::make_shared<Step>(Step{.stage = stage_, .limit = limit(), .position = position_});
  const bool is_taken =
      writer_.try_submit({.run = [step](Store& store, WebhookRegistry&) { step->run(store); },
                          .done =
                              [this, step](bool is_committed) {
                                boost::asio::post(context_, [this, step, is_committed] {
                                  on_step(*step, is_committed);
                                });
                              }});
  if (!is_taken) {
    go_on(settings_.look_every, &Retention::take_step);
  }
}

void Retention::on_step(const Step& step, bool is_committed) {
  if (!is_committed) {
    go_on(settings_.look_every, &Retention::begin);
    return;
  }
  position_ = step.outcome.position;
  rows_removed_ += step.outcome.removed;
  if (step.outcome.is_last) {
    stage_ = static_cast<Stage>(static_cast<int>(stage_) + 1);
    position_ = 0;
  } else if (stage_ != Stage::space && step.outcome.removed == 0) {
    ++steps_in_vain_;
  }
  if (stage_ != Stage::done) {
    go_on(settings_.pauses * step.time, &Retention::take_step);
    return;
  }
  if (rows_removed_ > 0) {
    log_.debug("retention: {} rows removed", rows_removed_);
  }
  go_on(settings_.look_every + steps_in_vain_ * kWaitPerStepInVain, &Retention::begin);
}

void Retention::go_on(std::chrono::steady_clock::duration wait, void (Retention::*next)()) {
  if (stopping_) {
    return;
  }
  timer_.expires_after(wait);
  timer_.async_wait([this, next](const boost::system::error_code& error) {
    if (!error) {
      (this->*next)();
    }
  });
}

/// Of the present stage.
PruneLimit Retention::limit() const {
  const EpochMilliseconds now = clock_();
  switch (stage_) {
    case Stage::answers:
      return {.before = now - kAnswersKept, .kept = settings_.messages.count};
    case Stage::inboxes:
      return {.before = now - settings_.inbox_days * kMillisecondsPerDay};
    case Stage::attempts:
      return limit_of(settings_.attempts, now);
    case Stage::audit:
      return limit_of(settings_.audit, now);
    case Stage::messages:
    case Stage::space:
    case Stage::done:
      break;
  }
  return limit_of(settings_.messages, now);
}

}  // namespace hookstorm::native
