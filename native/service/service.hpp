// The dispatcher as a whole: store, writer, sending thread and API, put together and taken apart in
// the right order.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/logger.h>

#include "native/api/routes.hpp"
#include "native/api/server.hpp"
#include "native/api/update_feed.hpp"
#include "native/dispatcher/dispatcher.hpp"
#include "native/engine/delivery_changes.hpp"
#include "native/engine/intake.hpp"
#include "native/engine/retention.hpp"
#include "native/engine/updates.hpp"
#include "native/engine/webhook_changes.hpp"
#include "native/inbox/delayed_answers.hpp"
#include "native/inbox/forwarder.hpp"
#include "native/inbox/inboxes.hpp"
#include "native/metrics/metrics.hpp"
#include "native/queue/queue_intake.hpp"
#include "native/store/open_store.hpp"
#include "native/store/writer.hpp"

namespace hookstorm::native {

/// What may change while the service runs.
struct ChangeableSettings {
  SendingSettings sending;
  RetentionSettings retention;
  RateLimits rate_limits;
};

struct ServiceSettings {
  static constexpr std::chrono::seconds kGraceDefault{10};

  std::string database = "hookstorm.db";  ///< A file, or the URL of a PostgreSQL database.
  std::optional<SecretsKey> secrets_key;  ///< Without one, secrets are stored as they are.
  boost::asio::ip::tcp::endpoint listen;
  DispatcherSettings dispatcher;
  RetentionSettings retention;
  std::size_t connections_max = Server::kConnectionsMax;  ///< Of the API's clients.
  AccessMode access = AccessMode::token;
  RateLimits rate_limits;              ///< Of each token.
  std::optional<QueueSettings> queue;  ///< Without one, occurrences come by the API alone.
  std::chrono::milliseconds grace = kGraceDefault;  ///< For what is in flight at the end.
  /// Asked at SIGHUP, on the thread of `run`; nothing where all is to stay as it is.
  std::function<std::optional<ChangeableSettings>()> read_again = [] { return std::nullopt; };
};

class Service {
 public:
  /// Opens the store and listens. Throws StoreError, also where the queue's workspace is not there,
  /// boost::system::system_error.
  Service(const ServiceSettings& settings, spdlog::logger& log);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  Service(Service&&) = delete;
  Service& operator=(Service&&) = delete;

  [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const { return server_.endpoint(); }

  /// The code of a sign-in link, where tokens are asked for and nobody can have one.
  [[nodiscard]] std::optional<std::string> sign_in_code();

  /// Serves until SIGTERM or SIGINT; a second one ends the process at once.
  void run();

  /// Ends `run` as a signal does. From any thread.
  void stop();

  /// Does what SIGHUP does. From any thread.
  void reload();

 private:
  /// What may change while it runs, with this instance's own inboxes.
  void use(SendingSettings sending, const RetentionSettings& retention);
  /// Tells what other processes on the same store have done.
  void hear(const PeerNews& news);
  void await_signal();
  void await_reload();
  void read_again();
  void begin_stop();
  void stop_if_drained();

  std::chrono::milliseconds grace_;
  std::function<std::optional<ChangeableSettings>()> read_again_;
  spdlog::logger& log_;
  boost::asio::io_context context_;
  boost::asio::signal_set signals_;
  boost::asio::signal_set reload_signals_;
  boost::asio::steady_timer grace_timer_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<StoreReader> api_reader_;
  Metrics metrics_;
  Updates updates_;
  Writer writer_;
  AccessTable access_;
  AccessChanges access_changes_;
  Dispatcher dispatcher_;
  Intake intake_;
  WebhookChanges changes_;
  DeliveryChanges deliveries_;
  Inboxes inboxes_;
  DelayedAnswers delayed_answers_;
  Forwarder forwarder_;
  Retention retention_;
  UpdateFeed feed_;
  ApiContext api_;
  Router router_;
  Server server_;
  std::optional<QueueIntake> queue_;
  bool stopping_ = false;
  bool dispatcher_drained_ = false;
  bool server_drained_ = false;
};

}  // namespace hookstorm::native
