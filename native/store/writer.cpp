#include "native/store/writer.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace hookstorm::native {

Writer::Writer(Store& store, spdlog::logger& log, OnCommit on_commit, OnChanges on_changes)
    : store_(store),
      log_(log),
      on_commit_(std::move(on_commit)),
      on_changes_(std::move(on_changes)) {
  registry_.replace(store_.webhooks());
  publish();
  thread_ = std::thread([this] { run(); });
}

Writer::~Writer() {
  stop();
}

bool Writer::try_submit(Operation operation) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || waiting_.size() >= kOperationsWaitingMax ||
      bytes_waiting_ + operation.bytes > kBytesWaitingMax) {
    return false;
  }
  enqueue(std::move(operation));
  return true;
}

void Writer::submit(Operation operation) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_) {
      enqueue(std::move(operation));
      return;
    }
  }
  report(operation, false);
}

void Writer::enqueue(Operation operation) {
  bytes_waiting_ += operation.bytes;
  waiting_.push_back(std::move(operation));
  arrival_.notify_one();
}

std::shared_ptr<const WebhookList> Writer::webhooks() {
  const std::lock_guard lock(mutex_);
  return published_;
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    arrival_.notify_one();
  }
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Writer::run() {
  while (true) {
    // Gone before the next wait: an operation may keep a client's connection alive.
    Batch batch = take_batch();
    if (batch.empty()) {
      return;
    }
    process(batch);
  }
}

Writer::Batch Writer::take_batch() {
  std::unique_lock lock(mutex_);
  arrival_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  Batch batch;
  batch.reserve(std::min(waiting_.size(), kOperationsPerTransactionMax));
  while (!waiting_.empty() && batch.size() < kOperationsPerTransactionMax) {
    bytes_waiting_ -= waiting_.front().bytes;
    batch.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return batch;
}

void Writer::process(Batch& batch) {
  const std::optional<Failure> failure = commit(batch.data(), batch.size());
  if (failure && failure->by_operation && batch.size() > 1) {
    // One of them is at fault: each gets a transaction of its own, and only that one fails.
    for (Operation& operation : batch) {
      report(operation, !commit(&operation, 1));
    }
    return;
  }
  for (const Operation& operation : batch) {
    report(operation, !failure);
  }
}

std::optional<Writer::Failure> Writer::commit(Operation* first, std::size_t count) {
  const auto begun_at = std::chrono::steady_clock::now();
  std::optional<Failure> failure = run_in_transaction(first, count);
  for (int runs = 1; failure && failure->by_conflict && runs < kRunsMax; ++runs) {
    failure = run_in_transaction(first, count);
  }
  if (on_commit_) {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun_at;
    on_commit_(count, taken.count(), !failure);
  }
  if (on_changes_ && !failure) {
    on_changes_(store_.take_changes());
  }
  return failure;
}

std::optional<Writer::Failure> Writer::run_in_transaction(Operation* first, std::size_t count) {
  const WebhookRegistry before = registry_;
  bool operation_running = false;
  bool is_conflict = false;
  try {
    store_.transaction([&] {
      if (store_.has_foreign_changes()) {
        registry_.replace(store_.webhooks());
      }
      for (Operation* operation = first; operation != first + count; ++operation) {
        operation_running = true;
        operation->run(store_, registry_);
        operation_running = false;
      }
    });
    publish();
    return std::nullopt;
  } catch (const StoreConflict& error) {
    is_conflict = true;
    log_.debug("store: {} changes met with others: {}", count, error.what());
  } catch (const std::exception& error) {
    log_.error("store: {} changes could not be stored: {}", count, error.what());
  } catch (...) {
    log_.error("store: {} changes could not be stored", count);
  }
  registry_ = before;  // Not read again, which may fail as well.
  return Failure{.by_operation = operation_running && !is_conflict, .by_conflict = is_conflict};
}

/// Before the outcomes are told: whoever has heard of a change finds it.
void Writer::publish() {
  const std::lock_guard lock(mutex_);
  published_ = registry_.list();
}

void Writer::report(const Operation& operation, bool committed) {
  try {
    operation.done(committed);
  } catch (const std::exception& error) {
    log_.error("store: the outcome of a change could not be passed on: {}", error.what());
  }
}

}  // namespace hookstorm::native
