// The thread that says that this process is alive, lets go of what those held that are not, tells
// others what it has committed, and hears what they tell.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include "native/store/peers.hpp"
#include "native/store/postgres/change_notices.hpp"
#include "native/store/postgres/database.hpp"
#include "native/store/postgres/membership.hpp"
#include "native/system/file_descriptor.hpp"

namespace hookstorm::native::postgres {

class PeersThread : public Peers {
 public:
  /// `membership` outlives it. Every `renewed` it says that this process is alive.
  PeersThread(std::string url, Membership& membership,
              std::chrono::milliseconds renewed = Membership::kRenewed);
  ~PeersThread() override;
  PeersThread(const PeersThread&) = delete;
  PeersThread& operator=(const PeersThread&) = delete;
  PeersThread(PeersThread&&) = delete;
  PeersThread& operator=(PeersThread&&) = delete;

  [[nodiscard]] std::int64_t incarnation() const override { return membership_.safe_number(); }
  [[nodiscard]] Share share() const override { return membership_.share(); }
  void leave_free(WebhookKey webhook, bool is_left) override {
    membership_.leave_free(webhook, is_left);
  }
  void want_changes(bool are_wanted) override;
  void tell(const CommittedChanges& changes) override;
  void follow(std::function<void(const PeerNews&)> on_news) override;
  void leave() override;

 private:
  using Steady = std::chrono::steady_clock;

  void run(const std::function<void(const PeerNews&)>& on_news);
  /// Says that this process is alive, and looks after what those left that are not.
  void look_around(Database& database);
  /// Tells what was committed, where somebody wants it and the last time is long enough ago.
  void tell_changes(Database& database);
  [[nodiscard]] bool has_to_tell();
  /// Until something is told, it is time to say something, or the thread is to end.
  [[nodiscard]] bool wait(Database& database);
  void stop();

  std::string url_;
  Membership& membership_;
  std::chrono::milliseconds renewed_;
  FileDescriptor stop_;
  FileDescriptor wake_;  ///< There is something to say.
  RecentChanges changes_;
  std::atomic<bool> is_hurried_ = false;  ///< What this process wants is another than it has said.
  Steady::time_point renew_at_;           ///< The thread's own, as the next.
  Steady::time_point prepare_at_;
  Steady::time_point tell_at_;  ///< Not before.
  std::thread thread_;
  bool has_left_ = false;
};

}  // namespace hookstorm::native::postgres
