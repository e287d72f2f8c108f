#include "native/cli/verify.hpp"

#include <optional>
#include <sstream>

#include "core/signature/verdict_json.hpp"
#include "native/cli/input.hpp"
#include "native/cli/output.hpp"
#include "native/cli/usage_error.hpp"
#include "native/crypto/cryptography.hpp"
#include "native/system/clock.hpp"

namespace hookstorm::native {
namespace {

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

Result<Verdict> verdict_of(const VerifyArguments& arguments) {
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
  const Verification verification({.headers = std::move(headers),
                                   .body = body.value(),
                                   .secrets = arguments.secrets,
                                   .now = now,
                                   .tolerance_seconds = arguments.tolerance_seconds});
  return verification.verdict(Cryptography().compute(verification.computations()));
}

std::string summary_of(const Verdict& verdict) {
  return "valid: " + std::string(name_of(verdict.scheme)) +
         (verdict.version.empty() ? "" : " " + std::string(verdict.version)) + ", secret " +
         std::to_string(verdict.secret_index + 1) + ", sent at " +
         format_timestamp(verdict.sent_at) + "\n";
}

}  // namespace

ExitCode verify(const VerifyArguments& arguments) {
  const Result<Verdict> verdict = verdict_of(arguments);
  if (arguments.json) {
    json::Writer writer;
    write_verdict(writer, verdict);
    print(stdout, writer.take() + "\n");
  } else {
    print_problems(stdout, verdict.problems());
    print(stdout, verdict.ok() ? summary_of(verdict.value()) : "");
  }
  return verdict.ok() ? ExitCode::good : ExitCode::problems;
}

}  // namespace hookstorm::native
