// The core's calls for JavaScript. The texts that a call takes, UTF-8 and mostly JSON, lie in
// memory that the facade asked for; every result is one JSON text that stays valid until the next
// call: Embind's own strings would corrupt what is not well-formed. Calls are told by their place
// in a table, and their numbers lie beside their texts, so that Embind knows two functions and one
// type: each name and each type costs more than a call. Nothing is decided here; nothing throws.
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <emscripten/bind.h>

#include "core/address/address_class.hpp"
#include "core/catalogue/catalogue.hpp"
#include "core/family/body.hpp"
#include "core/json/parser.hpp"
#include "core/json/problems_json.hpp"
#include "core/matching/matching.hpp"
#include "core/occurrence/samples.hpp"
#include "core/reader/reader_json.hpp"
#include "core/recipe/recipes.hpp"
#include "core/replay/replay.hpp"
#include "core/request/curl_command.hpp"
#include "core/request/message_id.hpp"
#include "core/request/request.hpp"
#include "core/request/request_json.hpp"
#include "core/request/template_rendering.hpp"
#include "core/schema/schema.hpp"
#include "core/signature/verdict_json.hpp"
#include "core/signature/verification.hpp"
#include "core/simulation/simulation.hpp"
#include "core/text/uuid.hpp"
#include "core/webhook/webhook.hpp"

namespace hookstorm::border {
namespace {

/// A call as the facade lays it out: its numbers and the sizes of its texts; then the texts, one
/// after the other.
class Call {
 public:
  [[nodiscard]] double number(std::size_t index) const { return numbers_.at(index); }
  [[nodiscard]] bool flag(std::size_t index) const { return number(index) != 0; }

  [[nodiscard]] std::string_view text(std::size_t index) const {
    const char* begin = reinterpret_cast<const char*>(this + 1);  // NOLINT: the border itself.
    for (std::size_t before = 0; before < index; ++before) {
      begin += sizes_.at(before);
    }
    return {begin, sizes_.at(index)};
  }

 private:
  static constexpr std::size_t kNumbersMax = 3;
  static constexpr std::size_t kTextsMax = 6;

  std::array<double, kNumbersMax> numbers_;
  std::array<std::uint32_t, kTextsMax> sizes_;
};

/// What stays between two calls.
struct State {
  std::unique_ptr<char[]> room;  ///< Where the facade lays out the call.
  std::string result;
  Attempt attempt;
  Computations computations;
  std::optional<Verification> verification;
  std::array<std::uintptr_t, 2> place{};  ///< The result's address and size, as `call` told.
};

State state;  // NOLINT: one in each instance of the module, which JavaScript calls from one thread.

Checking checking_of(bool is_lenient) {
  return is_lenient ? Checking::lenient : Checking::strict;
}

HttpTargets http_targets_of(bool is_allowed) {
  return is_allowed ? HttpTargets::allowed : HttpTargets::refused;
}

/// An empty one stands for a preview's.
std::string_view message_id_in(const Call& call, std::size_t index) {
  const std::string_view id = call.text(index);
  return id.empty() ? kNilMessageId : id;
}

/// Random bytes that the facade drew.
template <std::size_t kSize>
std::array<std::uint8_t, kSize> bytes_of(std::string_view text) {
  std::array<std::uint8_t, kSize> bytes{};
  std::copy_n(text.begin(), std::min(kSize, text.size()), bytes.begin());
  return bytes;
}

/// Begins `{"value": …, "problems": […]}`; the value is to be written.
json::Writer begin_report() {
  json::Writer writer;
  writer.begin_object().name("value");
  return writer;
}

void end_report(json::Writer& writer, const Problems& problems) {
  writer.name("problems");
  json::write_problems(writer, problems);
  state.result = writer.end_object().take();
}

void report_nothing(const Problems& problems) {
  json::Writer writer = begin_report();
  end_report(writer.null(), problems);
}

void report_text(const Result<std::string>& text, Problems problems) {
  problems.append(text.problems());
  json::Writer writer = begin_report();
  text.ok() ? writer.text(text.value()) : writer.null();
  end_report(writer, problems);
}

void write_place(json::Writer& writer, std::string_view name, const std::string& bytes) {
  writer.name(name).begin_list();
  writer.integer(static_cast<std::int64_t>(
      reinterpret_cast<std::uintptr_t>(bytes.data())));  // NOLINT: the border itself.
  writer.integer(static_cast<std::int64_t>(bytes.size())).end_list();
}

void write_computations(json::Writer& writer, const Computations& computations) {
  writer.begin_list();
  for (const Computation& computation : computations.list) {
    writer.begin_object().name("algorithm").text(name_of(computation.algorithm));
    write_place(writer, "content", computations.contents.at(computation.content));
    write_place(writer, "key", computation.key);
    write_place(writer, "signature", computation.signature);
    writer.end_object();
  }
  writer.end_list();
}

std::optional<std::string> text_member(const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  if (member == nullptr || !member->is(json::Kind::text)) {
    return std::nullopt;
  }
  return member->text;
}

std::optional<std::vector<Header>> read_headers(const json::Value& object) {
  const json::Value* list = object.find("headers");
  if (list == nullptr || !list->is(json::Kind::list)) {
    return std::nullopt;
  }
  std::vector<Header> headers;
  for (const json::Member& item : list->members) {
    const auto name = text_member(item.value, "name");
    const auto value = text_member(item.value, "value");
    if (!name || !value) {
      return std::nullopt;
    }
    headers.push_back({*name, *value});
  }
  return headers;
}

std::optional<Request> read_request(const json::Value& object) {
  const auto method = text_member(object, "method");
  const auto url = text_member(object, "url");
  const auto body = text_member(object, "body");
  const auto headers = read_headers(object);
  if (!method || !url || !body || !headers) {
    return std::nullopt;
  }
  return Request{.method = *method, .url = *url, .headers = *headers, .body = *body};
}

void catalogue(const Call& /*call*/) {
  state.result = hookstorm::catalogue();
}

/// Texts: a trigger, and a family or nothing. The schema of an occurrence, or, where a family is
/// named, of its body. Both are the catalogue's names; nothing for others.
void schema(const Call& call) {
  const auto trigger = trigger_named(call.text(0));
  const std::string_view family_name = call.text(1);
  const auto family = family_named(family_name);
  state.result.clear();
  if (trigger && family_name.empty()) {
    state.result = occurrence_schema(*trigger);
  } else if (trigger && family && supports(*family, *trigger)) {
    state.result = body_schema(*trigger, *family);
  }
}

/// Texts: a trigger. Its sample, or nothing for an unknown one.
void sample(const Call& call) {
  const auto trigger = trigger_named(call.text(0));
  state.result = trigger ? std::string(sample_occurrence(*trigger)) : std::string();
}

/// Texts: an occurrence.
void check_occurrence(const Call& call) {
  const auto checked = parse_occurrence(call.text(0), checking_of(call.flag(0)));
  if (!checked.ok()) {
    report_nothing(checked.problems());
    return;
  }
  json::Writer writer = begin_report();
  writer.begin_object();
  writer.name("trigger").text(facts(checked.value().trigger).name);
  writer.name("occurredAt").text(format_timestamp(checked.value().occurred_at));
  end_report(writer.end_object(), checked.problems());
}

/// Texts: a webhook.
void check_webhook(const Call& call) {
  const auto checked = parse_webhook(call.text(0), http_targets_of(call.flag(0)));
  if (!checked.ok()) {
    report_nothing(checked.problems());
    return;
  }
  json::Writer writer = begin_report();
  write_webhook(writer, checked.value(), SecretShown::yes);
  end_report(writer, checked.problems());
}

/// Texts: a body.
void read_body(const Call& call) {
  json::Writer writer;
  write_foreign_body(writer, hookstorm::read_body(call.text(0), checking_of(call.flag(0))));
  state.result = writer.take();
}

/// Texts: an IP address. What it is for; nothing for a text that is none in canonical form.
void classify_address(const Call& call) {
  state.result.clear();
  if (const auto address = parse_ip_address(call.text(0))) {
    const Classification classification = hookstorm::classify_address(*address);
    json::Writer writer;
    writer.begin_object().name("addressClass").text(name_of(classification.address_class));
    writer.name("isPublic").boolean(is_public(classification));
    writer.name("reason").text(reason_of(classification));
    if (classification.inner) {
      writer.name("inner").text(format_ip_address(*classification.inner));
      writer.name("innerClass").text(name_of(classification.reached));
    }
    state.result = writer.end_object().take();
  }
}

/// Texts: an occurrence, a family by its name in the catalogue, a webhook's id, a message's id or
/// nothing for a preview's.
void build_body(const Call& call) {
  const auto checked = parse_occurrence(call.text(0), checking_of(call.flag(0)));
  const auto family = family_named(call.text(1));
  if (!checked.ok() || !family) {
    report_nothing(checked.problems());
    return;
  }
  const auto built =
      hookstorm::build_body(checked.value(), {.family = *family},
                            {.webhook_id = call.text(2), .message_id = message_id_in(call, 3)});
  Problems problems = checked.problems();
  problems.append(built.problems());
  json::Writer writer = begin_report();
  built.ok() ? writer.text(built.value().text) : writer.null();
  end_report(writer, problems);
}

/// Texts: an occurrence, a webhook, a message's well-formed id. The unsigned request, and what is
/// to be computed so that `signature` can be called; what that refers to lies there until the next
/// call.
void render_request(const Call& call) {
  const auto occurrence = parse_occurrence(call.text(0), checking_of(call.flag(1)));
  const auto webhook = parse_webhook(call.text(1), http_targets_of(call.flag(2)));
  Problems problems = occurrence.problems();
  problems.append(webhook.problems());
  if (problems.has_errors()) {
    report_nothing(problems);
    return;
  }
  state.attempt = {.message_id = std::string(call.text(2)),
                   .attempted_at = static_cast<EpochMilliseconds>(call.number(0))};
  const auto rendered =
      hookstorm::render_request(occurrence.value(), webhook.value(), state.attempt);
  problems.append(rendered.problems());
  if (!rendered.ok()) {
    report_nothing(problems);
    return;
  }
  state.computations = signing_computations(rendered.value(), webhook.value(), state.attempt);
  json::Writer writer = begin_report();
  writer.begin_object().name("request");
  write_request(writer, rendered.value());
  writer.name("computations");
  write_computations(writer, state.computations);
  end_report(writer.end_object(), problems);
}

/// Texts: an occurrence, a webhook, a message's id or nothing for a preview's.
void matches(const Call& call) {
  const auto occurrence = parse_occurrence(call.text(0), checking_of(call.flag(0)));
  const auto webhook = parse_webhook(call.text(1), http_targets_of(call.flag(1)));
  Problems problems = occurrence.problems();
  problems.append(webhook.problems());
  if (problems.has_errors()) {
    report_nothing(problems);
    return;
  }
  OccurrenceContext context(occurrence.value());
  json::Writer writer = begin_report();
  write_match(writer, hookstorm::matches(webhook.value(), context, message_id_in(call, 2)));
  end_report(writer, problems);
}

/// Texts: a template and an occurrence; a family by its name in the catalogue, a webhook's id, and
/// a message's id or nothing for a preview's: these are for `body`.
void render_template(const Call& call) {
  const auto checked = parse_occurrence(call.text(1), checking_of(call.flag(0)));
  const auto family = family_named(call.text(2));
  if (!checked.ok() || !family) {
    report_nothing(checked.problems());
    return;
  }
  report_text(hookstorm::render_template(
                  call.text(0), checked.value(), {.family = *family},
                  {.webhook_id = call.text(3), .message_id = message_id_in(call, 4)}),
              checked.problems());
}

/// Texts: a template and an object of variables; the moment is `now` to them.
void render_variables(const Call& call) {
  const auto variables = json::parse(call.text(1));
  if (!variables.ok()) {
    report_nothing(variables.problems());
    return;
  }
  const json_e::Context context(variables.value(), static_cast<EpochMilliseconds>(call.number(0)));
  report_text(hookstorm::render_template(call.text(0), context), {});
}

/// Texts: an exported log, and the edited webhook whose requests are compared with it.
void replay(const Call& call) {
  const auto webhook = parse_webhook(call.text(1), http_targets_of(call.flag(1)));
  if (!webhook.ok()) {
    report_nothing(webhook.problems());
    return;
  }
  json::Writer writer = begin_report();
  writer.number(replay_log(call.text(0), webhook.value(), {.requests = call.flag(0)}));
  end_report(writer, webhook.problems());
}

void recipes(const Call& /*call*/) {
  state.result = hookstorm::recipes();
}

/// Texts: a body, a secret, the name of a signature scheme that there is, a message's well-formed
/// id. The headers that the signature belongs to, and what is to be computed as that of
/// `render_request`.
void sign(const Call& call) {
  const auto scheme = signature_scheme_named(call.text(2));
  state.attempt = {.message_id = std::string(call.text(3)),
                   .attempted_at = static_cast<EpochMilliseconds>(call.number(0))};
  auto signing = sign_body(call.text(0), call.text(1), scheme.value_or(SignatureScheme::standard),
                           state.attempt);
  if (!signing.ok()) {
    report_nothing(signing.problems());
    return;
  }
  state.computations = std::move(signing.value().computations);
  json::Writer writer = begin_report();
  writer.begin_object().name("headers");
  write_headers(writer, signing.value().headers);
  writer.name("computations");
  write_computations(writer, state.computations);
  end_report(writer.end_object(), signing.problems());
}

/// Texts: the results of the computations of the request rendered or signed last. The header that
/// signs it, in a list.
void signature(const Call& call) {
  Request request;
  hookstorm::sign(request, state.attempt, state.computations, call.text(0));
  json::Writer writer;
  write_headers(writer, request.headers);
  state.result = writer.take();
}

/// Texts: `{"headers": [{"name", "value"}, …], "secrets": ["…", …]}` and a body. What is to be
/// computed so that `verdict` can be called, as that of `render_request`; nothing for other JSON.
void verify(const Call& call) {
  const auto document = json::parse(call.text(0));
  const auto headers = document.ok() ? read_headers(document.value()) : std::nullopt;
  const json::Value* secrets = document.ok() ? document.value().find("secrets") : nullptr;
  state.result.clear();
  if (!headers || secrets == nullptr) {
    return;
  }
  ReceivedRequest request{.headers = *headers,
                          .body = call.text(1),
                          .secrets = {},
                          .now = static_cast<EpochMilliseconds>(call.number(0)),
                          .tolerance_seconds = static_cast<std::int64_t>(call.number(1))};
  for (const json::Member& secret : secrets->members) {
    request.secrets.push_back(secret.value.text);
  }
  state.verification.emplace(request);
  json::Writer writer;
  write_computations(writer, state.verification->computations());
  state.result = writer.take();
}

/// Texts: the results of all computations of the verification begun last. What came of it; or,
/// where that is to be explained and nothing was computed for it yet, a list of all that is to be
/// computed, after which this is called again.
void verdict(const Call& call) {
  json::Writer writer;
  if (state.verification->look_for_mistakes(call.text(0))) {
    write_computations(writer, state.verification->computations());
    state.result = writer.take();
    return;
  }
  write_verdict(writer, state.verification->verdict(call.text(0)));
  state.result = writer.take();
  state.verification.reset();  // Its bodies may be large.
}

/// Texts: a request, as the JSON that `render_request` writes. Its curl command; nothing for other
/// JSON.
void curl(const Call& call) {
  const auto document = json::parse(call.text(0));
  state.result.clear();
  if (document.ok()) {
    if (const auto request = read_request(document.value())) {
      state.result = curl_command(*request);
    }
  }
}

/// Texts: a simulation.
void simulate(const Call& call) {
  const auto document = json::parse(call.text(0));
  const auto simulation =
      document.ok() ? check_simulation(document.value()) : Result<Simulation>(document.problems());
  if (!simulation.ok()) {
    report_nothing(simulation.problems());
    return;
  }
  json::Writer writer = begin_report();
  write_report(writer, hookstorm::simulate(simulation.value()), simulation.value());
  end_report(writer, simulation.problems());
}

/// Texts: 16 random bytes.
void new_webhook_id(const Call& call) {
  state.result = uuid_of(bytes_of<16>(call.text(0)));
}

/// Texts: 10 random bytes.
void new_message_id(const Call& call) {
  state.result =
      message_id(static_cast<EpochMilliseconds>(call.number(0)), bytes_of<10>(call.text(0)));
}

/// Texts: the name of a signature scheme that there is, and 32 random bytes.
void new_secret(const Call& call) {
  const auto scheme = signature_scheme_named(call.text(0));
  state.result =
      hookstorm::new_secret(scheme.value_or(SignatureScheme::standard), call.text(1)).text();
}

/// Texts: the seed of a private key, and the public key.
void key_pair(const Call& call) {
  json::Writer writer;
  writer.begin_object().name("secret");
  writer.text(Secret{std::string(call.text(0)), SecretKind::private_key}.text());
  writer.name("publicKey");
  writer.text(Secret{std::string(call.text(1)), SecretKind::public_key}.text());
  state.result = writer.end_object().take();
}

/// Texts: a message's id, or what is to be one.
void is_message_id(const Call& call) {
  state.result = hookstorm::is_message_id(call.text(0)) ? "true" : "false";
}

/// The calls in the order of wasm/src/calls.ts, which tells them by their places.
constexpr std::array kCalls = {
    &catalogue,
    &schema,
    &sample,
    &check_occurrence,
    &check_webhook,
    &read_body,
    &classify_address,
    &build_body,
    &render_request,
    &matches,
    &render_template,
    &render_variables,
    &replay,
    &recipes,
    &sign,
    &signature,
    &verify,
    &verdict,
    &curl,
    &simulate,
    &new_webhook_id,
    &new_message_id,
    &new_secret,
    &key_pair,
    &is_message_id,
};

/// The address of room for a call of so many bytes, until the next one; 0 where there is none.
std::uintptr_t room(std::uintptr_t size) {
  state.room.reset();  // First, so that there is room for one call and not for two.
  state.room.reset(new (std::nothrow) char[size]);
  return reinterpret_cast<std::uintptr_t>(state.room.get());  // NOLINT: the border itself.
}

/// Makes the call that lies in the room, and says where the address of the result and its size lie.
std::uintptr_t make_call(std::uintptr_t place) {
  kCalls.at(place)(*reinterpret_cast<const Call*>(state.room.get()));  // NOLINT: the border itself.
  state.place = {
      reinterpret_cast<std::uintptr_t>(state.result.data()),  // NOLINT: the border itself.
      state.result.size()};
  return reinterpret_cast<std::uintptr_t>(state.place.data());  // NOLINT: the border itself.
}

}  // namespace
}  // namespace hookstorm::border

EMSCRIPTEN_BINDINGS(hookstorm) {
  emscripten::function("room", &hookstorm::border::room);
  emscripten::function("call", &hookstorm::border::make_call);
}
