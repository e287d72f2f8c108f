#include "native/queue/jetstream.hpp"

#include <limits>
#include <utility>

namespace hookstorm::native {
namespace {

constexpr std::int64_t kAnswerWithinMs = 5'000;
constexpr std::int64_t kFlushWithinMs = 2'000;
constexpr std::int64_t kReconnectWaitMs = 1'000;
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
/// Far beyond what a commit takes; then the server gives the message out again.
constexpr std::int64_t kAcknowledgeWithinSeconds = 10;
constexpr const char* kMessageId = "Nats-Msg-Id";

/// Throws QueueError, saying what was tried.
void check(natsStatus status, const std::string& attempt) {
  if (status != NATS_OK) {
    throw QueueError(attempt + ": " + natsStatus_GetText(status));
  }
}

void check(natsStatus status, jsErrCode code, const std::string& attempt) {
  if (status != NATS_OK && code != 0) {
    const char* last = nats_GetLastError(nullptr);
    throw QueueError(attempt + ": " + (last == nullptr ? natsStatus_GetText(status) : last));
  }
  check(status, attempt);
}

struct ReleaseConsumerInfo {
  void operator()(jsConsumerInfo* info) const { jsConsumerInfo_Destroy(info); }
};
using ConsumerInfo = std::unique_ptr<jsConsumerInfo, ReleaseConsumerInfo>;

}  // namespace

JetStream::Message::Message(std::shared_ptr<JetStream> stream, natsMsg* message)
    : stream_(std::move(stream)), message_(message) {
  jsMsgMetaData* metadata = nullptr;
  check(natsMsg_GetMetaData(&metadata, message), "A message's place in the stream cannot be read");
  sequence_ = metadata->Sequence.Stream;
  taken_at_ns_ = metadata->Timestamp;
  jsMsgMetaData_Destroy(metadata);
}

std::string_view JetStream::Message::text() const {
  return {natsMsg_GetData(message_.get()),
          static_cast<std::size_t>(natsMsg_GetDataLength(message_.get()))};
}

std::string_view JetStream::Message::subject() const {
  return natsMsg_GetSubject(message_.get());
}

std::string JetStream::Message::identity() const {
  const char* id = nullptr;
  const bool has_id =
      natsMsgHeader_Get(message_.get(), kMessageId, &id) == NATS_OK && id != nullptr && *id != '\0';
  return stream_->name_ +
         (has_id ? std::string(" id ") + id
                 : " " + std::to_string(sequence_) + " of " + std::to_string(taken_at_ns_));
}

void JetStream::Message::acknowledge() const noexcept {
  natsMsg_Ack(message_.get(), nullptr);  // Where it fails, the message comes again.
}

void JetStream::Message::put_back(std::chrono::milliseconds wait) const noexcept {
  natsMsg_NakWithDelay(message_.get(), wait.count(), nullptr);
}

JetStream::JetStream(const JetStreamSettings& settings)
    : name_(settings.stream), consumer_(settings.consumer) {
  connect(settings);
  subscribe(settings);
}

JetStream::~JetStream() {
  natsConnection_FlushTimeout(connection_.get(), kFlushWithinMs);  // What was acknowledged.
}

void JetStream::connect(const JetStreamSettings& settings) {
  natsOptions* raw_options = nullptr;
  check(natsOptions_Create(&raw_options), "The queue's options");
  const std::unique_ptr<natsOptions, ReleaseOptions> options(raw_options);
  check(natsOptions_SetURL(raw_options, settings.url.c_str()), "The queue's URL");
  check(natsOptions_SetName(raw_options, "hookstorm"), "The connection's name");
  check(natsOptions_SetTimeout(raw_options, kAnswerWithinMs), "The time to connect");
  check(natsOptions_SetReconnectWait(raw_options, kReconnectWaitMs), "The time to reconnect");
  check(natsOptions_SetMaxReconnect(raw_options, -1), "Reconnecting without end");
  if (!settings.ca_bundle.empty()) {
    check(natsOptions_LoadCATrustedCertificates(raw_options, settings.ca_bundle.c_str()),
          settings.ca_bundle);
  }
  if (!settings.credentials_file.empty()) {
    check(natsOptions_SetUserCredentialsFromFiles(raw_options, settings.credentials_file.c_str(),
                                                  nullptr),
          settings.credentials_file);
  }
  natsConnection* connection = nullptr;
  check(natsConnection_Connect(&connection, raw_options), "The queue cannot be reached");
  connection_.reset(connection);
  jsOptions js_options;
  check(jsOptions_Init(&js_options), "JetStream's options");
  js_options.Wait = kAnswerWithinMs;
  jsCtx* context = nullptr;
  check(natsConnection_JetStream(&context, connection, &js_options), "JetStream");
  context_.reset(context);
}

std::string JetStream::find_or_make_consumer(const JetStreamSettings& settings) {
  jsErrCode code = static_cast<jsErrCode>(0);
  jsConsumerInfo* raw_info = nullptr;
  natsStatus status = js_GetConsumerInfo(&raw_info, context_.get(), settings.stream.c_str(),
                                         settings.consumer.c_str(), nullptr, &code);
  if (status != NATS_OK && code == JSConsumerNotFoundErr) {
    jsConsumerConfig config;
    check(jsConsumerConfig_Init(&config), "The consumer's settings");
    config.Durable = settings.consumer.c_str();
    config.AckPolicy = js_AckExplicit;
    config.AckWait = kAcknowledgeWithinSeconds * kNanosecondsPerSecond;
    status =
        js_AddConsumer(&raw_info, context_.get(), settings.stream.c_str(), &config, nullptr, &code);
  }
  const ConsumerInfo info(raw_info);
  check(status, code, "The stream " + settings.stream + " gives no consumer");
  const char* filter = info->Config->FilterSubject;
  return filter == nullptr || *filter == '\0' ? ">" : filter;
}

void JetStream::subscribe(const JetStreamSettings& settings) {
  const std::string subject = find_or_make_consumer(settings);
  jsSubOptions options;
  check(jsSubOptions_Init(&options), "The subscription's options");
  options.Stream = settings.stream.c_str();
  // Bound to: what the library has made itself it deletes with the subscription.
  options.Consumer = settings.consumer.c_str();
  jsErrCode code = static_cast<jsErrCode>(0);
  natsSubscription* subscription = nullptr;
  check(js_PullSubscribe(&subscription, context_.get(), subject.c_str(), nullptr, nullptr, &options,
                         &code),
        code, "The consumer " + settings.consumer + " cannot be used");
  subscription_.reset(subscription);
}

std::vector<JetStream::Message> JetStream::fetch(std::size_t count,
                                                 std::chrono::milliseconds wait) {
  natsMsgList list{};
  jsErrCode code = static_cast<jsErrCode>(0);
  const natsStatus status = natsSubscription_Fetch(&list, subscription_.get(),
                                                   static_cast<int>(count), wait.count(), &code);
  std::vector<Message> messages;
  if (status == NATS_INVALID_SUBSCRIPTION) {
    return messages;
  }
  if (status == NATS_TIMEOUT) {
    check_consumer();
    return messages;
  }
  check(status, code, "The consumer gives no messages");
  messages.reserve(static_cast<std::size_t>(list.Count));
  for (int i = 0; i < list.Count; ++i) {
    messages.emplace_back(shared_from_this(), std::exchange(list.Msgs[i], nullptr));
  }
  natsMsgList_Destroy(&list);
  return messages;
}

void JetStream::check_consumer() {
  jsErrCode code = static_cast<jsErrCode>(0);
  jsConsumerInfo* info = nullptr;
  const natsStatus status =
      js_GetConsumerInfo(&info, context_.get(), name_.c_str(), consumer_.c_str(), nullptr, &code);
  const ConsumerInfo release(info);
  check(status, code, "The consumer gives no messages");
}

void JetStream::publish(const std::string& subject, std::string_view text,
                        const std::vector<Header>& headers, const std::string& identity) {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw QueueError("The message is too large");
  }
  natsMsg* raw_message = nullptr;
  check(natsMsg_Create(&raw_message, subject.c_str(), nullptr, text.data(),
                       static_cast<int>(text.size())),
        "The message for " + subject);
  const auto release = [](natsMsg* each) { natsMsg_Destroy(each); };
  const std::unique_ptr<natsMsg, decltype(release)> message(raw_message, release);
  for (const Header& header : headers) {
    check(natsMsgHeader_Set(raw_message, header.name.c_str(), header.value.c_str()), header.name);
  }
  jsPubOptions options;
  check(jsPubOptions_Init(&options), "The options of publishing");
  options.MsgId = identity.c_str();
  jsErrCode code = static_cast<jsErrCode>(0);
  check(js_PublishMsg(nullptr, context_.get(), raw_message, &options, &code), code,
        "No stream takes messages for " + subject);
}

void JetStream::end_fetching() noexcept {
  natsSubscription_Unsubscribe(subscription_.get());
}

}  // namespace hookstorm::native
