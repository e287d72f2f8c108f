#include "native/service/service.hpp"

#include <csignal>
#include <cstdlib>

#include <boost/asio/post.hpp>

namespace hookstorm::native {
namespace {

/// What a shell reports of a process that a signal ended.
constexpr int kExitBySignal = 128;

/// Beyond the grace, so that the dispatcher ends by itself first.
constexpr std::chrono::seconds kGraceMargin(1);

DispatcherSettings watched(DispatcherSettings settings, Metrics& metrics) {
  settings.on_attempt = [&metrics](const AttemptFigures& attempt) {
    metrics.count_attempt(attempt);
  };
  return settings;
}

}  // namespace

Service::Service(const ServiceSettings& settings, spdlog::logger& log)
    : grace_(settings.grace),
      read_again_(settings.read_again),
      log_(log),
      context_(1),
      signals_(context_, SIGTERM, SIGINT),
      reload_signals_(context_, SIGHUP),
      grace_timer_(context_),
      store_(open_store(settings.database, settings.secrets_key)),
      api_reader_(store_->open_reader()),
      updates_(store_->peers()),
      writer_(
          *store_, log,
          [this](std::size_t operations, double seconds, bool committed) {
            metrics_.count_commit(operations, seconds, committed);
            if (!committed && store_->peers() != nullptr) {
              // It may have been committed nevertheless, with nobody to tell.
              dispatcher_.hear({.work_freed = true, .has_work = {}, .health = {}});
              updates_.leave_gap();
            }
          },
          [this](const CommittedChanges& changes) { updates_.publish(changes); }),
      access_(read_access(*api_reader_), settings.rate_limits),
      access_changes_(writer_, access_, system_clock(), system_random()),
      dispatcher_(store_->open_reader(), writer_, system_clock(), system_random(),
                  watched(settings.dispatcher, metrics_), log, store_->peers()),
      intake_(writer_, system_clock(), system_random(),
              [this](AcceptedDeliveries accepted) { dispatcher_.hand_over(std::move(accepted)); }),
      changes_(writer_, system_clock(), system_random(), [this] { dispatcher_.wake(); }),
      deliveries_(
          writer_, system_clock(),
          [this](const std::vector<WebhookKey>& webhooks) { dispatcher_.look_again(webhooks); }),
      inboxes_(writer_, system_clock(), system_random()),
      delayed_answers_(context_),
      forwarder_(settings.dispatcher.sending.transfer, log),
      retention_(context_, writer_, system_clock(), settings.retention, log),
      feed_(context_, updates_, writer_, *api_reader_, system_clock(), system_random(), log),
      api_{.reader = *api_reader_,
           .intake = intake_,
           .changes = changes_,
           .deliveries = deliveries_,
           .inboxes = inboxes_,
           .delayed_answers = delayed_answers_,
           .forwarder = forwarder_,
           .writer = writer_,
           .updates = feed_,
           .metrics = metrics_,
           .access = access_,
           .access_changes = access_changes_,
           .access_mode = settings.access,
           .requests_under_way = [this] { return dispatcher_.requests_under_way(); },
           .http_targets = settings.dispatcher.sending.transfer.http_targets,
           .clock = system_clock(),
           .page = embedded_page(),
           .own_inboxes = OwnInboxes(settings.listen)},
      router_(make_router(api_)),
      server_(context_, settings.listen, router_, settings.connections_max, log) {
  std::optional<QueueSettings> queue = settings.queue;
  if (queue) {
    const std::optional<WorkspaceKey> workspace = access_.workspace_named(queue->workspace_name);
    if (!workspace) {
      throw StoreError("There is no workspace " + queue->workspace_name +
                       " for what the queue brings; make it by `hookstorm workspace create`.");
    }
    queue->workspace = *workspace;
  }
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT: a broken connection is an error code, not an end.
  await_signal();
  await_reload();
  api_.own_inboxes = OwnInboxes(server_.endpoint());  // With the port that there is.
  use(settings.dispatcher.sending, settings.retention);
  server_.start();
  dispatcher_.start();
  retention_.start();
  if (queue) {
    queue_.emplace(*queue, intake_, metrics_, log);
  }
  if (Peers* peers = store_->peers()) {
    peers->follow([this](const PeerNews& news) { hear(news); });
  }
}

Service::~Service() {
  if (queue_) {
    queue_->stop();
  }
  forwarder_.stop();
  // The writer's callbacks reach the dispatcher, and the dispatcher's thread the writer.
  dispatcher_.stop();
  writer_.stop();
  if (Peers* peers = store_->peers()) {
    peers->leave();
  }
}

void Service::hear(const PeerNews& news) {
  if (news.has_gap) {
    updates_.leave_gap();
  }
  if (news.committed.size() > 0) {
    updates_.hear(news.committed);
  }
  if (news.access_changed) {
    access_changes_.read_again();
  }
  if (news.webhooks_changed) {
    // Whatever the writer does, it reads them again first. What else is new may come of that: a
    // webhook that is healthy again, since it has another URL.
    writer_.submit({.run = [](Store&, WebhookRegistry&) {},
                    .done =
                        [this, news](bool /*committed*/) {
                          dispatcher_.wake();
                          dispatcher_.hear(news);
                        }});
  } else {
    dispatcher_.hear(news);
  }
}

std::optional<std::string> Service::sign_in_code() {
  return api_.access_mode == AccessMode::token && !access_.has_token()
             ? std::optional(access_changes_.new_sign_in_code())
             : std::nullopt;
}

void Service::run() {
  context_.run();
}

void Service::stop() {
  boost::asio::post(context_, [this] { begin_stop(); });
}

void Service::await_signal() {
  signals_.async_wait([this](const boost::system::error_code& error, int number) {
    if (error) {
      return;
    }
    if (stopping_) {
      std::_Exit(kExitBySignal + number);
    }
    log_.info("stopping: {} s for what is in flight",
              std::chrono::duration_cast<std::chrono::seconds>(grace_).count());
    begin_stop();
    await_signal();
  });
}

void Service::reload() {
  boost::asio::post(context_, [this] { read_again(); });
}

void Service::await_reload() {
  reload_signals_.async_wait([this](const boost::system::error_code& error, int /*number*/) {
    if (error) {
      return;
    }
    read_again();
    await_reload();
  });
}

void Service::read_again() {
  if (stopping_) {
    return;
  }
  const std::optional<ChangeableSettings> settings = read_again_();
  if (!settings) {
    return;
  }
  api_.http_targets = settings->sending.transfer.http_targets;
  use(settings->sending, settings->retention);
  access_.use_limits(settings->rate_limits);
  log_.info("the settings were read again");
}

void Service::use(SendingSettings sending, const RetentionSettings& retention) {
  sending.transfer.own_inboxes = api_.own_inboxes;
  forwarder_.use(sending.transfer);
  dispatcher_.use(std::move(sending));
  inboxes_.keep(retention.inbox_days);
  retention_.use(retention);
}

void Service::begin_stop() {
  if (stopping_) {
    return;
  }
  stopping_ = true;
  reload_signals_.cancel();
  retention_.stop();
  delayed_answers_.hurry();
  if (queue_) {
    queue_->stop_taking();
  }
  server_.drain([this] {
    server_drained_ = true;
    stop_if_drained();
  });
  dispatcher_.drain(grace_, [this] {
    boost::asio::post(context_, [this] {
      dispatcher_drained_ = true;
      stop_if_drained();
    });
  });
  grace_timer_.expires_after(grace_ + kGraceMargin);
  grace_timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) {
      context_.stop();
    }
  });
}

void Service::stop_if_drained() {
  if (server_drained_ && dispatcher_drained_) {
    context_.stop();
  }
}

}  // namespace hookstorm::native
