#include "core/json_e/letter_case.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

#include "core/json_e/characters.hpp"
#include "core/text/ascii.hpp"
#include "core/text/utf8.hpp"

namespace hookstorm::json_e {
namespace {

/// Which way a run's letters map.
enum class Pairs : std::uint8_t {
  both,         ///< Small to capital and back.
  alternating,  ///< The same for every other letter.
  to_capital,   ///< Only small to capital.
  to_small,     ///< Only capital to small.
};

/// `count` small letters, the first of them `gap` after that of the run before; their capitals are
/// `distance` away from them. One table for both ways, and gaps rather than letters: it is shorter.
struct CaseRun {
  std::int32_t distance;
  std::uint16_t gap;
  std::uint8_t count;
  Pairs pairs;
};

/// `count` letters without a capital of their own, one after the other: the first one's capitals,
/// which end at 0. Those of the others begin as many letters later.
struct LongUpper {
  char16_t first;
  char16_t count;
  std::array<char16_t, 3> capitals;
};

// clang-format off
constexpr std::array<CaseRun, 213> kCaseRuns = {{
    {8383, 107, 1, Pairs::to_small},
    {743, 74, 1, Pairs::to_capital},
    {7615, 42, 1, Pairs::to_small},
    {-32, 1, 23, Pairs::both},
    {8262, 5, 1, Pairs::to_small},
    {-32, 19, 7, Pairs::both},
    {121, 7, 1, Pairs::both},
    {-1, 2, 24, Pairs::alternating},
    {-232, 48, 1, Pairs::to_capital},
    {-1, 2, 3, Pairs::alternating},
    {-1, 7, 8, Pairs::alternating},
    {-1, 17, 23, Pairs::alternating},
    {-1, 47, 3, Pairs::alternating},
    {-300, 5, 1, Pairs::to_capital},
    {195, 1, 1, Pairs::both},
    {-1, 3, 2, Pairs::alternating},
    {-1, 5, 1, Pairs::both},
    {-1, 4, 1, Pairs::both},
    {-1, 6, 1, Pairs::both},
    {97, 3, 1, Pairs::both},
    {-1, 4, 1, Pairs::both},
    {163, 1, 1, Pairs::both},
    {42561, 1, 1, Pairs::both},
    {130, 3, 1, Pairs::both},
    {-1, 3, 3, Pairs::alternating},
    {-1, 7, 1, Pairs::both},
    {-1, 5, 1, Pairs::both},
    {-1, 3, 1, Pairs::both},
    {-1, 4, 2, Pairs::alternating},
    {-1, 5, 1, Pairs::both},
    {-1, 4, 1, Pairs::both},
    {56, 2, 1, Pairs::both},
    {-1, 6, 1, Pairs::to_capital},
    {-2, 1, 1, Pairs::both},
    {-1, 0, 1, Pairs::to_small},
    {-1, 2, 1, Pairs::to_capital},
    {-2, 1, 1, Pairs::both},
    {-1, 0, 1, Pairs::to_small},
    {-1, 2, 1, Pairs::to_capital},
    {-2, 1, 1, Pairs::both},
    {-1, 0, 1, Pairs::to_small},
    {-1, 2, 8, Pairs::alternating},
    {-79, 15, 1, Pairs::both},
    {-1, 2, 9, Pairs::alternating},
    {-1, 19, 1, Pairs::to_capital},
    {-2, 1, 1, Pairs::both},
    {-1, 0, 1, Pairs::to_small},
    {-1, 2, 1, Pairs::both},
    {-1, 4, 20, Pairs::alternating},
    {-1, 42, 9, Pairs::alternating},
    {-1, 25, 1, Pairs::both},
    {10815, 3, 2, Pairs::both},
    {-1, 3, 1, Pairs::both},
    {-1, 5, 5, Pairs::alternating},
    {10783, 9, 1, Pairs::both},
    {10780, 1, 1, Pairs::both},
    {10782, 1, 1, Pairs::both},
    {-210, 1, 1, Pairs::both},
    {-206, 1, 1, Pairs::both},
    {-205, 2, 2, Pairs::both},
    {-202, 3, 1, Pairs::both},
    {-203, 2, 1, Pairs::both},
    {42319, 1, 1, Pairs::both},
    {-205, 4, 1, Pairs::both},
    {42315, 1, 1, Pairs::both},
    {-207, 2, 1, Pairs::both},
    {42343, 1, 1, Pairs::both},
    {42280, 1, 1, Pairs::both},
    {42308, 1, 1, Pairs::both},
    {-209, 2, 1, Pairs::both},
    {-211, 1, 1, Pairs::both},
    {42308, 1, 1, Pairs::both},
    {10743, 1, 1, Pairs::both},
    {42305, 1, 1, Pairs::both},
    {-211, 3, 1, Pairs::both},
    {10749, 2, 1, Pairs::both},
    {-213, 1, 1, Pairs::both},
    {-214, 3, 1, Pairs::both},
    {10727, 8, 1, Pairs::both},
    {-218, 3, 1, Pairs::both},
    {42307, 2, 1, Pairs::both},
    {-218, 1, 1, Pairs::both},
    {42282, 4, 1, Pairs::both},
    {-218, 1, 1, Pairs::both},
    {-69, 1, 1, Pairs::both},
    {-217, 1, 2, Pairs::both},
    {-71, 2, 1, Pairs::both},
    {-219, 6, 1, Pairs::both},
    {42261, 11, 1, Pairs::both},
    {42258, 1, 1, Pairs::both},
    {84, 167, 1, Pairs::to_capital},
    {-1, 44, 2, Pairs::alternating},
    {-1, 6, 1, Pairs::both},
    {130, 4, 3, Pairs::both},
    {-38, 49, 1, Pairs::both},
    {-37, 1, 3, Pairs::both},
    {-32, 4, 17, Pairs::both},
    {60, 7, 1, Pairs::to_small},
    {-31, 10, 1, Pairs::to_capital},
    {-32, 1, 9, Pairs::both},
    {7517, 6, 1, Pairs::to_small},
    {-64, 3, 1, Pairs::both},
    {-63, 1, 2, Pairs::both},
    {-62, 3, 1, Pairs::to_capital},
    {-57, 1, 1, Pairs::to_capital},
    {-47, 4, 1, Pairs::to_capital},
    {-54, 1, 1, Pairs::to_capital},
    {-8, 1, 1, Pairs::both},
    {-1, 2, 12, Pairs::alternating},
    {-86, 23, 1, Pairs::to_capital},
    {-80, 1, 1, Pairs::to_capital},
    {7, 1, 1, Pairs::both},
    {-116, 1, 1, Pairs::both},
    {-96, 2, 1, Pairs::to_capital},
    {-1, 3, 1, Pairs::both},
    {-1, 3, 1, Pairs::both},
    {-32, 53, 32, Pairs::both},
    {-80, 32, 16, Pairs::both},
    {-1, 17, 17, Pairs::alternating},
    {-1, 42, 27, Pairs::alternating},
    {-1, 55, 7, Pairs::alternating},
    {-15, 13, 1, Pairs::both},
    {-1, 2, 48, Pairs::alternating},
    {-48, 144, 38, Pairs::both},
    {3008, 2927, 43, Pairs::both},
    {3008, 45, 3, Pairs::both},
    {-8, 763, 6, Pairs::both},
    {-6254, 2184, 1, Pairs::to_capital},
    {-6253, 1, 1, Pairs::to_capital},
    {-6244, 1, 1, Pairs::to_capital},
    {-6242, 1, 2, Pairs::to_capital},
    {-6243, 2, 1, Pairs::to_capital},
    {-6236, 1, 1, Pairs::to_capital},
    {-6181, 1, 1, Pairs::to_capital},
    {35266, 1, 1, Pairs::to_capital},
    {-1, 2, 1, Pairs::both},
    {35332, 239, 1, Pairs::both},
    {3814, 4, 1, Pairs::both},
    {35384, 17, 1, Pairs::both},
    {-1, 115, 75, Pairs::alternating},
    {-59, 154, 1, Pairs::to_capital},
    {-1, 6, 48, Pairs::alternating},
    {8, 95, 8, Pairs::both},
    {8, 16, 6, Pairs::both},
    {8, 16, 8, Pairs::both},
    {8, 16, 8, Pairs::both},
    {8, 16, 6, Pairs::both},
    {8, 17, 4, Pairs::alternating},
    {8, 15, 8, Pairs::both},
    {74, 16, 2, Pairs::both},
    {86, 2, 4, Pairs::both},
    {100, 4, 2, Pairs::both},
    {128, 2, 2, Pairs::both},
    {112, 2, 2, Pairs::both},
    {126, 2, 2, Pairs::both},
    {8, 4, 8, Pairs::to_small},
    {8, 16, 8, Pairs::to_small},
    {8, 16, 8, Pairs::to_small},
    {8, 16, 2, Pairs::both},
    {9, 3, 1, Pairs::to_small},
    {-7205, 11, 1, Pairs::to_capital},
    {9, 5, 1, Pairs::to_small},
    {8, 13, 2, Pairs::both},
    {8, 16, 2, Pairs::both},
    {7, 5, 1, Pairs::both},
    {9, 14, 1, Pairs::to_small},
    {-28, 347, 1, Pairs::both},
    {-16, 34, 16, Pairs::both},
    {-1, 20, 1, Pairs::both},
    {-26, 844, 26, Pairs::both},
    {-48, 1888, 48, Pairs::both},
    {-1, 49, 1, Pairs::both},
    {-10795, 4, 1, Pairs::both},
    {-10792, 1, 1, Pairs::both},
    {-1, 2, 3, Pairs::alternating},
    {-1, 11, 1, Pairs::both},
    {-1, 3, 1, Pairs::both},
    {-1, 11, 50, Pairs::alternating},
    {-1, 107, 2, Pairs::alternating},
    {-1, 7, 1, Pairs::both},
    {-7264, 13, 38, Pairs::both},
    {-7264, 39, 1, Pairs::both},
    {-7264, 6, 1, Pairs::both},
    {-1, 30996, 23, Pairs::alternating},
    {-1, 64, 14, Pairs::alternating},
    {-1, 162, 7, Pairs::alternating},
    {-1, 16, 31, Pairs::alternating},
    {-1, 71, 2, Pairs::alternating},
    {-1, 5, 5, Pairs::alternating},
    {-1, 13, 1, Pairs::both},
    {-1, 5, 2, Pairs::alternating},
    {48, 3, 1, Pairs::both},
    {-1, 3, 10, Pairs::alternating},
    {-1, 30, 8, Pairs::alternating},
    {-1, 19, 2, Pairs::alternating},
    {-1, 5, 8, Pairs::alternating},
    {-1, 41, 1, Pairs::both},
    {-928, 861, 1, Pairs::both},
    {-38864, 29, 80, Pairs::both},
    {-32, 21457, 26, Pairs::both},
    {-40, 1255, 40, Pairs::both},
    {-40, 176, 36, Pairs::both},
    {-39, 191, 19, Pairs::alternating},
    {-39, 1, 5, Pairs::alternating},
    {-39, 12, 7, Pairs::alternating},
    {-39, 16, 3, Pairs::alternating},
    {-39, 8, 1, Pairs::both},
    {-64, 1796, 51, Pairs::both},
    {-32, 176, 22, Pairs::both},
    {-32, 2896, 32, Pairs::both},
    {-32, 21920, 32, Pairs::both},
    {-27, 91, 25, Pairs::both},
    {-34, 31335, 34, Pairs::both},
}};

constexpr std::array<LongUpper, 60> kLongUppers = {{
    {0xDF, 1, {'S', 'S'}},
    {0x149, 1, {0x2BC, 'N'}},
    {0x1F0, 1, {'J', 0x30C}},
    {0x390, 1, {0x399, 0x308, 0x301}},
    {0x3B0, 1, {0x3A5, 0x308, 0x301}},
    {0x587, 1, {0x535, 0x552}},
    {0x1E96, 1, {'H', 0x331}},
    {0x1E97, 1, {'T', 0x308}},
    {0x1E98, 1, {'W', 0x30A}},
    {0x1E99, 1, {'Y', 0x30A}},
    {0x1E9A, 1, {'A', 0x2BE}},
    {0x1F50, 1, {0x3A5, 0x313}},
    {0x1F52, 1, {0x3A5, 0x313, 0x300}},
    {0x1F54, 1, {0x3A5, 0x313, 0x301}},
    {0x1F56, 1, {0x3A5, 0x313, 0x342}},
    {0x1F80, 8, {0x1F08, 0x399}},
    {0x1F88, 8, {0x1F08, 0x399}},
    {0x1F90, 8, {0x1F28, 0x399}},
    {0x1F98, 8, {0x1F28, 0x399}},
    {0x1FA0, 8, {0x1F68, 0x399}},
    {0x1FA8, 8, {0x1F68, 0x399}},
    {0x1FB2, 1, {0x1FBA, 0x399}},
    {0x1FB3, 1, {0x391, 0x399}},
    {0x1FB4, 1, {0x386, 0x399}},
    {0x1FB6, 1, {0x391, 0x342}},
    {0x1FB7, 1, {0x391, 0x342, 0x399}},
    {0x1FBC, 1, {0x391, 0x399}},
    {0x1FC2, 1, {0x1FCA, 0x399}},
    {0x1FC3, 1, {0x397, 0x399}},
    {0x1FC4, 1, {0x389, 0x399}},
    {0x1FC6, 1, {0x397, 0x342}},
    {0x1FC7, 1, {0x397, 0x342, 0x399}},
    {0x1FCC, 1, {0x397, 0x399}},
    {0x1FD2, 1, {0x399, 0x308, 0x300}},
    {0x1FD3, 1, {0x399, 0x308, 0x301}},
    {0x1FD6, 1, {0x399, 0x342}},
    {0x1FD7, 1, {0x399, 0x308, 0x342}},
    {0x1FE2, 1, {0x3A5, 0x308, 0x300}},
    {0x1FE3, 1, {0x3A5, 0x308, 0x301}},
    {0x1FE4, 1, {0x3A1, 0x313}},
    {0x1FE6, 1, {0x3A5, 0x342}},
    {0x1FE7, 1, {0x3A5, 0x308, 0x342}},
    {0x1FF2, 1, {0x1FFA, 0x399}},
    {0x1FF3, 1, {0x3A9, 0x399}},
    {0x1FF4, 1, {0x38F, 0x399}},
    {0x1FF6, 1, {0x3A9, 0x342}},
    {0x1FF7, 1, {0x3A9, 0x342, 0x399}},
    {0x1FFC, 1, {0x3A9, 0x399}},
    {0xFB00, 1, {'F', 'F'}},
    {0xFB01, 1, {'F', 'I'}},
    {0xFB02, 1, {'F', 'L'}},
    {0xFB03, 1, {'F', 'F', 'I'}},
    {0xFB04, 1, {'F', 'F', 'L'}},
    {0xFB05, 1, {'S', 'T'}},
    {0xFB06, 1, {'S', 'T'}},
    {0xFB13, 1, {0x544, 0x546}},
    {0xFB14, 1, {0x544, 0x535}},
    {0xFB15, 1, {0x544, 0x53B}},
    {0xFB16, 1, {0x54E, 0x546}},
    {0xFB17, 1, {0x544, 0x53D}},
}};
// clang-format on

constexpr char32_t kCapitalIWithDot = 0x130;
constexpr std::string_view kSmallIWithDot = "i\u0307";

char32_t code_point(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  char32_t code = lead;
  if (character.size() > 1) {
    code = lead & (0xFFU >> (character.size() + 1));
  }
  for (const char c : character.substr(1)) {
    code = (code << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return code;
}

/// The letter's counterpart, or the letter itself; `skipped` is the way that is not asked for.
char32_t mapped(char32_t code, Pairs skipped) {
  const bool is_capital = skipped == Pairs::to_capital;
  char32_t first = 0;
  for (const CaseRun& run : kCaseRuns) {
    first += run.gap;
    const auto distance = static_cast<char32_t>(run.distance);
    const char32_t step = run.pairs == Pairs::alternating ? 2 : 1;
    const char32_t offset = code - (is_capital ? first + distance : first);
    if (run.pairs != skipped && offset % step == 0 && offset / step < run.count) {
      return is_capital ? code - distance : code + distance;
    }
  }
  return code;
}

/// False where the letter has one capital, or none.
bool append_long_upper(std::string& text, char32_t code) {
  const auto after =
      std::upper_bound(kLongUppers.begin(), kLongUppers.end(), code,
                       [](char32_t c, const LongUpper& letters) { return c < letters.first; });
  if (after == kLongUppers.begin()) {
    return false;
  }
  const LongUpper& letters = *std::prev(after);
  char32_t later = code - letters.first;
  if (later >= letters.count) {
    return false;
  }
  for (const char32_t capital : letters.capitals) {
    if (capital != 0) {
      append_utf8(text, capital + std::exchange(later, 0));
    }
  }
  return true;
}

}  // namespace

std::string lowercase(std::string_view text) {
  std::string lower;
  lower.reserve(text.size());
  for (std::size_t bytes = 0; !text.empty(); text.remove_prefix(bytes)) {
    bytes = character_bytes(text);
    const char32_t code = code_point(text.substr(0, bytes));
    if (code < 0x80) {
      lower += ascii::to_lower(text.front());
    } else if (code == kCapitalIWithDot) {
      lower += kSmallIWithDot;
    } else {
      append_utf8(lower, mapped(code, Pairs::to_capital));
    }
  }
  return lower;
}

std::string uppercase(std::string_view text) {
  std::string upper;
  upper.reserve(text.size());
  for (std::size_t bytes = 0; !text.empty(); text.remove_prefix(bytes)) {
    bytes = character_bytes(text);
    const char32_t code = code_point(text.substr(0, bytes));
    if (code < 0x80) {
      upper += ascii::is_lower(text.front()) ? static_cast<char>(text.front() - 'a' + 'A')
                                             : text.front();
      continue;
    }
    if (!append_long_upper(upper, code)) {
      append_utf8(upper, mapped(code, Pairs::to_small));
    }
  }
  return upper;
}

}  // namespace hookstorm::json_e
