#include "native/store/postgres/statement_text.hpp"

#include <algorithm>
#include <cctype>

namespace hookstorm::native::postgres {
namespace {

constexpr std::string_view kIndexedBy = "INDEXED BY ";

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// Without the hint that it begins with.
std::string_view after_hint(std::string_view sql) {
  sql.remove_prefix(kIndexedBy.size());
  sql.remove_prefix(std::min(sql.find(' '), sql.size()));
  return sql;
}

}  // namespace

std::string statement_text(std::string_view sql) {
  std::string text;
  int parameters = 0;
  bool is_quoted = false;
  while (!sql.empty()) {
    if (!is_quoted && sql.starts_with(kIndexedBy)) {
      sql = after_hint(sql);
      continue;
    }
    const char c = sql.front();
    sql.remove_prefix(1);
    is_quoted = is_quoted != (c == '\'');
    if (c != '?' || is_quoted) {
      text += c;
      continue;
    }
    text += '$';
    if (sql.empty() || !is_digit(sql.front())) {
      text += std::to_string(++parameters);
    }
  }
  return text;
}

}  // namespace hookstorm::native::postgres
