// `hookstorm verify`: whether a received request is signed, and why not.
#include <cstdint>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/signature/verdict_json.hpp"
#include "core/signature/verification.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/input.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/summaries.hpp"
#include "native/cli/usage_error.hpp"
#include "native/crypto/cryptography.hpp"
#include "native/system/clock.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string body_file;             ///< `-` for standard input.
  std::vector<std::string> headers;  ///< `name: value`
  std::string headers_file;          ///< A line each; empty: none.
  std::vector<std::string> secrets;
  std::string now;  ///< RFC 3339; empty: the clock's.
  std::int64_t tolerance_seconds = kToleranceSecondsDefault;
  bool json = false;
};

Header header_of(const std::string& line) {
  const std::size_t colon = line.find(':');
  if (colon == 0 || colon == std::string::npos) {
    throw UsageError("A header is \"name: value\".");
  }
  return {line.substr(0, colon), line.substr(colon + 1)};
}

/// Of a file as curl and proxies write it: a request's or status line is passed over, and what
/// comes after an empty line is no header.
void read_header_lines(const std::string& text, std::vector<Header>& headers) {
  std::istringstream lines(text);
  bool is_first = true;
  for (std::string line; std::getline(lines, line); is_first = false) {
    if (!line.empty() && line.back() == '\r') {
      line.pop_back();
    }
    if (line.empty()) {
      return;
    }
    const bool is_start_line = is_first && line.find("HTTP/") != std::string::npos;
    if (!is_start_line) {
      headers.push_back(header_of(line));
    }
  }
}

EpochMilliseconds moment_of(const std::string& text) {
  if (text.empty()) {
    return system_clock()();
  }
  const std::optional<EpochMilliseconds> moment = parse_timestamp(text);
  if (!moment) {
    throw UsageError("--now: \"" + text + "\" is no moment such as 2026-10-06T14:01:12Z.");
  }
  return *moment;
}

Result<Verdict> verdict_of(const Arguments& arguments) {
  std::vector<Header> headers;
  if (!arguments.headers_file.empty()) {
    const Result<std::string> lines = read_input(arguments.headers_file);
    if (!lines.ok()) {
      return Result<Verdict>(lines.problems());
    }
    read_header_lines(lines.value(), headers);
  }
  for (const std::string& line : arguments.headers) {
    headers.push_back(header_of(line));
  }
  const EpochMilliseconds now = moment_of(arguments.now);
  const Result<std::string> body = read_input(arguments.body_file);
  if (!body.ok()) {
    return Result<Verdict>(body.problems());
  }
  return hookstorm::verify(
      ReceivedRequest{.headers = std::move(headers),
                      .body = body.value(),
                      .secrets = arguments.secrets,
                      .now = now,
                      .tolerance_seconds = arguments.tolerance_seconds},
      [](const Computations& computations) { return Cryptography().compute(computations); });
}

/// Throws UsageError for a header or moment that is none, and where a file cannot be read.
ExitCode verify(const Arguments& arguments) {
  const Result<Verdict> verdict = verdict_of(arguments);
  if (arguments.json) {
    json::Writer writer;
    write_verdict(writer, verdict);
    print(stdout, writer.take() + "\n");
  } else {
    print_problems(stdout, verdict.problems());
    print(stdout, verdict.ok() ? summary_of(verdict.value()) + "\n" : "");
  }
  return verdict.ok() ? ExitCode::good : ExitCode::problems;
}

}  // namespace

Command add_verify(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("verify", "Check a received request's signature, and say why not");
  command->footer(
      "Example:\n  HOOKSTORM_SECRET=whsec_… hookstorm verify --body body.json --headers "
      "headers.txt\n");
  command
      ->add_option("--body", arguments->body_file, "The bytes that came in; - for standard input")
      ->required()
      ->type_name("FILE");
  command->add_option("--header", arguments->headers, "One header; may be repeated")
      ->type_name("'NAME: VALUE'");
  command
      ->add_option("--headers", arguments->headers_file,
                   "The headers, a line each, as curl -i prints them")
      ->type_name("FILE");
  add_received_secrets(*command, arguments->secrets)->required();
  command->add_option("--now", arguments->now, "When it came in, instead of this moment")
      ->type_name("MOMENT");
  add_tolerance(*command, arguments->tolerance_seconds);
  command->add_flag("--json", arguments->json, "Print the verdict as JSON");
  return {command, [arguments] { return verify(*arguments); }};
}

}  // namespace hookstorm::native
