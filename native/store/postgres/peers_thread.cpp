#include "native/store/postgres/peers_thread.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>

#include "native/store/postgres/partitions.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native::postgres {
namespace {

constexpr int kRenewedMs =
    static_cast<int>(std::chrono::milliseconds(Membership::kRenewed).count());
/// So often is it seen to that the day after the present one has its partition.
constexpr std::chrono::minutes kPrepared{1};
constexpr std::string_view kWork = "work ";
constexpr std::string_view kHealth = "health ";

/// Takes a number off the beginning, and the space after it.
std::int64_t take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(std::min(static_cast<std::size_t>(end - text.data()) + 1, text.size()));
  return number;
}

/// What was told, together, but for what this dispatcher has told itself.
PeerNews read_news(Database& database, std::int64_t dispatcher) {
  PeerNews news;
  for (const std::string& told : database.notifications()) {
    std::string_view text = told;
    if (text == "webhooks") {
      news.webhooks_changed = true;
    } else if (text == "access") {
      news.access_changed = true;
    } else if (text == "freed") {
      news.work_freed = true;
    } else if (text.starts_with(kWork)) {
      text.remove_prefix(kWork.size());
      news.has_work.push_back(take_number(text));
    } else if (text.starts_with(kHealth)) {
      text.remove_prefix(kHealth.size());
      const WebhookKey webhook = take_number(text);
      if (take_number(text) != dispatcher) {
        news.health.push_back(webhook);
      }
    }
  }
  return news;
}

bool is_any(const PeerNews& news) {
  return news.webhooks_changed || news.access_changed || news.work_freed ||
         !news.has_work.empty() || !news.health.empty();
}

}  // namespace

PeersThread::PeersThread(std::string url, Membership& membership)
    : url_(std::move(url)), membership_(membership), stop_(eventfd(0, EFD_CLOEXEC)) {}

PeersThread::~PeersThread() {
  stop();
}

void PeersThread::follow(std::function<void(const PeerNews&)> on_news) {
  thread_ = std::thread([this, on_news = std::move(on_news)] { run(on_news); });
}

void PeersThread::leave() {
  stop();
  if (std::exchange(has_left_, true) || membership_.presence() == Presence::visitor) {
    return;
  }
  try {
    Database database(url_);
    membership_.leave(database);
    database.execute("NOTIFY hookstorm, 'freed'");
  } catch (const StoreError&) {  // NOLINT(bugprone-empty-catch): others find out by themselves.
  }
}

void PeersThread::stop() {
  eventfd_write(stop_.number(), 1);
  if (thread_.joinable()) {
    thread_.join();
  }
}

void PeersThread::run(const std::function<void(const PeerNews&)>& on_news) {
  std::optional<Database> database;
  auto renew_at = std::chrono::steady_clock::now();
  auto prepare_at = renew_at;
  for (bool goes_on = true; goes_on;) {
    try {
      if (!database) {
        database.emplace(url_);
        database->execute("LISTEN hookstorm");
        renew_at = std::chrono::steady_clock::now();
        // What was told while nobody listened is not known.
        on_news({.webhooks_changed = true,
                 .access_changed = true,
                 .work_freed = true,
                 .has_work = {},
                 .health = {}});
      }
      if (std::chrono::steady_clock::now() >= renew_at) {
        const bool is_any_silent = membership_.stay(*database);
        renew_at = std::chrono::steady_clock::now() + Membership::kRenewed;
        if (is_any_silent && membership_.end_silent(*database)) {
          database->execute("NOTIFY hookstorm, 'freed'");
        }
      }
      if (std::chrono::steady_clock::now() >= prepare_at) {
        prepare_partition(*database);
        prepare_at = std::chrono::steady_clock::now() + kPrepared;
      }
      goes_on = wait(*database);
      const PeerNews news = read_news(*database, membership_.number());
      if (is_any(news)) {
        on_news(news);
      }
    } catch (const std::exception&) {
      database.reset();
      std::array waited{pollfd{.fd = stop_.number(), .events = POLLIN, .revents = 0}};
      goes_on = poll(waited.data(), waited.size(), kRenewedMs / 2) == 0;
    }
  }
}

bool PeersThread::wait(Database& database) const {
  std::array waited{pollfd{.fd = stop_.number(), .events = POLLIN, .revents = 0},
                    pollfd{.fd = database.socket(), .events = POLLIN, .revents = 0}};
  poll(waited.data(), waited.size(), kRenewedMs);
  return waited[0].revents == 0;
}

}  // namespace hookstorm::native::postgres
