// What another configuration would have made of logged deliveries: whether each would have been
// sent, by which request, and how that differs from the one that was.
// Easy to get wrong: both requests are rendered here, the one that was sent from the webhook in the
// log; neither is signed, so that what differs in signatures alone is the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/json/writer.hpp"
#include "core/matching/matching.hpp"
#include "core/replay/difference.hpp"

namespace hookstorm {

/// Lines that are told of one by one; all are counted.
inline constexpr std::size_t kReplayLinesShownMax = 1'000;
/// Bytes of requests in a report; those beyond are left out.
inline constexpr std::size_t kReplayRequestBytesMax = std::size_t{8} * 1024 * 1024;
/// Problems told of a line.
inline constexpr std::size_t kReplayProblemsMax = 10;

enum class ReplayVerdict : std::uint8_t {
  same,            ///< It would be sent, byte for byte as it was.
  different,       ///< It would be sent otherwise.
  newly_sent,      ///< It would be sent, and was not.
  no_longer_sent,  ///< It was sent, and would not be.
  not_sent,        ///< Neither was it sent nor would it be.
  not_renderable,  ///< It would be sent, but no request can be made of it.
  other_webhook,   ///< The line is about another webhook.
  bad_line,        ///< The line cannot be read.
};

inline constexpr std::size_t kReplayVerdicts = 8;

/// As reported: `no-longer-sent`.
[[nodiscard]] std::string_view name_of(ReplayVerdict verdict);

struct ReplayedLine {
  std::string message_id;
  ReplayVerdict verdict = ReplayVerdict::same;
  Match match;                 ///< Why it would not be sent.
  std::optional<Request> was;  ///< The last attempt's request, before it was signed.
  std::optional<Request> now;  ///< What would be sent at the same moment, before it is signed.
  Differences differences;
  Problems problems;  ///< Why a line is bad, or no request can be made.
};

/// One line of a log with `webhook` in place of its own. A webhook without an id stands for that of
/// every line; one with an id for its own lines alone. Pure. Problems: those of `parse_log_line`;
/// those of `check_occurrence` below `/occurrence`; those of `render_request`.
[[nodiscard]] ReplayedLine replay_line(std::string_view line, const Webhook& webhook);

struct ReplayOptions {
  /// Whether the report holds the requests, also of lines whose request stays the same.
  bool requests = false;
};

/// A whole log, line by line, in bounded memory.
class Replay {
 public:
  /// `webhook` outlives this.
  Replay(const Webhook& webhook, ReplayOptions options);

  /// The next line of the log, without its end; empty ones are passed over. Gives the line, until
  /// the next call, where it is one to tell of; null otherwise.
  const ReplayedLine* add(std::string_view line);

  /// Of the line added last, from 1.
  [[nodiscard]] std::size_t line_number() const { return line_number_; }

  [[nodiscard]] std::size_t count(ReplayVerdict verdict) const {
    return counts_.at(static_cast<std::size_t>(verdict));
  }
  /// Lines that are not empty: the sum of all counts.
  [[nodiscard]] std::size_t lines() const;

  /// `{"counts": {"lines", "same", …}, "lines": [{"line", "message_id", "verdict", …}, …],
  /// "omitted"}`: the lines that are neither the same, not sent nor another webhook's, up to
  /// `kReplayLinesShownMax`. The object is spent afterwards.
  [[nodiscard]] std::string report();

 private:
  [[nodiscard]] bool is_shown(ReplayVerdict verdict) const;
  void write(const ReplayedLine& replayed);
  void write_request_member(std::string_view name, const std::optional<Request>& request);

  const Webhook& webhook_;
  ReplayOptions options_;
  std::array<std::size_t, kReplayVerdicts> counts_{};
  ReplayedLine last_;
  std::size_t line_number_ = 0;
  std::size_t shown_ = 0;
  std::size_t omitted_ = 0;
  std::size_t request_bytes_ = 0;
  json::Writer lines_;
};

/// The report of all lines of `log`.
[[nodiscard]] std::string replay_log(std::string_view log, const Webhook& webhook,
                                     ReplayOptions options);

}  // namespace hookstorm
