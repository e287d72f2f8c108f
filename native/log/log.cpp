#include "native/log/log.hpp"

#include <chrono>
#include <string>
#include <string_view>

#include <spdlog/formatter.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "core/json/writer.hpp"
#include "core/time/timestamp.hpp"
#include "native/text/utf8.hpp"

namespace hookstorm::native {
namespace {

std::string timestamp_of(const spdlog::details::log_msg& entry) {
  return format_timestamp(
      std::chrono::duration_cast<std::chrono::milliseconds>(entry.time.time_since_epoch()).count());
}

/// {"time", "level", "message"}: a pattern of spdlog's would not escape the message.
class JsonFormatter : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& entry, spdlog::memory_buf_t& out) override {
    const spdlog::string_view_t level = spdlog::level::to_string_view(entry.level);
    json::Writer writer;
    writer.begin_object();
    writer.name("time").text(timestamp_of(entry));
    writer.name("level").text({level.data(), level.size()});
    writer.name("message").text(to_utf8({entry.payload.data(), entry.payload.size()}));
    writer.end_object();
    const std::string line = writer.take() + "\n";
    out.append(line.data(), line.data() + line.size());
  }

  [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override {
    return std::make_unique<JsonFormatter>();
  }
};

}  // namespace

std::shared_ptr<spdlog::logger> make_log(LogForm form) {
  auto log = std::make_shared<spdlog::logger>("hookstorm",
                                              std::make_shared<spdlog::sinks::stderr_sink_mt>());
  if (form == LogForm::json) {
    log->set_formatter(std::make_unique<JsonFormatter>());
  } else {
    log->set_formatter(std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                                                                   spdlog::pattern_time_type::utc));
  }
  return log;
}

}  // namespace hookstorm::native
