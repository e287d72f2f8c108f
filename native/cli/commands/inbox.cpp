// `hookstorm inbox`: a running dispatcher's inboxes, which take requests for people to look at.
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/json/writer.hpp"
#include "core/request/curl_command.hpp"
#include "core/text/percent_encoding.hpp"
#include "native/api/inbox_document.hpp"
#include "native/cli/capture_follower.hpp"
#include "native/cli/capture_text.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/list_options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/running_dispatcher.hpp"

namespace hookstorm::native {
namespace {

constexpr const char* kPageSize = "?page%5Bsize%5D=50";

struct Arguments {
  std::string url;
  std::string inbox;
  std::int64_t number = 0;
  std::string name;
  InboxAnswer answer;
  std::string target;
  std::size_t limit = 0;
  bool as_curl = false;
  bool body_only = false;
  bool captures_only = false;
  bool is_followed = false;
  bool json = false;

  [[nodiscard]] std::string inbox_path() const { return "/v1/inboxes/" + percent_encode(inbox); }
  [[nodiscard]] std::string captures_path() const { return inbox_path() + "/captures"; }
  [[nodiscard]] std::string capture_path() const {
    return captures_path() + "/" + std::to_string(number);
  }
};

using Shared = std::shared_ptr<Arguments>;

std::string written_line(const json::Value& value) {
  return json::written(value) + "\n";
}

ExitCode create(const Arguments& arguments) {
  json::Writer document;
  document.begin_object().name("data").begin_object().name("type").text("inboxes");
  document.name("attributes").begin_object().name("name").text(arguments.name);
  document.name("answer").begin_object();
  document.name("status").integer(arguments.answer.status);
  document.name("delay_ms").integer(arguments.answer.delay_ms);
  document.name("body").text(arguments.answer.body);
  document.name("content_type").text(arguments.answer.content_type);
  document.end_object().end_object().end_object().end_object();
  const json::Value made =
      RunningDispatcher(arguments.url).ask("POST", "/v1/inboxes", document.take());
  print(stdout, arguments.json ? written_line(made)
                               : shown(member_at(made, "data/id")) + "\n" +
                                     shown(member_at(made, "data/attributes/url")) + "\n");
  return ExitCode::good;
}

using Columns = std::vector<std::string_view>;

/// A line: these columns of a resource, or all of it as JSON.
void print_row(const Arguments& arguments, const json::Value& resource, const Columns& columns) {
  std::string line;
  for (const std::string_view column : columns) {
    line += (line.empty() ? "" : "  ") + shown(member_at(resource, column));
  }
  print(stdout, arguments.json ? written_line(resource) : line + "\n");
}

ExitCode list(const Arguments& arguments, const std::string& path, const Columns& columns) {
  RunningDispatcher(arguments.url)
      .list(path + kPageSize, arguments.limit,
            [&](const json::Value& resource) { print_row(arguments, resource, columns); });
  return ExitCode::good;
}

ExitCode captures(const Arguments& arguments) {
  const Columns columns{"attributes/number", "attributes/at",         "attributes/method",
                        "attributes/path",   "attributes/body_bytes", "attributes/message_id"};
  if (!arguments.is_followed) {
    return list(arguments, arguments.captures_path(), columns);
  }
  const RunningDispatcher dispatcher(arguments.url);
  CaptureFollower(dispatcher, arguments.inbox, [&](const json::Value& capture) {
    print_row(arguments, capture, columns);
  }).run([](bool is_followed) {
    print(stderr, is_followed ? "What comes in is printed here; Ctrl-C ends it.\n"
                              : "The dispatcher does not answer; it is asked again each second.\n");
  });
}

/// Throws std::runtime_error where a shell's command cannot hold the body.
std::string curl_command_of(const json::Value& attributes, const std::string& url) {
  const Request request = request_of_capture(attributes, url);
  if (request.body.find('\0') != std::string::npos) {
    throw std::runtime_error(
        "The body has a NUL byte, which no shell's command can hold; use `hookstorm inbox "
        "forward`.");
  }
  return curl_command(request) + "\n";
}

ExitCode show(const Arguments& arguments) {
  const RunningDispatcher dispatcher(arguments.url);
  const json::Value answer = dispatcher.ask("GET", arguments.capture_path());
  const json::Value* attributes = member_at(answer, "data/attributes");
  if (arguments.json || attributes == nullptr) {
    print(stdout, written_line(answer));
  } else if (arguments.body_only) {
    print(stdout, body_of_capture(*attributes));
  } else if (arguments.as_curl) {
    const json::Value inbox = dispatcher.ask("GET", arguments.inbox_path());
    print(stdout, curl_command_of(*attributes, shown(member_at(inbox, "data/attributes/url"))));
  } else {
    print(stdout, text_of_capture(*attributes));
  }
  return ExitCode::good;
}

ExitCode forward(const Arguments& arguments) {
  json::Writer document;
  document.begin_object().name("url").text(arguments.target).end_object();
  const json::Value answer =
      RunningDispatcher(arguments.url)
          .ask("POST", arguments.capture_path() + "/forward", document.take());
  const json::Value* status = member_at(answer, "data/attributes/status");
  const bool has_arrived = status != nullptr && !status->is(json::Kind::null);
  const std::string outcome =
      has_arrived ? "status " + shown(status)
                  : "failed: " + shown(member_at(answer, "data/attributes/failure"));
  print(stdout,
        arguments.json
            ? written_line(answer)
            : outcome + " in " + shown(member_at(answer, "data/attributes/duration_ms")) + " ms\n");
  return has_arrived ? ExitCode::good : ExitCode::problems;
}

ExitCode remove(const Arguments& arguments) {
  const json::Value answer = RunningDispatcher(arguments.url)
                                 .ask("DELETE", arguments.captures_only ? arguments.captures_path()
                                                                        : arguments.inbox_path());
  print(stdout, arguments.json ? written_line(answer) : "deleted\n");
  return ExitCode::good;
}

void add_inbox_id(CLI::App& command, Arguments& arguments) {
  command.add_option("INBOX", arguments.inbox, "Its id, as `hookstorm inbox list` prints it")
      ->required();
}

void add_number(CLI::App& command, Arguments& arguments) {
  add_inbox_id(command, arguments);
  command.add_option("NUMBER", arguments.number, "Of the capture, as `inbox captures` prints it")
      ->required();
}

Command add(CLI::App& group, const char* name, const char* title, const char* example,
            const Shared& arguments, ExitCode (*run)(const Arguments&)) {
  CLI::App* command = group.add_subcommand(name, title);
  command->footer(std::string("Example:\n  ") + example + "\n");
  add_dispatcher_url(*command, arguments->url);
  command->add_flag("--json", arguments->json, "Print JSON");
  return {command, [arguments, run] { return run(*arguments); }};
}

Command add_create(CLI::App& group) {
  const auto arguments = std::make_shared<Arguments>();
  Command command =
      add(group, "create", "Make an inbox; its id and URL are printed",
          "hookstorm inbox create --name tests --status 503 --delay 2000", arguments, create);
  InboxAnswer& answer = arguments->answer;
  command.app->add_option("--name", arguments->name, "For people")->type_name("TEXT");
  command.app->add_option("--status", answer.status, "What is answered")
      ->check(CLI::Range(kInboxStatusMin, kInboxStatusMax))
      ->type_name("STATUS")
      ->capture_default_str();
  command.app->add_option("--delay", answer.delay_ms, "Before the answer, in milliseconds")
      ->check(CLI::Range(std::int64_t{0}, kInboxDelayMsMax))
      ->type_name("MS")
      ->capture_default_str();
  command.app->add_option("--body", answer.body, "Of the answer")->type_name("TEXT");
  command.app->add_option("--content-type", answer.content_type, "Of the answer")
      ->type_name("TYPE")
      ->capture_default_str();
  return command;
}

Command add_list(CLI::App& group) {
  const auto arguments = std::make_shared<Arguments>();
  Command command = add(group, "list", "List inboxes, the newest first",
                        "hookstorm inbox list --json", arguments, [](const Arguments& given) {
                          return list(given, "/v1/inboxes",
                                      {"id", "attributes/capture_count", "attributes/expires_at",
                                       "attributes/url", "attributes/name"});
                        });
  add_limit(*command.app, arguments->limit);
  return command;
}

Command add_captures(CLI::App& group) {
  const auto arguments = std::make_shared<Arguments>();
  Command command =
      add(group, "captures", "List what an inbox took, the newest first",
          "hookstorm inbox captures 0f…c2 --limit 5\n  hookstorm inbox captures 0f…c2 --follow",
          arguments, captures);
  add_inbox_id(*command.app, *arguments);
  CLI::Option* limit = add_limit(*command.app, arguments->limit);
  command.app
      ->add_flag("--follow", arguments->is_followed, "Print what comes in from now on, as it does")
      ->excludes(limit);
  return command;
}

Command add_show(CLI::App& group) {
  const auto arguments = std::make_shared<Arguments>();
  Command command = add(
      group, "show", "Show a capture: whether it is signed, and how it differs from what was sent",
      "hookstorm inbox show 0f…c2 3\n  hookstorm inbox show 0f…c2 3 --curl", arguments, show);
  add_number(*command.app, *arguments);
  CLI::Option* as_curl =
      command.app->add_flag("--curl", arguments->as_curl, "Print it as a curl command");
  command.app->add_flag("--body", arguments->body_only, "Print its body's bytes and nothing else")
      ->excludes(as_curl);
  return command;
}

Command add_forward(CLI::App& group) {
  const auto arguments = std::make_shared<Arguments>();
  Command command =
      add(group, "forward", "Send a capture to another URL, once",
          "hookstorm inbox forward 0f…c2 3 https://example.com/hook", arguments, forward);
  add_number(*command.app, *arguments);
  command.app->add_option("TARGET", arguments->target, "Where to")->required()->type_name("URL");
  return command;
}

Command add_delete(CLI::App& group) {
  const auto arguments = std::make_shared<Arguments>();
  Command command = add(group, "delete", "Delete an inbox and its captures",
                        "hookstorm inbox delete 0f…c2", arguments, remove);
  add_inbox_id(*command.app, *arguments);
  command.app->add_flag("--captures", arguments->captures_only, "Delete its captures alone");
  return command;
}

}  // namespace

Command add_inbox(CLI::App& program) {
  CLI::App* group = program.add_subcommand(
      "inbox", "Make inboxes in a running dispatcher, and look at what they took");
  group->footer(
      "Examples:\n  hookstorm inbox create\n  hookstorm inbox captures 0f…c2\n\n"
      "`hookstorm inbox create --help` and the like tell more of each.\n");
  group->require_subcommand(1);
  const std::vector<Command> commands{add_create(*group), add_list(*group),    add_captures(*group),
                                      add_show(*group),   add_forward(*group), add_delete(*group)};
  return {group, [commands] {
            for (const Command& command : commands) {
              if (command.app->parsed()) {
                return command.run();
              }
            }
            return ExitCode::bad_usage;
          }};
}

}  // namespace hookstorm::native
