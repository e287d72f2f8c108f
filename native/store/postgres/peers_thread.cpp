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

/// After the database was not there.
constexpr std::chrono::milliseconds kConnectedAgain{1000};
/// So often is it seen to that the day after the present one has its partition.
constexpr std::chrono::minutes kPrepared{1};
/// Between two tellings of what was committed, so that each tells much.
constexpr std::chrono::milliseconds kToldEvery{50};
constexpr std::string_view kWork = "work ";
constexpr std::string_view kHealth = "health ";
constexpr std::string_view kChanges = "changes ";
constexpr std::string_view kGap = "gap";

/// Takes a number off the beginning, and the space after it.
std::int64_t take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(std::min(static_cast<std::size_t>(end - text.data()) + 1, text.size()));
  return number;
}

/// What was told, together, but for what this dispatcher has told itself; and whether somebody has
/// come to want changes, or to want them no more.
PeerNews read_news(Database& database, const Membership& membership, bool& has_listener) {
  PeerNews news;
  for (const std::string& told : database.notifications()) {
    std::string_view text = told;
    if (text == "webhooks") {
      news.webhooks_changed = true;
    } else if (text == "access") {
      news.access_changed = true;
    } else if (text == "freed") {
      news.work_freed = true;
    } else if (text == "ended") {
      // Whatever it committed last it may not have told any more.
      news.work_freed = true;
      news.has_gap = true;
    } else if (text == "listener") {
      has_listener = true;
    } else if (text.starts_with(kChanges)) {
      text.remove_prefix(kChanges.size());
      if (take_number(text) != membership.number() && membership.wants_changes()) {
        news.has_gap = news.has_gap || text == kGap;
        read_notice(text, news.committed);
      }
    } else if (text.starts_with(kWork)) {
      text.remove_prefix(kWork.size());
      news.has_work.push_back(take_number(text));
    } else if (text.starts_with(kHealth)) {
      text.remove_prefix(kHealth.size());
      const WebhookKey webhook = take_number(text);
      if (take_number(text) != membership.number()) {
        news.health.push_back(webhook);
      }
    }
  }
  return news;
}

bool is_any(const PeerNews& news) {
  return news.webhooks_changed || news.access_changed || news.work_freed ||
         !news.has_work.empty() || !news.health.empty() || news.committed.size() > 0 ||
         news.has_gap;
}

}  // namespace

PeersThread::PeersThread(std::string url, Membership& membership, std::chrono::milliseconds renewed)
    : url_(std::move(url)),
      membership_(membership),
      renewed_(renewed),
      stop_(eventfd(0, EFD_CLOEXEC)),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

PeersThread::~PeersThread() {
  stop();
}

void PeersThread::follow(std::function<void(const PeerNews&)> on_news) {
  thread_ = std::thread([this, on_news = std::move(on_news)] { run(on_news); });
}

void PeersThread::want_changes(bool are_wanted) {
  membership_.want_changes(are_wanted);
  is_hurried_ = true;
  eventfd_write(wake_.number(), 1);
}

void PeersThread::tell(const CommittedChanges& changes) {
  changes_.add(changes, Steady::now());
  if (membership_.are_changes_wanted()) {
    eventfd_write(wake_.number(), 1);
  }
}

void PeersThread::leave() {
  stop();
  if (std::exchange(has_left_, true) || membership_.presence() == Presence::visitor) {
    return;
  }
  try {
    Database database(url_);
    tell_at_ = {};
    tell_changes(database);
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
  for (bool goes_on = true; goes_on;) {
    try {
      if (!database) {
        database.emplace(url_);
        database->execute("LISTEN hookstorm");
        renew_at_ = Steady::now();
        // What was told while nobody listened is not known.
        on_news({.webhooks_changed = true,
                 .access_changed = true,
                 .work_freed = true,
                 .has_work = {},
                 .health = {},
                 .has_gap = true});
      }
      look_around(*database);
      tell_changes(*database);
      // Before it waits: what came with an answer is not to be seen at the socket any more.
      bool has_listener = false;
      const PeerNews news = read_news(*database, membership_, has_listener);
      renew_at_ = has_listener ? Steady::now() : renew_at_;
      if (is_any(news)) {
        on_news(news);
      }
      goes_on = wait(*database);
    } catch (const std::exception&) {
      database.reset();
      std::array waited{pollfd{.fd = stop_.number(), .events = POLLIN, .revents = 0}};
      goes_on = poll(waited.data(), waited.size(), kConnectedAgain.count()) == 0;
    }
  }
}

void PeersThread::look_around(Database& database) {
  const bool is_hurried = is_hurried_.exchange(false);
  if (is_hurried || Steady::now() >= renew_at_) {
    const Membership::Silence silence = membership_.stay(database);
    // As soon as one is to be ended, rather than when this one has to say something.
    renew_at_ = Steady::now() + std::min(renewed_, silence.next_in);
    if (is_hurried) {
      database.execute("NOTIFY hookstorm, 'listener'");
    }
    if (silence.is_any && membership_.end_silent(database)) {
      database.execute("NOTIFY hookstorm, 'ended'");
    }
  }
  if (Steady::now() >= prepare_at_) {
    prepare_partition(database);
    prepare_at_ = Steady::now() + kPrepared;
  }
}

/// On this connection and not within the writer's transactions: those that tell something are
/// committed one after the other, whoever they are of.
void PeersThread::tell_changes(Database& database) {
  if (membership_.has_new_listener()) {
    changes_.tell_again();
  }
  if (!has_to_tell() || Steady::now() < tell_at_) {
    return;
  }
  const RecentChanges::Untold untold = changes_.untold();
  std::vector<std::string> notices = notices_of(untold.changes);
  if (untold.has_gap) {
    notices.emplace_back(kGap);
  }
  database.begin();
  for (const std::string& notice : notices) {
    database.query("SELECT pg_notify('hookstorm', 'changes ' || ?::text || ' ' || ?::text)")
        .bind(membership_.number())
        .bind(std::string_view(notice))
        .run();
  }
  database.commit();
  changes_.take_for_told(untold.until);
  tell_at_ = Steady::now() + kToldEvery;
}

bool PeersThread::has_to_tell() {
  return membership_.are_changes_wanted() && changes_.has_untold();
}

bool PeersThread::wait(Database& database) {
  const bool has_to_tell = this->has_to_tell();
  const auto until = has_to_tell ? std::min(tell_at_, renew_at_) : renew_at_;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now());
  // What comes until it is told is told with it.
  std::array waited{
      pollfd{.fd = stop_.number(), .events = POLLIN, .revents = 0},
      pollfd{.fd = database.socket(), .events = POLLIN, .revents = 0},
      pollfd{.fd = has_to_tell ? -1 : wake_.number(), .events = POLLIN, .revents = 0}};
  poll(waited.data(), waited.size(), static_cast<int>(std::max<std::int64_t>(0, left.count())));
  eventfd_t value = 0;
  eventfd_read(wake_.number(), &value);
  return waited[0].revents == 0;
}

}  // namespace hookstorm::native::postgres
