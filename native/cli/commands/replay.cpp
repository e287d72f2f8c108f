// `hookstorm replay`: what an edited webhook would have made of a delivery log.
#include "core/replay/replay.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "core/json/problems_json.hpp"
#include "core/replay/delivery_log.hpp"
#include "core/text/ascii.hpp"
#include "core/webhook/target_url.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/usage_error.hpp"
#include "native/cli/webhook_input.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string log_file;
  std::string webhook_file;
  HttpTargets http_targets = HttpTargets::refused;
  bool requests = false;
  bool json = false;
};

/// The next line, of which a byte more than a line may have is kept. False at the log's end.
bool read_line(std::istream& stream, std::string& line) {
  line.clear();
  std::streambuf& bytes = *stream.rdbuf();
  int byte = bytes.sbumpc();
  if (byte == std::char_traits<char>::eof()) {
    return false;
  }
  for (; byte != std::char_traits<char>::eof() && byte != '\n'; byte = bytes.sbumpc()) {
    if (line.size() <= kLogLineBytesMax) {
      line += static_cast<char>(byte);
    }
  }
  return true;
}

std::string shown(const std::optional<std::string>& value) {
  return value.value_or("(nothing)");
}

std::string line_text(std::size_t number, const ReplayedLine& line) {
  std::string first = "line " + std::to_string(number) + " " + line.message_id + ": " +
                      std::string(name_of(line.verdict));
  if (line.match.skipped) {
    first.append(": ").append(explanation_of(line.match));
  }
  std::vector<std::string> lines = {std::move(first)};
  for (const Difference& difference : line.differences.list) {
    lines.push_back("  " + std::string(difference.part) + " " + difference.at + ": " +
                    shown(difference.was) + " -> " + shown(difference.now));
  }
  if (line.differences.has_more) {
    lines.emplace_back("  and more");
  }
  for (const Problem& problem : line.problems.list()) {
    lines.push_back("  " + problem.path + ": " + problem.message + " [" + problem.code + "]");
  }
  std::string text;
  for (std::string& one : lines) {
    std::replace_if(one.begin(), one.end(), ascii::is_control, '?');
    text += one + "\n";
  }
  return text;
}

std::string summary_of(const Replay& replay) {
  std::string summary = std::to_string(replay.lines()) + " lines";
  for (std::size_t i = 0; i < kReplayVerdicts; ++i) {
    const auto verdict = static_cast<ReplayVerdict>(i);
    if (replay.count(verdict) > 0) {
      summary.append(", ").append(std::to_string(replay.count(verdict)));
      summary.append(" ").append(name_of(verdict));
    }
  }
  return summary + "\n";
}

void read_log(std::istream& stream, Replay& replay, bool is_told) {
  std::string line;
  while (read_line(stream, line)) {
    const ReplayedLine* replayed = replay.add(line);
    if (is_told && replayed != nullptr) {
      print(stdout, line_text(replay.line_number(), *replayed));
    }
  }
}

void print_report(const std::string& report, const Problems& problems) {
  json::Writer writer;
  writer.begin_object().name("report").number(report);  // JSON as it is.
  writer.name("problems");
  json::write_problems(writer, problems);
  print(stdout, writer.end_object().take() + "\n");
}

/// Reads the log line by line, so that it may be of any length. Throws UsageError.
ExitCode replay(const Arguments& arguments) {
  const Result<Webhook> webhook = read_webhook(arguments.webhook_file, arguments.http_targets);
  if (!arguments.json) {
    print_problems(stderr, webhook.problems());
  }
  if (!webhook.ok()) {
    if (arguments.json) {
      print_report("null", webhook.problems());
    }
    return ExitCode::problems;
  }
  std::ifstream file;
  if (arguments.log_file != "-") {
    file.open(arguments.log_file, std::ios::binary);
    if (!file) {
      throw UsageError(arguments.log_file + " cannot be read.");
    }
  }
  Replay replay(webhook.value(), {.requests = arguments.requests});
  read_log(arguments.log_file == "-" ? std::cin : file, replay, !arguments.json);
  if (arguments.json) {
    print_report(replay.report(), webhook.problems());
  } else {
    print(stdout, summary_of(replay));
  }
  const bool is_good = replay.count(ReplayVerdict::bad_line) == 0 &&
                       replay.count(ReplayVerdict::not_renderable) == 0;
  return is_good ? ExitCode::good : ExitCode::problems;
}

}  // namespace

Command add_replay(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand(
      "replay", "Tell what an edited webhook would have sent, and what would have differed");
  command->footer(
      "Example:\n  hookstorm replay deliveries.jsonl --webhook edited.json\n\n"
      "Exit codes: 0 good, 1 lines that cannot be read or rendered, 2 bad usage.\n");
  add_file(*command, arguments->log_file);
  add_webhook(*command, arguments->webhook_file)->required();
  add_allow_http(*command, arguments->http_targets);
  CLI::Option* json = command->add_flag("--json", arguments->json, "Print the report as JSON");
  command->add_flag("--requests", arguments->requests, "Tell both requests of each line")
      ->needs(json);
  return {command, [arguments] { return replay(*arguments); }};
}

}  // namespace hookstorm::native
