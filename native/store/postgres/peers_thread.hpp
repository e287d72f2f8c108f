// The thread that says that this process is alive, lets go of what those held that are not, and
// hears what others tell.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include "native/store/peers.hpp"
#include "native/store/postgres/database.hpp"
#include "native/store/postgres/membership.hpp"
#include "native/system/file_descriptor.hpp"

namespace hookstorm::native::postgres {

class PeersThread : public Peers {
 public:
  /// `membership` outlives it.
  PeersThread(std::string url, Membership& membership);
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
  void follow(std::function<void(const PeerNews&)> on_news) override;
  void leave() override;

 private:
  void run(const std::function<void(const PeerNews&)>& on_news);
  /// Until something is told, it is time to say something, or the thread is to end.
  [[nodiscard]] bool wait(Database& database) const;
  void stop();

  std::string url_;
  Membership& membership_;
  FileDescriptor stop_;
  std::thread thread_;
  bool has_left_ = false;
};

}  // namespace hookstorm::native::postgres
