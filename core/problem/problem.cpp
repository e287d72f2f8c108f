#include "core/problem/problem.hpp"

#include <utility>

#include "core/text/decimal.hpp"

namespace hookstorm {

void Problems::add(Severity severity, const std::string& path, std::string_view code,
                   std::string_view pattern, Parts parts) {
  add({path, std::string(code), sentence(pattern, parts), severity});
}

void Problems::add(Problem problem) {
  has_errors_ = has_errors_ || problem.severity == Severity::error;
  if (list_.size() < kProblemsMax) {
    list_.push_back(std::move(problem));
  } else if (list_.size() == kProblemsMax) {
    list_.push_back({"", "too-many-problems",
                     "There are more problems than these; solve these first and check again.",
                     Severity::warning});
  }
}

void Problems::append(const Problems& other) {
  for (const Problem& problem : other.list_) {
    add(problem);
  }
  has_errors_ = has_errors_ || other.has_errors_;
}

std::string Place::path() const {
  if (parent_ == nullptr) {
    return std::string(name_);
  }
  const std::string parent = parent_->path();  // NOLINT(misc-no-recursion): as deep as documents.
  return name_.data() == nullptr ? child_path(parent, index_) : child_path(parent, name_);
}

std::string child_path(std::string_view parent, std::string_view token) {
  std::string path;
  path.reserve(parent.size() + 1 + token.size());
  path += parent;
  path += '/';
  for (const char character : token) {
    if (character == '~') {
      path += "~0";
    } else if (character == '/') {
      path += "~1";
    } else {
      path += character;
    }
  }
  return path;
}

std::string child_path(std::string_view parent, std::size_t index) {
  return child_path(parent, decimal(index));
}

}  // namespace hookstorm
