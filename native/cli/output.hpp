// What commands print: problems as lines, and text that must arrive whole.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "core/matching/matching.hpp"
#include "core/problem/problem.hpp"

namespace hookstorm::native {

/// Writes the bytes as they are. Throws std::runtime_error where they cannot be written.
void print(std::FILE* stream, std::string_view bytes);

/// Control characters become '?', since they come from the input and would reach the terminal.
[[nodiscard]] std::string printable(std::string line);

/// Each line of the text printable.
[[nodiscard]] std::string printable_lines(const std::string& text);

/// A printable line `path: message [code]` for each problem.
[[nodiscard]] std::string lines_of(const Problems& problems);
void print_problems(std::FILE* stream, const Problems& problems);

/// `not sent (filter): why`, as a line without control characters.
[[nodiscard]] std::string not_sent_line(const Match& match);

}  // namespace hookstorm::native
