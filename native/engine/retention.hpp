// Removes what was kept for long enough, in small steps between the writer's other work.
// Easy to get wrong: a step's outcome comes from the writer's thread; all else happens on that of
// the io_context.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/logger.h>

#include "native/store/writer.hpp"
#include "native/system/clock.hpp"

namespace hookstorm::native {

/// How long and how many are kept of a table; what is beyond either goes.
struct Kept {
  static constexpr long kDaysDefault = 30;
  static constexpr long kDaysMax = 36'500;
  static constexpr std::int64_t kCountDefault = 10'000'000;
  static constexpr std::int64_t kCountMax = 1'000'000'000'000;

  long days = kDaysDefault;            ///< 1 to kDaysMax.
  std::int64_t count = kCountDefault;  ///< 1 to kCountMax.
};

inline constexpr long kInboxDaysDefault = 7;
inline constexpr long kInboxDaysMax = 365;

struct RetentionSettings {
  Kept messages;  ///< Since they were accepted.
  Kept attempts;  ///< Since they were made.
  Kept audit{.days = 365};
  long inbox_days = kInboxDaysDefault;  ///< Since they were used: 1 to kInboxDaysMax.
  std::chrono::milliseconds look_every = std::chrono::minutes(1);
  /// How many times as long as a step took the writer is left to others after it.
  int pauses = 5;
};

class Retention {
 public:
  static constexpr std::size_t kRowsPerStep = 50;

  /// `context` is run by one thread, and no longer when this ends; the writer is stopped by then.
  Retention(boost::asio::io_context& context, Writer& writer, Clock clock,
            const RetentionSettings& settings, spdlog::logger& log);

  /// Looks for the first time after `look_every`.
  void start();
  /// From the next step on. On the io_context's thread.
  void use(const RetentionSettings& settings) { settings_ = settings; }
  /// Ends after the step under way. On the io_context's thread.
  void stop();

 private:
  enum class Stage : std::uint8_t { messages, attempts, answers, audit, inboxes, space, done };
  struct Step;

  void begin();
  void take_step();
  void on_step(const Step& step, bool is_committed);
  void go_on(std::chrono::steady_clock::duration wait, void (Retention::*next)());
  [[nodiscard]] PruneLimit limit() const;

  boost::asio::io_context& context_;
  Writer& writer_;
  Clock clock_;
  RetentionSettings settings_;
  spdlog::logger& log_;
  boost::asio::steady_timer timer_;
  bool stopping_ = false;

  Stage stage_ = Stage::done;
  std::int64_t position_ = 0;
  std::size_t rows_removed_ = 0;    ///< Since the look began.
  std::int64_t steps_in_vain_ = 0;  ///< The same.
};

}  // namespace hookstorm::native
