#include "native/queue/queue_intake.hpp"

#include <exception>
#include <utility>
#include <vector>

#include "core/json/problems_json.hpp"
#include "core/json/writer.hpp"
#include "core/text/hex.hpp"
#include "native/crypto/sha256.hpp"
#include "native/metrics/intake_metrics.hpp"

namespace hookstorm::native {
namespace {

/// After the queue or the store has failed.
constexpr std::chrono::milliseconds kPause(2'000);
/// A message comes again after it where its dead letter was not taken.
constexpr std::chrono::milliseconds kDeadLetterWait(30'000);
constexpr std::chrono::milliseconds kFetchWait(5'000);
/// NATS servers take 4 KiB and more of headers in practice; a few problems say enough.
constexpr std::size_t kProblemsShown = 10;

/// Of as many problems as are shown, in a header: compact JSON has no line breaks.
std::string header_of(const Problems& problems) {
  Problems shown;
  for (const Problem& problem : problems.list()) {
    if (shown.list().size() < kProblemsShown) {
      shown.add(problem);
    }
  }
  json::Writer writer;
  json::write_problems(writer, shown);
  return writer.take();
}

}  // namespace

QueueIntake::QueueIntake(QueueSettings settings, Intake& intake, Metrics& metrics,
                         spdlog::logger& log)
    : settings_(std::move(settings)),
      intake_(intake),
      metrics_(metrics),
      log_(log),
      thread_([this] { run(); }) {}

QueueIntake::~QueueIntake() {
  stop();
}

void QueueIntake::stop_taking() {
  std::shared_ptr<JetStream> stream;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    stream = stream_;
  }
  changed_.notify_all();
  if (stream) {
    stream->end_fetching();
  }
}

void QueueIntake::stop() {
  stop_taking();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void QueueIntake::run() {
  while (!is_stopping()) {
    try {
      const std::shared_ptr<JetStream> stream = std::make_shared<JetStream>(settings_.source);
      {
        const std::lock_guard lock(mutex_);
        stream_ = stream;
      }
      log_.info("queue: taking occurrences from the stream {}", settings_.source.stream);
      take_from(*stream);
    } catch (const std::exception& error) {
      log_.error("queue: {}; trying again in {} ms", error.what(), kPause.count());
    }
    {
      const std::lock_guard lock(mutex_);
      stream_ = nullptr;
    }
    pause();
  }
}

void QueueIntake::take_from(JetStream& stream) {
  while (const std::size_t count = room()) {
    for (JetStream::Message& message : stream.fetch(count, kFetchWait)) {
      take(stream, std::move(message));
    }
  }
}

void QueueIntake::take(JetStream& stream, JetStream::Message message) {
  Result<Occurrence> occurrence = parse_occurrence(message.text(), settings_.checking);
  if (!occurrence.ok()) {
    bury(stream, message, occurrence.problems());
    return;
  }
  submit(std::make_shared<const JetStream::Message>(std::move(message)),
         std::move(occurrence.value()));
}

void QueueIntake::submit(const std::shared_ptr<const JetStream::Message>& message,
                         Occurrence occurrence) {
  Submission submission{
      .workspace = settings_.workspace,
      .items = {},
      .checking = settings_.checking,
      // A space: no client of the API can choose such a key. No digest: as to JetStream itself,
      // what has the same id is the same message.
      .idempotency_key = IdempotencyKey{.text = "queue " + hex_encode(sha256(message->identity())),
                                        .request_digest = {}},
      .answer = [](const auto&) { return std::string(); }};
  submission.items.push_back(
      {.occurrence = std::move(occurrence), .text = std::string(message->text())});
  {
    const std::lock_guard lock(mutex_);
    ++under_way_;
  }
  const bool is_taken =
      intake_.accept(std::move(submission),
                     [this, message](const IntakeOutcome& outcome) { finish(*message, outcome); });
  if (!is_taken) {
    finish(*message, {.kind = IntakeOutcome::Kind::failed});
    pause();
  }
}

void QueueIntake::finish(const JetStream::Message& message, const IntakeOutcome& outcome) {
  count_intake(metrics_, outcome, 1);
  if (outcome.kind == IntakeOutcome::Kind::failed) {
    message.put_back(kPause);
  } else {
    message.acknowledge();
  }
  const std::lock_guard lock(mutex_);
  --under_way_;
  changed_.notify_all();
}

void QueueIntake::bury(JetStream& stream, const JetStream::Message& message,
                       const Problems& problems) {
  metrics_.count_occurrences(IntakeResult::refused, 1);
  try {
    stream.publish(settings_.dead_letters, message.text(),
                   {{"Hookstorm-Problems", header_of(problems)},
                    {"Hookstorm-Stream", settings_.source.stream},
                    {"Hookstorm-Sequence", std::to_string(message.sequence())},
                    {"Hookstorm-Subject", std::string(message.subject())}},
                   settings_.source.stream + " " + std::to_string(message.sequence()));
    message.acknowledge();
  } catch (const QueueError& error) {
    log_.error("queue: message {} is no occurrence, and stays: {}", message.sequence(),
               error.what());
    message.put_back(kDeadLetterWait);
  }
}

std::size_t QueueIntake::room() {
  std::unique_lock lock(mutex_);
  // Half of it, so that messages come in batches.
  changed_.wait(lock, [this] { return stopping_ || under_way_ <= kUnderWayMax / 2; });
  return stopping_ ? 0 : kUnderWayMax - under_way_;
}

void QueueIntake::pause() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kPause, [this] { return stopping_; });
}

bool QueueIntake::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

}  // namespace hookstorm::native
