#include "native/cli/program.hpp"

#include <exception>
#include <iostream>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "core/address/network.hpp"
#include "core/request/message_id.hpp"
#include "core/request/request.hpp"
#include "core/text/uuid.hpp"
#include "native/cli/catalogue.hpp"
#include "native/cli/export.hpp"
#include "native/cli/matches.hpp"
#include "native/cli/preview.hpp"
#include "native/cli/read.hpp"
#include "native/cli/recipes.hpp"
#include "native/cli/render.hpp"
#include "native/cli/replay.hpp"
#include "native/cli/schema.hpp"
#include "native/cli/secret.hpp"
#include "native/cli/send.hpp"
#include "native/cli/serve.hpp"
#include "native/cli/serve_options.hpp"
#include "native/cli/simulate.hpp"
#include "native/cli/status.hpp"
#include "native/cli/usage_error.hpp"
#include "native/cli/validate.hpp"
#include "native/cli/verify.hpp"

namespace hookstorm::native {
namespace {

constexpr long kTimeoutSecondsMax = 300;
constexpr long kMillisecondsPerSecond = 1000;
constexpr long kDisableAfterDaysMax = 365;
constexpr std::int64_t kToleranceSecondsMax = 10LL * 365 * 24 * 60 * 60;

constexpr const char* kExamples = R"(Examples:
  hookstorm preview occurrence.json --family extended
  hookstorm validate occurrence.json
  hookstorm send occurrence.json --url https://example.com/hook
  hookstorm serve --database hookstorm.db --listen 127.0.0.1:8420

FILE may be - for standard input. Exit codes: 0 good, 1 problems found or a
delivery that failed, 2 bad usage, 3 the webhook does not take the occurrence.
)";

/// "extended, legacy, …"
std::string family_list() {
  std::string list;
  for (const std::string_view name : family_names()) {
    list.append(list.empty() ? "" : ", ").append(name);
  }
  return list;
}

/// Takes a family's name for the number that CLI11 reads an enumerator from.
CLI::Validator family_name() {
  return CLI::Validator(
      [](std::string& text) {
        const std::optional<Family> family = family_named(text);
        if (!family) {
          return "\"" + text + "\" is no family; there are " + family_list();
        }
        text = std::to_string(static_cast<int>(*family));
        return std::string();
      },
      "");
}

/// The commands, and the arguments they were given.
class CommandLine {
 public:
  CommandLine() {
    app_.set_version_flag("--version", "hookstorm " + std::string(kVersion));
    app_.footer(kExamples);
    app_.require_subcommand(1);
    add_preview();
    add_validate();
    add_send();
    add_serve();
    add_catalogue();
    add_schema();
    add_read();
    add_matches();
    add_render();
    add_recipes();
    add_simulate();
    add_verify();
    add_secret();
    add_export();
    add_status();
    add_replay();
  }

  int run(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? static_cast<int>(ExitCode::good)
                                   : static_cast<int>(ExitCode::bad_usage);
    }
    return static_cast<int>(run_command());
  }

 private:
  ExitCode run_command() {
    if (*preview_command_) {
      return preview(preview_);
    }
    if (*validate_command_) {
      return validate(validate_);
    }
    if (*send_command_) {
      return send(send_);
    }
    if (*catalogue_command_) {
      return print_catalogue();
    }
    if (*simulate_command_) {
      return simulate_file(simulate_);
    }
    if (*schema_command_) {
      return print_schema(schema_);
    }
    if (*read_command_) {
      return read_foreign_body(read_);
    }
    if (*matches_command_) {
      return print_match(matches_);
    }
    if (*render_command_) {
      return render(render_);
    }
    if (*status_command_) {
      return print_status(status_);
    }
    if (*export_command_) {
      return export_log(export_);
    }
    if (*replay_command_) {
      return replay(replay_);
    }
    if (*recipes_command_) {
      return print_recipes(recipes_);
    }
    if (*verify_command_) {
      return verify(verify_);
    }
    if (*secret_command_) {
      return print_secret(secret_);
    }
    return serve(serve_);
  }

  static CLI::Option* add_file(CLI::App* command, std::string& file) {
    return command->add_option("FILE", file, "What to read; - for standard input")->required();
  }

  static CLI::Option* add_family(CLI::App* command, Family& family) {
    return command->add_option("--family", family, "The body's shape: " + family_list())
        ->transform(family_name())
        ->type_name("NAME");
  }

  static CLI::Option* add_webhook(CLI::App* command, std::string& file) {
    return command->add_option("--webhook", file, "A webhook's configuration, as JSON")
        ->type_name("FILE");
  }

  static void add_signature(CLI::App* command, SignatureScheme& scheme) {
    command
        ->add_option_function<std::string>(
            "--signature",
            [&scheme](const std::string& name) {
              scheme = signature_scheme_named(name).value_or(scheme);
            },
            "How the secret signs: standard or livestorm")
        ->check(CLI::IsMember({"standard", "livestorm"}))
        ->type_name("NAME")
        ->default_str("standard");
  }

  static void add_webhook_id(CLI::App* command, std::string& id) {
    command->add_option("--webhook-id", id, "Stands in the body of the extended family")
        ->check(CLI::Validator(
            [](std::string& text) {
              return is_uuid(text) ? std::string() : "\"" + text + "\" is no UUID";
            },
            ""))
        ->type_name("UUID")
        ->default_str(kNilUuid);
  }

  static CLI::Option* add_message_id(CLI::App* command, std::string& id, const char* description) {
    return command->add_option("--message-id", id, description)
        ->check(CLI::Validator(
            [](std::string& text) {
              return is_message_id(text) ? std::string()
                                         : "\"" + text + "\" is not 1 to 64 of A-Z a-z 0-9 _ -";
            },
            ""))
        ->type_name("ID");
  }

  static void add_lenient(CLI::App* command, Checking& checking) {
    command->add_flag_callback(
        "--lenient", [&checking] { checking = Checking::lenient; },
        "Let doubtful values through, such as redacted ids");
  }

  static void add_allow_http(CLI::App* command, HttpTargets& http_targets) {
    command->add_flag_callback(
        "--allow-http", [&http_targets] { http_targets = HttpTargets::allowed; },
        "Let targets be plain http");
  }

  static void add_timeout(CLI::App* command, long& timeout_ms) {
    command
        ->add_option_function<long>(
            "--timeout",
            [&timeout_ms](const long& seconds) { timeout_ms = seconds * kMillisecondsPerSecond; },
            "For a request as a whole, in seconds")
        ->check(CLI::Range(1L, kTimeoutSecondsMax))
        ->type_name("SECONDS")
        ->default_str(std::to_string(timeout_ms / kMillisecondsPerSecond));
  }

  static void add_allow_network(CLI::App* command, AddressGuard& addresses) {
    command
        ->add_option_function<std::vector<std::string>>(
            "--allow-network",
            [&addresses](const std::vector<std::string>& texts) {
              std::vector<Network> networks;
              networks.reserve(texts.size());
              for (const std::string& text : texts) {
                networks.push_back(*parse_network(text));
              }
              addresses = AddressGuard(std::move(networks));
            },
            "Let targets lie in a network that is not public, such as 127.0.0.0/8; may be repeated")
        ->check(CLI::Validator(
            [](std::string& text) {
              return parse_network(text) ? std::string()
                                         : "\"" + text + "\" is no network such as 10.0.0.0/8";
            },
            ""))
        ->type_name("NETWORK");
  }

  static void add_route(CLI::App* command, TransferSettings& transfer) {
    command
        ->add_option("--ca-bundle", transfer.ca_bundle,
                     "Certificates to trust, in place of the system's (PEM)")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    CLI::Option* certificate = command
                                   ->add_option("--client-certificate", transfer.client_certificate,
                                                "Shown to receivers that ask for one (PEM)")
                                   ->check(CLI::ExistingFile)
                                   ->type_name("FILE");
    command
        ->add_option("--client-key", transfer.client_key,
                     "The certificate's key, where it is in another file")
        ->check(CLI::ExistingFile)
        ->needs(certificate)
        ->type_name("FILE");
    command
        ->add_option("--proxy", transfer.proxy,
                     "Send through a proxy, which then decides which addresses may be reached")
        ->type_name("URL");
    command
        ->add_option("--resolve", transfer.resolved_names,
                     "Take HOST:PORT to be at ADDRESS; may be repeated")
        ->type_name("HOST:PORT:ADDRESS");
  }

  void add_preview() {
    preview_command_ = app_.add_subcommand("preview", "Print the body an occurrence becomes");
    preview_command_->footer(
        "Examples:\n  hookstorm preview occurrence.json --family legacy\n"
        "  hookstorm preview occurrence.json --webhook webhook.json --request\n");
    add_file(preview_command_, preview_.file);
    CLI::Option* family = add_family(preview_command_, preview_.family);
    CLI::Option* webhook = add_webhook(preview_command_, preview_.webhook_file)->excludes(family);
    preview_command_->add_flag("--request", preview_.request, "Print the whole request")
        ->needs(webhook);
    preview_command_->callback([family, webhook] {
      if (family->empty() && webhook->empty()) {
        throw CLI::RequiredError("--family or --webhook");
      }
    });
    add_webhook_id(preview_command_, preview_.webhook_id);
    add_message_id(preview_command_, preview_.message_id,
                   "Stands in the body of the cloudevents family")
        ->capture_default_str();
    add_lenient(preview_command_, preview_.checking);
    add_allow_http(preview_command_, preview_.http_targets);
    preview_command_->add_flag("--json", preview_.json, "Print body and problems as JSON");
  }

  void add_validate() {
    validate_command_ =
        app_.add_subcommand("validate", "Check an occurrence or a webhook's configuration");
    validate_command_->footer("Example:\n  hookstorm validate webhook.json --as webhook --json\n");
    add_file(validate_command_, validate_.file);
    validate_command_
        ->add_option_function<std::string>(
            "--as",
            [this](const std::string& kind) {
              validate_.kind = kind == "webhook" ? DocumentKind::webhook : DocumentKind::occurrence;
            },
            "What the file holds: occurrence or webhook; told by its members where left out")
        ->check(CLI::IsMember({"occurrence", "webhook"}))
        ->type_name("KIND");
    add_lenient(validate_command_, validate_.checking);
    add_allow_http(validate_command_, validate_.targets.http);
    validate_command_->add_flag_callback(
        "--public-only", [this] { validate_.targets.private_targets = PrivateTargets::refused; },
        "Refuse targets that are not on the open Internet");
    validate_command_->add_flag("--json", validate_.json, "Print the verdict as JSON");
  }

  void add_send() {
    send_command_ = app_.add_subcommand("send", "Send an occurrence once, from here");
    send_command_->footer(
        "Example:\n  HOOKSTORM_SECRET=whsec_… hookstorm send occurrence.json --url "
        "https://example.com/in\n");
    send_.webhook_id = kNilUuid;
    add_file(send_command_, send_.file);
    CLI::Option* webhook = add_webhook(send_command_, send_.webhook_file);
    send_command_->add_option("--url", send_.url, "Where to")->excludes(webhook)->type_name("URL");
    add_family(send_command_, send_.family)->excludes(webhook)->default_str("extended");
    send_command_
        ->add_option("--secret", send_.secret,
                     "Signs the request. Others see arguments: better set HOOKSTORM_SECRET")
        ->envname("HOOKSTORM_SECRET")
        ->type_name("whsec_…");
    add_signature(send_command_, send_.signature);
    add_webhook_id(send_command_, send_.webhook_id);
    add_message_id(send_command_, send_.message_id,
                   "By which receivers tell duplicates: of a message that is sent again; else new");
    add_allow_http(send_command_, send_.transfer.http_targets);
    add_lenient(send_command_, send_.checking);
    add_timeout(send_command_, send_.transfer.timeout_ms);
    add_route(send_command_, send_.transfer);
    send_command_->add_flag("--json", send_.json, "Print the outcome as JSON");
  }

  void add_serve() {
    serve_command_ = app_.add_subcommand("serve", "Accept occurrences and deliver them");
    serve_command_->footer(
        "Example:\n  hookstorm serve --listen 127.0.0.1:8420 --retry-delays 5,300,1800\n");
    serve_command_->add_option("--database", serve_.database, "Created where it is missing")
        ->type_name("FILE")
        ->capture_default_str();
    serve_command_
        ->add_option("--listen", serve_.listen, "A loopback address; port 0 takes a free one")
        ->type_name("ADDRESS:PORT")
        ->capture_default_str();
    add_allow_http(serve_command_, serve_.transfer.http_targets);
    serve_command_
        ->add_option("--retry-delays", serve_.retry_delays_s,
                     "The wait before each retry, in seconds, such as 5,300,1800; at most 20; for "
                     "webhooks without a retry policy, in place of \"standard\"")
        ->delimiter(',')
        ->type_name("LIST");
    serve_command_
        ->add_option("--disable-after", serve_.disable_after_days,
                     "Days of nothing but failure, over several messages, that disable a webhook")
        ->check(CLI::Range(1L, kDisableAfterDaysMax))
        ->type_name("DAYS")
        ->capture_default_str();
    add_secrets_key_option(*serve_command_, serve_.secrets_key_file);
    add_retention_options(*serve_command_, serve_.retention);
    add_timeout(serve_command_, serve_.transfer.timeout_ms);
    add_allow_network(serve_command_, serve_.transfer.addresses);
    add_route(serve_command_, serve_.transfer);
    serve_command_
        ->add_option_function<std::string>(
            "--log",
            [this](const std::string& form) {
              serve_.log_form = form == "json" ? LogForm::json : LogForm::text;
            },
            "The log's form, on standard error: text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->type_name("FORM")
        ->default_str("text");
  }

  void add_catalogue() {
    catalogue_command_ =
        app_.add_subcommand("catalogue", "Print triggers, families and every field as JSON");
  }

  void add_schema() {
    schema_command_ =
        app_.add_subcommand("schema", "Print the JSON Schema of an occurrence or of its body");
    schema_command_->footer("Example:\n  hookstorm schema session.ended --family legacy\n");
    const std::vector<std::string_view> names = trigger_names();
    schema_command_
        ->add_option_function<std::string>(
            "TRIGGER",
            [this](const std::string& name) {
              schema_.trigger = trigger_named(name).value_or(schema_.trigger);
            },
            "What happens, such as event.created")
        ->required()
        ->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())))
        ->type_name("");
    schema_command_
        ->add_option_function<Family>(
            "--family", [this](const Family& family) { schema_.family = family; },
            "Of the body in this family, instead of the occurrence")
        ->transform(family_name())
        ->type_name("NAME");
  }

  void add_read() {
    read_command_ =
        app_.add_subcommand("read", "Tell a received body's family and trigger, and check it");
    read_command_->footer("Example:\n  hookstorm read body.json\n");
    add_file(read_command_, read_.file);
    read_command_->add_flag_callback(
        "--strict", [this] { read_.checking = Checking::strict; },
        "Refuse what the vendor's own examples get wrong, such as redacted ids");
    read_command_->add_flag("--json", read_.json, "Print what was read as JSON");
  }

  void add_matches() {
    matches_command_ =
        app_.add_subcommand("matches", "Tell whether a webhook takes an occurrence, or why not");
    matches_command_->footer(
        "Example:\n  hookstorm matches occurrence.json --webhook webhook.json\n\n"
        "Exit codes: 0 it is sent, 1 problems found, 2 bad usage, 3 it is not sent.\n");
    add_file(matches_command_, matches_.file);
    add_webhook(matches_command_, matches_.webhook_file)->required();
    add_lenient(matches_command_, matches_.checking);
    add_allow_http(matches_command_, matches_.http_targets);
    matches_command_->add_flag("--json", matches_.json, "Print the match and problems as JSON");
  }

  void add_render() {
    render_command_ = app_.add_subcommand("render", "Print what a template makes of an occurrence");
    render_command_->footer("Example:\n  hookstorm render template.json occurrence.json\n");
    render_.webhook_id = kNilUuid;
    render_command_->add_option("TEMPLATE", render_.template_file, "A JSON-e document")->required();
    add_file(render_command_, render_.file);
    add_family(render_command_, render_.family)->default_str("extended");
    add_webhook_id(render_command_, render_.webhook_id);
    add_lenient(render_command_, render_.checking);
    render_command_->add_flag("--json", render_.json, "Print body and problems as JSON");
  }

  void add_recipes() {
    recipes_command_ = app_.add_subcommand(
        "recipes", "List webhooks for Slack and others, or print one to be filled in");
    recipes_command_->footer("Example:\n  hookstorm recipes slack > webhook.json\n");
    recipes_command_->add_option("NAME", recipes_.name, "Which; all are listed without it");
    recipes_command_->add_flag("--json", recipes_.json, "Print all that there is as JSON");
  }

  void add_simulate() {
    simulate_command_ = app_.add_subcommand(
        "simulate", "Tell what would happen to deliveries while a receiver is down or slow");
    simulate_command_->footer(
        "Example:\n  hookstorm simulate simulation.json\ndocs/simulation.md says what the file "
        "holds.\n");
    add_file(simulate_command_, simulate_.file);
    simulate_command_->add_flag("--json", simulate_.json, "Print the whole report as JSON");
  }

  void add_verify() {
    verify_command_ =
        app_.add_subcommand("verify", "Check a received request's signature, and say why not");
    verify_command_->footer(
        "Example:\n  HOOKSTORM_SECRET=whsec_… hookstorm verify --body body.json --headers "
        "headers.txt\n");
    verify_command_
        ->add_option("--body", verify_.body_file, "The bytes that came in; - for standard input")
        ->required()
        ->type_name("FILE");
    verify_command_->add_option("--header", verify_.headers, "One header; may be repeated")
        ->type_name("'NAME: VALUE'");
    verify_command_
        ->add_option("--headers", verify_.headers_file,
                     "The headers, a line each, as curl -i prints them")
        ->type_name("FILE");
    verify_command_
        ->add_option("--secret", verify_.secrets,
                     "What may have signed, the present one first; may be repeated. Others see "
                     "arguments: better set HOOKSTORM_SECRET")
        ->required()
        ->envname("HOOKSTORM_SECRET")
        ->type_name("whsec_…|whpk_…|TEXT");
    verify_command_->add_option("--now", verify_.now, "When it came in, instead of this moment")
        ->type_name("MOMENT");
    verify_command_
        ->add_option("--tolerance", verify_.tolerance_seconds,
                     "How far the clocks may differ, in seconds")
        ->check(CLI::Range(std::int64_t{0}, kToleranceSecondsMax))
        ->type_name("SECONDS")
        ->capture_default_str();
    verify_command_->add_flag("--json", verify_.json, "Print the verdict as JSON");
  }

  void add_secret() {
    secret_command_ = app_.add_subcommand("secret", "Make a signing secret");
    secret_command_->footer("Example:\n  hookstorm secret --asymmetric\n");
    add_signature(secret_command_, secret_.signature);
    secret_command_->add_flag("--asymmetric", secret_.asymmetric,
                              "An ed25519 key pair: whsk_…, then whpk_… for receivers");
    secret_command_->add_flag("--json", secret_.json, "Print it as JSON");
  }

  void add_export() {
    export_command_ =
        app_.add_subcommand("export", "Print what became of every message, for replay");
    export_command_->footer(
        "Example:\n  hookstorm export --database hookstorm.db > deliveries.jsonl\n\n"
        "Signing secrets are left out; webhooks' own headers and all data are not. A dispatcher "
        "may run on the file.\n");
    export_command_->add_option("--database", export_.database, "The dispatcher's file")
        ->type_name("FILE")
        ->capture_default_str();
    export_command_->add_option("--webhook", export_.webhook_id, "Of this webhook alone")
        ->type_name("UUID");
    export_command_
        ->add_option_function<std::string>(
            "--since",
            [this](const std::string& text) {
              export_.since = parse_timestamp(text).value_or(kEarliestMoment);
            },
            "Messages accepted from this moment on, such as 2026-10-06T14:00:00Z")
        ->check(CLI::Validator(
            [](std::string& text) {
              return parse_timestamp(text) ? std::string()
                                           : "\"" + text + "\" is no moment with an offset";
            },
            ""))
        ->type_name("MOMENT");
  }

  void add_status() {
    status_command_ = app_.add_subcommand("status", "Tell how a running dispatcher is");
    status_command_->footer(
        "Example:\n  hookstorm status --url http://127.0.0.1:8420\n\n"
        "Exit codes: 0 good, 1 no dispatcher answers, 2 bad usage.\n");
    status_command_->add_option("--url", status_.url, "Where it listens")
        ->type_name("URL")
        ->capture_default_str();
    status_command_->add_flag("--json", status_.json, "Print its answer as it is");
  }

  void add_replay() {
    replay_command_ = app_.add_subcommand(
        "replay", "Tell what an edited webhook would have sent, and what would have differed");
    replay_command_->footer(
        "Example:\n  hookstorm replay deliveries.jsonl --webhook edited.json\n\n"
        "Exit codes: 0 good, 1 lines that cannot be read or rendered, 2 bad usage.\n");
    add_file(replay_command_, replay_.log_file);
    add_webhook(replay_command_, replay_.webhook_file)->required();
    add_allow_http(replay_command_, replay_.http_targets);
    CLI::Option* json =
        replay_command_->add_flag("--json", replay_.json, "Print the report as JSON");
    replay_command_->add_flag("--requests", replay_.requests, "Tell both requests of each line")
        ->needs(json);
  }

  CLI::App app_{"Hookstorm, a webhook engine for event platforms", "hookstorm"};
  CLI::App* preview_command_ = nullptr;
  CLI::App* validate_command_ = nullptr;
  CLI::App* send_command_ = nullptr;
  CLI::App* serve_command_ = nullptr;
  CLI::App* catalogue_command_ = nullptr;
  CLI::App* schema_command_ = nullptr;
  CLI::App* read_command_ = nullptr;
  CLI::App* matches_command_ = nullptr;
  CLI::App* render_command_ = nullptr;
  CLI::App* recipes_command_ = nullptr;
  CLI::App* simulate_command_ = nullptr;
  CLI::App* verify_command_ = nullptr;
  CLI::App* secret_command_ = nullptr;
  CLI::App* export_command_ = nullptr;
  CLI::App* status_command_ = nullptr;
  CLI::App* replay_command_ = nullptr;
  PreviewArguments preview_;
  ValidateArguments validate_;
  SendArguments send_;
  ServeArguments serve_;
  SchemaArguments schema_;
  ReadArguments read_;
  MatchesArguments matches_;
  RenderArguments render_;
  RecipesArguments recipes_;
  SimulateArguments simulate_;
  VerifyArguments verify_;
  SecretArguments secret_;
  ExportArguments export_;
  StatusArguments status_;
  ReplayArguments replay_;
};

int fail(const char* message, ExitCode code) {
  std::cerr << "hookstorm: " << message << '\n';
  return static_cast<int>(code);
}

}  // namespace

int run_program(int argc, const char* const* argv) noexcept {
  try {
    return CommandLine().run(argc, argv);
  } catch (const UsageError& error) {
    return fail(error.what(), ExitCode::bad_usage);
  } catch (const std::exception& error) {
    return fail(error.what(), ExitCode::problems);
  }
}

}  // namespace hookstorm::native
