#include "native/store/postgres/membership.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <unistd.h>

#include "native/store/sql/stored_values.hpp"

namespace hookstorm::native::postgres {
namespace {

/// Let go at a time, each in a transaction.
constexpr std::int64_t kLetGoMax = 10'000;

/// For people who look at the table.
std::string process_name() {
  std::string host(HOST_NAME_MAX, '\0');
  gethostname(host.data(), host.size());
  return host.substr(0, host.find('\0')) + ":" + std::to_string(getpid());
}

std::vector<std::int64_t> numbers_of(sql::Query query) {
  std::vector<std::int64_t> numbers;
  while (query.step()) {
    numbers.push_back(query.integer(0));
  }
  return numbers;
}

/// Each by its index, which is gone through: it holds what is pending alone.
void let_go(Database& database, std::int64_t dispatcher) {
  for (const char* statement :
       {"WITH held AS (SELECT id FROM deliveries WHERE state = 'pending' AND attempts = 0 "
        "AND claimed_by = ?1 ORDER BY webhook, id LIMIT ?2 FOR UPDATE) "
        "UPDATE deliveries d SET claimed_by = 0 FROM held WHERE d.id = held.id",
        "WITH held AS (SELECT id FROM deliveries WHERE state = 'pending' AND attempts > 0 "
        "AND claimed_by = ?1 ORDER BY webhook, id LIMIT ?2 FOR UPDATE) "
        "UPDATE deliveries d SET claimed_by = 0 FROM held WHERE d.id = held.id"}) {
    std::int64_t count = 0;
    do {
      sql::Query query = database.query(statement);
      query.bind(dispatcher).bind(kLetGoMax).run();
      count = database.rows_changed();
    } while (count > 0);
  }
  database.query("DELETE FROM dispatchers WHERE id = ?").bind(dispatcher).run();
}

}  // namespace

bool has_dispatcher(Database& database) {
  return database.number(
             "SELECT EXISTS (SELECT 1 FROM dispatchers WHERE NOT has_ended "
             "AND alive_until > clock_timestamp())") != 0;
}

Membership::Membership(Database& database, Presence presence) : presence_(presence) {
  if (presence_ == Presence::dispatcher) {
    enter(database);
    say_alive(database);
  }
}

std::int64_t Membership::safe_number() const {
  return Steady::now().time_since_epoch().count() < safe_until_ ? number() : 0;
}

Membership::Entry Membership::entry() const {
  const std::lock_guard lock(mutex_);
  return entry_;
}

Share Membership::share() const {
  const std::lock_guard lock(mutex_);
  return share_;
}

void Membership::enter(Database& database) {
  const auto begun_at = Steady::now();
  const std::string name = process_name();
  sql::Query query = database.query(
      "INSERT INTO dispatchers (name, alive_until) "
      "VALUES (?, clock_timestamp() + ? * interval '1 second') RETURNING id");
  query.bind(name).bind(kLease.count());
  const Entry entry{.number = inserted_key(query), .server = database.server_started()};
  {
    const std::lock_guard lock(mutex_);
    entry_ = entry;
  }
  safe_until_ = (begun_at + kLease).time_since_epoch().count();
}

Membership::Silence Membership::stay(Database& database) {
  Sight sight = say_alive(database);
  if (!sight.is_known) {
    end_own(database);
    const std::int64_t former = number();
    do {
      enter(database);
    } while (number() == former);  // Another server may give it again.
    sight = say_alive(database);
  }
  return sight.silence;
}

/// In one question, since it is asked again and again: the rows are those from before the sign.
Membership::Sight Membership::say_alive(Database& database) {
  const auto begun_at = Steady::now();
  const Entry own = entry();
  Sight sight;
  Share share{.rank = 0, .count = 0};
  std::set<std::int64_t> listeners;
  sql::Query query = database.query(
      "WITH own AS (UPDATE dispatchers SET alive_until = clock_timestamp() + "
      "?1 * interval '1 second', wants_changes = ?3 <> 0 "
      "WHERE id = ?2 AND NOT has_ended RETURNING id) "
      "SELECT id, has_ended, ceil(extract(epoch FROM alive_until - clock_timestamp()) * 1000)"
      "::bigint, EXISTS (SELECT 1 FROM own), id <> ?2 AND wants_changes FROM dispatchers "
      "ORDER BY id");
  query.bind(kLease.count()).bind(own.number).bind(wants_changes_ ? 1 : 0);
  while (query.step()) {
    const bool has_ended = query.integer(1) != 0;
    sight.is_known = query.integer(3) != 0;
    const bool is_other = query.integer(0) != own.number;
    const std::chrono::milliseconds left(query.integer(2));
    if (has_ended || (is_other && left.count() <= 0)) {
      sight.silence.is_any = true;
    } else if (is_other) {
      sight.silence.next_in = std::min(sight.silence.next_in, left);
    }
    share.rank += !has_ended && query.integer(0) < own.number ? 1 : 0;
    share.count += has_ended ? 0 : 1;
    if (!has_ended && query.integer(4) != 0) {
      listeners.insert(query.integer(0));
    }
  }
  see_listeners(std::move(listeners));
  // Asked afterwards: the connection may have been made anew just before.
  sight.is_known = sight.is_known && database.server_started() == own.server;
  if (sight.is_known) {
    safe_until_ = (begun_at + kLease).time_since_epoch().count();
    const std::lock_guard lock(mutex_);
    share_ = share;
  }
  return sight;
}

void Membership::see_listeners(std::set<std::int64_t> listeners) {
  are_changes_wanted_ = !listeners.empty();
  if (!std::includes(listeners_.begin(), listeners_.end(), listeners.begin(), listeners.end())) {
    has_new_listener_ = true;
  }
  listeners_ = std::move(listeners);
}

bool Membership::end_silent(Database& database) {
  // One row's lock is held by whoever stores as that dispatcher: it comes before the end, or fails.
  database
      .query(
          "UPDATE dispatchers SET has_ended = true WHERE NOT has_ended "
          "AND alive_until < clock_timestamp()")
      .run();
  const std::vector<std::int64_t> ended =
      numbers_of(database.query("SELECT id FROM dispatchers WHERE has_ended"));
  for (const std::int64_t dispatcher : ended) {
    let_go(database, dispatcher);
  }
  return !ended.empty();
}

void Membership::leave(Database& database) {
  safe_until_ = 0;
  end_own(database);
  let_go(database, number());
}

/// By its name as well: at another server its number may be somebody else's.
void Membership::end_own(Database& database) const {
  const std::string name = process_name();
  database.query("UPDATE dispatchers SET has_ended = true WHERE id = ? AND name = ?")
      .bind(number())
      .bind(name)
      .run();
}

bool Membership::is_left_free(WebhookKey webhook) const {
  const std::lock_guard lock(mutex_);
  return left_free_.contains(webhook);
}

void Membership::leave_free(WebhookKey webhook, bool is_left) {
  const std::lock_guard lock(mutex_);
  is_left ? void(left_free_.insert(webhook)) : void(left_free_.erase(webhook));
}

}  // namespace hookstorm::native::postgres
