#include "native/inbox/inboxes.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace hookstorm::native {
namespace {

using Kind = InboxOutcome::Kind;

constexpr EpochMilliseconds kMillisecondsPerDay = 24LL * 60 * 60 * 1000;
/// 128 random bits: whoever knows an inbox's id may send to it.
constexpr std::size_t kIdBytes = 16;
constexpr CaptureLimits kLimits;

}  // namespace

Inboxes::Inboxes(Writer& writer, Clock clock, RandomBytes random)
    : writer_(writer), clock_(std::move(clock)), random_(std::move(random)) {}

EpochMilliseconds Inboxes::used_since() const {
  return std::max(kEarliestMoment, clock_() - days_kept_ * kMillisecondsPerDay);
}

EpochMilliseconds Inboxes::expires_at(const StoredInbox& inbox) const {
  return inbox.used_at + days_kept_ * kMillisecondsPerDay;
}

std::vector<StoredInbox> Inboxes::list(StoreReader& reader, WorkspaceKey workspace, InboxKey before,
                                       std::size_t limit) const {
  return reader.inboxes(workspace, used_since(), before, limit);
}

std::optional<StoredInbox> Inboxes::find(StoreReader& reader, std::string_view id) const {
  return reader.inbox(id, used_since());
}

std::optional<StoredInbox> Inboxes::find(StoreReader& reader, WorkspaceKey workspace,
                                         std::string_view id) const {
  std::optional<StoredInbox> inbox = find(reader, id);
  return inbox && inbox->workspace == workspace ? std::move(inbox) : std::nullopt;
}

bool Inboxes::create(WorkspaceKey workspace, std::string name, InboxAnswer answer, Done done) {
  const NewInbox inbox{.id = random_hex<kIdBytes>(random_),
                       .workspace = workspace,
                       .name = std::move(name),
                       .answer = std::move(answer)};
  return submit(
      [inbox, now = clock_(), used_since = used_since()](Store& store) {
        if (store.inbox_count(inbox.workspace, used_since) >= kInboxesMax) {
          return InboxOutcome{.kind = Kind::too_many};
        }
        store.create_inbox(inbox, now);
        return InboxOutcome{.kind = Kind::stored, .inbox = store.inbox(inbox.id, used_since)};
      },
      std::move(done));
}

bool Inboxes::update(WorkspaceKey workspace, std::string id, Change change, Done done) {
  return submit_for(
      workspace, std::move(id),
      [change = std::move(change), now = clock_()](Store& store, StoredInbox& inbox) {
        change(inbox);
        inbox.used_at = now;
        store.update_inbox(inbox);
        return InboxOutcome{.kind = Kind::stored, .inbox = inbox};
      },
      std::move(done));
}

bool Inboxes::remove(WorkspaceKey workspace, std::string id, Done done) {
  return submit_for(
      workspace, std::move(id),
      [](Store& store, const StoredInbox& inbox) {
        store.delete_inbox(inbox.key);
        return InboxOutcome{.kind = Kind::stored};
      },
      std::move(done));
}

bool Inboxes::clear(WorkspaceKey workspace, std::string id, Done done) {
  return submit_for(
      workspace, std::move(id),
      [](Store& store, const StoredInbox& inbox) {
        store.clear_captures(inbox.key);
        return InboxOutcome{.kind = Kind::stored, .inbox = inbox};
      },
      std::move(done));
}

bool Inboxes::capture(std::string id, Capture capture, Done done) {
  const std::size_t bytes = capture.bytes();
  if (waiting_ >= kWaitingMax || bytes_waiting_ + bytes > kBytesWaitingMax) {
    return false;
  }
  capture.head.at = clock_();
  capture.head.body_bytes = capture.body.size();
  ++waiting_;
  bytes_waiting_ += bytes;
  const bool is_taken = submit_for(
      std::nullopt, std::move(id),
      [capture = std::make_shared<const Capture>(std::move(capture))](Store& store,
                                                                      StoredInbox& inbox) {
        CaptureHead head = capture->head;
        head.number = store.add_capture(inbox.key, *capture, kLimits);
        return InboxOutcome{
            .kind = Kind::stored, .inbox = std::move(inbox), .capture = std::move(head)};
      },
      [this, bytes, done = std::move(done)](InboxOutcome outcome) {
        --waiting_;
        bytes_waiting_ -= bytes;
        done(std::move(outcome));
      },
      bytes);
  if (!is_taken) {
    --waiting_;
    bytes_waiting_ -= bytes;
  }
  return is_taken;
}

bool Inboxes::submit(Decide decide, Done done, std::size_t bytes) {
  const auto outcome = std::make_shared<InboxOutcome>();
  return writer_.try_submit(
      {.run = [outcome, decide = std::move(decide)](Store& store,
                                                    WebhookRegistry&) { *outcome = decide(store); },
       .done =
           [outcome, done = std::move(done)](bool is_committed) {
             done(is_committed ? std::move(*outcome) : InboxOutcome{});
           },
       .bytes = bytes});
}

bool Inboxes::submit_for(std::optional<WorkspaceKey> workspace, std::string id, DecideFor decide,
                         Done done, std::size_t bytes) {
  return submit(
      [workspace, id = std::move(id), decide = std::move(decide),
       used_since = used_since()](Store& store) {
        std::optional<StoredInbox> inbox = store.inbox(id, used_since);
        const bool is_there = inbox && inbox->workspace == workspace.value_or(inbox->workspace);
        return is_there ? decide(store, *inbox) : InboxOutcome{.kind = Kind::not_found};
      },
      std::move(done), bytes);
}

}  // namespace hookstorm::native
