// The one thread that changes the store: whatever waits goes into one transaction (group commit).
// Easy to get wrong: `done` is called after the commit, on the writer's thread, and `run` may be
// called twice, so it must not use up what it captured.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <spdlog/logger.h>

#include "native/store/store.hpp"
#include "native/store/webhook_registry.hpp"

namespace hookstorm::native {

struct Operation {
  /// Changes the store within the transaction. What it throws undoes this operation alone.
  std::function<void(Store&, WebhookRegistry&)> run;
  /// Hears whether the change is committed. Must not block.
  std::function<void(bool committed)> done;
  /// Roughly what it holds in memory.
  std::size_t bytes = 0;
};

class Writer {
 public:
  static constexpr std::size_t kOperationsWaitingMax = 1024;
  static constexpr std::size_t kBytesWaitingMax = std::size_t{64} * 1024 * 1024;
  static constexpr std::size_t kOperationsPerTransactionMax = 256;
  /// As often is a transaction run where other processes change the same.
  static constexpr int kRunsMax = 5;

  /// Hears of each transaction, on the writer's thread.
  using OnCommit = std::function<void(std::size_t operations, double seconds, bool committed)>;

  /// Hears what a transaction has changed once it is committed, when `webhooks` gives those after
  /// it; on the writer's thread.
  using OnChanges = std::function<void(const CommittedChanges&)>;

  /// Starts the thread. `store` is the writer's alone until `stop`.
  Writer(Store& store, spdlog::logger& log, OnCommit on_commit = {}, OnChanges on_changes = {});
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  Writer(Writer&&) = delete;
  Writer& operator=(Writer&&) = delete;

  /// False where the queue is full; nothing happens then.
  [[nodiscard]] bool try_submit(Operation operation);

  /// Takes the operation past the queue's bound: for the dispatcher, whose own cap bounds it.
  void submit(Operation operation);

  /// The webhooks as of the last commit whose outcome was told. From any thread.
  [[nodiscard]] std::shared_ptr<const WebhookList> webhooks();

  /// Finishes what waits and ends the thread. Operations submitted later fail.
  void stop();

 private:
  using Batch = std::vector<Operation>;

  void enqueue(Operation operation);
  void run();
  Batch take_batch();
  void process(Batch& batch);
  /// Runs a span of operations in one transaction; on failure, all is as before.
  struct Failure {
    bool by_operation = false;  ///< An operation threw; otherwise the commit itself failed.
    bool by_conflict = false;   ///< With another process: it may do well when it is run again.
  };
  std::optional<Failure> commit(Operation* first, std::size_t count);
  std::optional<Failure> run_in_transaction(Operation* first, std::size_t count);
  void publish();
  void report(const Operation& operation, bool committed);

  Store& store_;
  spdlog::logger& log_;
  OnCommit on_commit_;
  OnChanges on_changes_;
  WebhookRegistry registry_;  ///< The thread's own.

  std::mutex mutex_;
  std::condition_variable arrival_;
  std::deque<Operation> waiting_;
  std::size_t bytes_waiting_ = 0;
  bool stopping_ = false;
  std::shared_ptr<const WebhookList> published_;  ///< Guarded by `mutex_`, as the rest here.

  std::thread thread_;
};

}  // namespace hookstorm::native
