// The core's calls for JavaScript. Every argument is one UTF-8 JSON or plain text in memory that
// the facade allocated, every result one JSON text that stays valid until the next call: embind's
// own strings would corrupt what is not well-formed, and its numbers are doubles. Nothing is
// decided here; nothing throws.
#include <array>
#include <cstdint>
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

namespace hookstorm {
namespace {

/// A text in the module's memory, as the facade passes it.
struct Text {
  std::uintptr_t address;
  std::size_t size;

  [[nodiscard]] std::string_view view() const {
    return {reinterpret_cast<const char*>(address), size};  // NOLINT: the border itself.
  }
};

Checking checking_of(bool is_lenient) {
  return is_lenient ? Checking::lenient : Checking::strict;
}

HttpTargets http_targets_of(bool is_allowed) {
  return is_allowed ? HttpTargets::allowed : HttpTargets::refused;
}

/// An empty one stands for a preview's.
std::string_view message_id_of(Text text) {
  return text.size == 0 ? kNilMessageId : text.view();
}

/// Random bytes that the facade drew.
template <std::size_t kSize>
std::array<std::uint8_t, kSize> bytes_of(Text text) {
  std::array<std::uint8_t, kSize> bytes{};
  const std::string_view view = text.view();
  for (std::size_t i = 0; i < kSize && i < view.size(); ++i) {
    bytes.at(i) = static_cast<std::uint8_t>(view[i]);
  }
  return bytes;
}

class Core {
 public:
  [[nodiscard]] std::uintptr_t result_address() const {
    return reinterpret_cast<std::uintptr_t>(result_.data());  // NOLINT: the border itself.
  }
  [[nodiscard]] std::size_t result_size() const { return result_.size(); }

  void catalogue() { result_ = hookstorm::catalogue(); }

  /// The schema of an occurrence, or, where a family is named, of its body. Both are the
  /// catalogue's names; nothing for others.
  void schema(Text trigger_name, Text family_name) {
    const auto trigger = trigger_named(trigger_name.view());
    const auto family = family_named(family_name.view());
    result_.clear();
    if (trigger && family_name.size == 0) {
      result_ = occurrence_schema(*trigger);
    } else if (trigger && family && supports(*family, *trigger)) {
      result_ = body_schema(*trigger, *family);
    }
  }

  /// The sample's text, or nothing for an unknown trigger.
  void sample(Text trigger_name) {
    const auto trigger = trigger_named(trigger_name.view());
    result_ = trigger ? std::string(sample_occurrence(*trigger)) : std::string();
  }

  void check_occurrence(Text occurrence, bool is_lenient) {
    const auto checked = parse_occurrence(occurrence.view(), checking_of(is_lenient));
    report(checked.problems(), [&](json::Writer& writer) {
      if (checked.ok()) {
        writer.begin_object();
        writer.name("trigger").text(facts(checked.value().trigger).name);
        writer.name("occurredAt").text(format_timestamp(checked.value().occurred_at));
        writer.end_object();
      } else {
        writer.null();
      }
    });
  }

  void check_webhook(Text webhook, bool is_http_allowed) {
    const auto checked = parse_webhook(webhook.view(), http_targets_of(is_http_allowed));
    report(checked.problems(), [&](json::Writer& writer) {
      if (checked.ok()) {
        write_webhook(writer, checked.value(), SecretShown::yes);
      } else {
        writer.null();
      }
    });
  }

  void read_body(Text text, bool is_lenient) {
    json::Writer writer;
    write_foreign_body(writer, hookstorm::read_body(text.view(), checking_of(is_lenient)));
    result_ = writer.take();
  }

  /// What an IP address is for; nothing for a text that is none in canonical form.
  void classify_address(Text text) {
    result_.clear();
    if (const auto address = parse_ip_address(text.view())) {
      const Classification classification = hookstorm::classify_address(*address);
      json::Writer writer;
      writer.begin_object().name("addressClass").text(name_of(classification.address_class));
      writer.name("isPublic").boolean(is_public(classification));
      writer.name("reason").text(reason_of(classification));
      if (classification.inner) {
        writer.name("inner").text(format_ip_address(*classification.inner));
        writer.name("innerClass").text(name_of(classification.reached));
      }
      result_ = writer.end_object().take();
    }
  }

  /// `family` is one of the catalogue's names; an empty `message_id` stands for a preview's.
  void build_body(Text occurrence, Text family, Text webhook_id, Text message_id, bool is_lenient) {
    const auto checked = parse_occurrence(occurrence.view(), checking_of(is_lenient));
    const auto wanted = family_named(family.view());
    Problems problems = checked.problems();
    std::optional<std::string> body;
    if (checked.ok() && wanted) {
      auto built = hookstorm::build_body(
          checked.value(), {.family = *wanted},
          {.webhook_id = webhook_id.view(), .message_id = message_id_of(message_id)});
      problems.append(built.problems());
      if (built.ok()) {
        body = std::move(built.value().text);
      }
    }
    report(problems, [&](json::Writer& writer) { body ? writer.text(*body) : writer.null(); });
  }

  /// The unsigned request, and what is to be computed so that `signature` can be called; what that
  /// refers to lies there until the next call. `message_id` is well-formed.
  void render_request(Text occurrence, Text webhook, Text message_id, double attempted_at,
                      bool is_lenient, bool is_http_allowed) {
    const auto occurrence_read = parse_occurrence(occurrence.view(), checking_of(is_lenient));
    const auto webhook_read = parse_webhook(webhook.view(), http_targets_of(is_http_allowed));
    Problems problems = occurrence_read.problems();
    problems.append(webhook_read.problems());
    if (problems.has_errors()) {
      report(problems, [](json::Writer& writer) { writer.null(); });
      return;
    }
    attempt_ = {.message_id = std::string(message_id.view()),
                .attempted_at = static_cast<EpochMilliseconds>(attempted_at)};
    const auto rendered =
        hookstorm::render_request(occurrence_read.value(), webhook_read.value(), attempt_);
    problems.append(rendered.problems());
    if (!rendered.ok()) {
      report(problems, [](json::Writer& writer) { writer.null(); });
      return;
    }
    const Request& request = rendered.value();
    report(problems, [&](json::Writer& writer) {
      writer.begin_object().name("request");
      write_request(writer, request);
      computations_ = signing_computations(request, webhook_read.value(), attempt_);
      writer.name("computations");
      write_computations(writer, computations_);
      writer.end_object();
    });
  }

  /// An empty `message_id` stands for a preview's.
  void matches(Text occurrence, Text webhook, Text message_id, bool is_lenient,
               bool is_http_allowed) {
    const auto occurrence_read = parse_occurrence(occurrence.view(), checking_of(is_lenient));
    const auto webhook_read = parse_webhook(webhook.view(), http_targets_of(is_http_allowed));
    Problems problems = occurrence_read.problems();
    problems.append(webhook_read.problems());
    report(problems, [&](json::Writer& writer) {
      if (problems.has_errors()) {
        writer.null();
        return;
      }
      OccurrenceContext context(occurrence_read.value());
      write_match(writer,
                  hookstorm::matches(webhook_read.value(), context, message_id_of(message_id)));
    });
  }

  /// `family` is one of the catalogue's names; it and the ids are for `body`.
  void render_template(Text document, Text occurrence, Text family, Text webhook_id,
                       Text message_id, bool is_lenient) {
    const auto checked = parse_occurrence(occurrence.view(), checking_of(is_lenient));
    const auto wanted = family_named(family.view());
    if (!checked.ok() || !wanted) {
      report(checked.problems(), [](json::Writer& writer) { writer.null(); });
      return;
    }
    report_text(hookstorm::render_template(
                    document.view(), checked.value(), {.family = *wanted},
                    {.webhook_id = webhook_id.view(), .message_id = message_id_of(message_id)}),
                checked.problems());
  }

  /// The same for variables of one's own: an object, and the moment that is `now`.
  void render_variables(Text document, Text variables, double now) {
    const auto read = json::parse(variables.view());
    if (!read.ok()) {
      report(read.problems(), [](json::Writer& writer) { writer.null(); });
      return;
    }
    const json_e::Context context(read.value(), static_cast<EpochMilliseconds>(now));
    report_text(hookstorm::render_template(document.view(), context), {});
  }

  /// What an edited webhook makes of an exported log.
  void replay(Text log, Text webhook, bool with_requests, bool is_http_allowed) {
    const auto read = parse_webhook(webhook.view(), http_targets_of(is_http_allowed));
    report(read.problems(), [&](json::Writer& writer) {
      if (read.ok()) {
        writer.number(replay_log(log.view(), read.value(), {.requests = with_requests}));
      } else {
        writer.null();
      }
    });
  }

  void recipes() { result_ = hookstorm::recipes(); }

  /// The headers that sign the request rendered last; `results` are those of its computations.
  void signature(Text results) {
    Request request;
    sign(request, attempt_, computations_, results.view());
    json::Writer writer;
    write_headers(writer, request.headers);
    result_ = writer.take();
  }

  /// What is to be computed so that `verdict` can be called; as that of `render_request`. `text` is
  /// `{"headers": [{"name", "value"}, …], "secrets": ["…", …]}`; nothing for other JSON.
  void verify(Text text, Text body, double now, double tolerance_seconds) {
    const auto document = json::parse(text.view());
    const auto headers = document.ok() ? read_headers(document.value()) : std::nullopt;
    const json::Value* secrets = document.ok() ? document.value().find("secrets") : nullptr;
    result_.clear();
    if (!headers || secrets == nullptr) {
      return;
    }
    ReceivedRequest request{.headers = *headers,
                            .body = body.view(),
                            .secrets = {},
                            .now = static_cast<EpochMilliseconds>(now),
                            .tolerance_seconds = static_cast<std::int64_t>(tolerance_seconds)};
    for (const json::Member& secret : secrets->members) {
      request.secrets.push_back(secret.value.text);
    }
    verification_.emplace(request);
    json::Writer writer;
    write_computations(writer, verification_->computations());
    result_ = writer.take();
  }

  /// What came of the verification begun last; `results` are those of its computations.
  void verdict(Text results) {
    json::Writer writer;
    write_verdict(writer, verification_->verdict(results.view()));
    result_ = writer.take();
    verification_.reset();  // Its bodies may be large.
  }

  /// The curl command of a request, given as the JSON that `render_request` writes; nothing for
  /// other JSON.
  void curl(Text request_text) {
    const auto document = json::parse(request_text.view());
    result_.clear();
    if (document.ok()) {
      if (const auto request = read_request(document.value())) {
        result_ = curl_command(*request);
      }
    }
  }

  void simulate(Text input) {
    const auto document = json::parse(input.view());
    const auto simulation = document.ok() ? check_simulation(document.value())
                                          : Result<Simulation>(document.problems());
    report(simulation.problems(), [&](json::Writer& writer) {
      if (simulation.ok()) {
        write_report(writer, hookstorm::simulate(simulation.value()), simulation.value());
      } else {
        writer.null();
      }
    });
  }

  void new_webhook_id(Text random) { result_ = uuid_of(bytes_of<16>(random)); }

  void new_message_id(double accepted_at, Text random) {
    result_ = message_id(static_cast<EpochMilliseconds>(accepted_at), bytes_of<10>(random));
  }

  /// `scheme_name` is one that there is, and `random` 32 bytes.
  void new_secret(Text scheme_name, Text random) {
    const auto scheme = signature_scheme_named(scheme_name.view());
    result_ =
        hookstorm::new_secret(scheme.value_or(SignatureScheme::standard), random.view()).text();
  }

  void key_pair(Text seed, Text public_key) {
    json::Writer writer;
    writer.begin_object().name("secret");
    writer.text(Secret{std::string(seed.view()), SecretKind::private_key}.text());
    writer.name("publicKey");
    writer.text(Secret{std::string(public_key.view()), SecretKind::public_key}.text());
    result_ = writer.end_object().take();
  }

  [[nodiscard]] static bool is_message_id(Text text) {
    return hookstorm::is_message_id(text.view());
  }

 private:
  /// `{"value": …, "problems": […]}`
  template <typename WriteValue>
  void report(const Problems& problems, WriteValue write_value) {
    json::Writer writer;
    writer.begin_object().name("value");
    write_value(writer);
    writer.name("problems");
    json::write_problems(writer, problems);
    result_ = writer.end_object().take();
  }

  void report_text(const Result<std::string>& text, Problems problems) {
    problems.append(text.problems());
    report(problems,
           [&](json::Writer& writer) { text.ok() ? writer.text(text.value()) : writer.null(); });
  }

  static void write_place(json::Writer& writer, std::string_view name, const std::string& bytes) {
    writer.name(name).begin_list();
    writer.integer(static_cast<std::int64_t>(
        reinterpret_cast<std::uintptr_t>(bytes.data())));  // NOLINT: the border itself.
    writer.integer(static_cast<std::int64_t>(bytes.size())).end_list();
  }

  static void write_computations(json::Writer& writer, const Computations& computations) {
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

  static std::optional<std::string> text_member(const json::Value& object, std::string_view name) {
    const json::Value* member = object.find(name);
    if (member == nullptr || !member->is(json::Kind::text)) {
      return std::nullopt;
    }
    return member->text;
  }

  static std::optional<std::vector<Header>> read_headers(const json::Value& object) {
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

  static std::optional<Request> read_request(const json::Value& object) {
    const auto method = text_member(object, "method");
    const auto url = text_member(object, "url");
    const auto body = text_member(object, "body");
    const auto headers = read_headers(object);
    if (!method || !url || !body || !headers) {
      return std::nullopt;
    }
    return Request{.method = *method, .url = *url, .headers = *headers, .body = *body};
  }

  std::string result_;
  Attempt attempt_;
  Computations computations_;
  std::optional<Verification> verification_;
};

}  // namespace
}  // namespace hookstorm

EMSCRIPTEN_BINDINGS(hookstorm) {
  using hookstorm::Core;
  using hookstorm::Text;
  emscripten::value_array<Text>("Text").element(&Text::address).element(&Text::size);
  emscripten::class_<Core>("Core")
      .constructor<>()
      .function("resultAddress", &Core::result_address)
      .function("resultSize", &Core::result_size)
      .function("catalogue", &Core::catalogue)
      .function("schema", &Core::schema)
      .function("sample", &Core::sample)
      .function("checkOccurrence", &Core::check_occurrence)
      .function("checkWebhook", &Core::check_webhook)
      .function("readBody", &Core::read_body)
      .function("classifyAddress", &Core::classify_address)
      .function("buildBody", &Core::build_body)
      .function("renderRequest", &Core::render_request)
      .function("matches", &Core::matches)
      .function("renderTemplate", &Core::render_template)
      .function("renderVariables", &Core::render_variables)
      .function("replay", &Core::replay)
      .function("recipes", &Core::recipes)
      .function("signature", &Core::signature)
      .function("verify", &Core::verify)
      .function("verdict", &Core::verdict)
      .function("curl", &Core::curl)
      .function("simulate", &Core::simulate)
      .function("newWebhookId", &Core::new_webhook_id)
      .function("newMessageId", &Core::new_message_id)
      .function("newSecret", &Core::new_secret)
      .function("keyPair", &Core::key_pair)
      .class_function("isMessageId", &Core::is_message_id);
}
