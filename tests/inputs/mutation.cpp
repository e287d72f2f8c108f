#include "tests/inputs/mutation.hpp"

#include <algorithm>

#include "tests/inputs/inputs.hpp"

namespace hookstorm::test {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool is_mark(char c) {
  return std::string_view("{}[],:").find(c) != std::string_view::npos;
}

std::size_t token_size(std::string_view json) {
  if (is_mark(json.front())) {
    return 1;
  }
  if (json.front() == '"') {
    std::size_t end = 1;
    while (end < json.size() && json[end] != '"') {
      end += json[end] == '\\' ? 2U : 1U;
    }
    return std::min(end + 1, json.size());
  }
  return static_cast<std::size_t>(
      std::find_if(json.begin(), json.end(), [](char c) { return is_space(c) || is_mark(c); }) -
      json.begin());
}

bool is_scalar(const std::vector<std::string>& tokens, std::size_t at) {
  return !is_mark(tokens[at].front()) && (at + 1 == tokens.size() || tokens[at + 1] != ":");
}

void change_token(Random& random, std::vector<std::string>& tokens) {
  const std::size_t at = random.below(tokens.size());
  if (!random.one_in(8)) {
    for (std::size_t i = at; i < tokens.size(); ++i) {
      if (is_scalar(tokens, i)) {
        tokens[i] = random.one_in(2) ? some_json(random, 2) : "\"" + some_form(random) + "\"";
        return;
      }
    }
  }
  const auto position = static_cast<std::ptrdiff_t>(at);
  switch (random.below(3)) {
    case 0:
      tokens.erase(tokens.begin() + position);
      return;
    case 1:
      tokens.insert(tokens.begin() + position, random.pick(tokens));
      return;
    default:
      tokens[at] = random.pick(tokens);
  }
}

}  // namespace

std::string with_bytes_changed(Random& random, std::string text) {
  for (std::size_t changes = 1 + random.below(3); changes > 0; --changes) {
    const std::size_t at = random.below(text.size() + 1);
    const char byte = random.one_in(2) ? static_cast<char>(' ' + random.below(95))
                                       : static_cast<char>(random.next());
    if (at == text.size() || random.one_in(3)) {
      text.insert(at, 1, byte);
    } else if (random.one_in(2)) {
      text[at] = byte;
    } else {
      text.erase(at, 1);
    }
  }
  return text;
}

std::vector<std::string> tokens_of(std::string_view json) {
  std::vector<std::string> tokens;
  while (!json.empty()) {
    if (is_space(json.front())) {
      json.remove_prefix(1);
      continue;
    }
    const std::size_t size = token_size(json);
    tokens.emplace_back(json.substr(0, size));
    json.remove_prefix(size);
  }
  return tokens;
}

std::string with_tokens_changed(Random& random, std::vector<std::string> tokens) {
  for (std::size_t changes = random.below(4); changes > 0 && !tokens.empty(); --changes) {
    change_token(random, tokens);
  }
  std::string text;
  for (const std::string& token : tokens) {
    text += token;
  }
  return random.one_in(32) ? with_bytes_changed(random, std::move(text)) : text;
}

}  // namespace hookstorm::test
