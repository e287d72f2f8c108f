// What the program says to the shell.
#pragma once

namespace hookstorm::native {

enum class ExitCode : int {
  good = 0,
  problems = 1,   ///< Problems were found, a delivery failed, or the dispatcher cannot work.
  bad_usage = 2,  ///< The arguments make no sense, or a file cannot be read.
  not_sent = 3,   ///< The webhook does not take the occurrence: its trigger, its filter.
};

}  // namespace hookstorm::native
