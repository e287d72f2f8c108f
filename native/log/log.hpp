// The program's log, on standard error: one line an entry, for people or as JSON.
#pragma once

#include <cstdint>
#include <memory>

#include <spdlog/logger.h>

namespace hookstorm::native {

enum class LogForm : std::uint8_t { text, json };

[[nodiscard]] std::shared_ptr<spdlog::logger> make_log(LogForm form);

}  // namespace hookstorm::native
