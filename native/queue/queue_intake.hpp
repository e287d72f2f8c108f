// Takes occurrences from a queue in, each acknowledged once it is stored. What is no occurrence
// goes to a subject for dead letters, with its problems. Easy to get wrong: a message that comes
// again, after a lost acknowledgement, is known by its identity and not stored again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <spdlog/logger.h>

#include "core/problem/problem.hpp"
#include "core/record/checking.hpp"
#include "native/engine/intake.hpp"
#include "native/metrics/metrics.hpp"
#include "native/queue/jetstream.hpp"

namespace hookstorm::native {

struct QueueSettings {
  JetStreamSettings source;
  std::string dead_letters = "hookstorm.dead-letters";  ///< A subject that a stream takes.
  Checking checking = Checking::strict;
  std::string workspace_name = "default";      ///< Where the occurrences go.
  WorkspaceKey workspace = kDefaultWorkspace;  ///< The same, once it is known.

  friend bool operator==(const QueueSettings&, const QueueSettings&) = default;
};

class QueueIntake {
 public:
  /// Messages that are neither stored nor put back, at most.
  static constexpr std::size_t kUnderWayMax = 256;

  /// Begins to take messages in on a thread of its own. `intake`, `metrics` and `log` outlive it.
  QueueIntake(QueueSettings settings, Intake& intake, Metrics& metrics, spdlog::logger& log);
  /// To be ended after the writer.
  ~QueueIntake();
  QueueIntake(const QueueIntake&) = delete;
  QueueIntake& operator=(const QueueIntake&) = delete;
  QueueIntake(QueueIntake&&) = delete;
  QueueIntake& operator=(QueueIntake&&) = delete;

  /// Takes nothing more in; what is under way goes on. From any thread.
  void stop_taking();
  /// The same, and waits for the thread to end.
  void stop();

 private:
  void run();
  void take_from(JetStream& stream);
  void take(JetStream& stream, JetStream::Message message);
  void submit(const std::shared_ptr<const JetStream::Message>& message, Occurrence occurrence);
  void bury(JetStream& stream, const JetStream::Message& message, const Problems& problems);
  void finish(const JetStream::Message& message, const IntakeOutcome& outcome);
  /// How many more may be under way, once it is enough for a batch; 0 at the end.
  [[nodiscard]] std::size_t room();
  void pause();
  [[nodiscard]] bool is_stopping();

  QueueSettings settings_;
  Intake& intake_;
  Metrics& metrics_;
  spdlog::logger& log_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;  ///< Guarded by `mutex_`, as the rest here.
  std::size_t under_way_ = 0;
  std::shared_ptr<JetStream> stream_;  ///< While there is a connection.

  std::thread thread_;
};

}  // namespace hookstorm::native
