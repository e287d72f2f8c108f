// One thing wrong with a value, and the bounded list in which all of them are reported at once.
// A problem's code is a promise to programs and never changes; its message is for people and may.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/sentence.hpp"

namespace hookstorm {

enum class Severity { error, warning };

struct Problem {
  std::string path;     ///< JSON Pointer (RFC 6901) to the value; empty for the whole document.
  std::string code;     ///< Stable, kebab-case.
  std::string message;  ///< One sentence or two that say what to do.
  Severity severity = Severity::error;
};

/// Problems in the order in which they were found. At most `kProblemsMax` are kept; when more come,
/// one last `too-many-problems` says so, and errors among the dropped still count as errors.
class Problems {
 public:
  static constexpr std::size_t kProblemsMax = 100;

  /// The message is `pattern` with `parts` in its places (core/text/sentence.hpp).
  void error(const std::string& path, std::string_view code, std::string_view pattern,
             Parts parts = {}) {
    add(Severity::error, path, code, pattern, parts);
  }
  void warning(const std::string& path, std::string_view code, std::string_view pattern,
               Parts parts = {}) {
    add(Severity::warning, path, code, pattern, parts);
  }
  void add(Severity severity, const std::string& path, std::string_view code,
           std::string_view pattern, Parts parts = {});
  void add(Problem problem);
  void append(const Problems& other);

  [[nodiscard]] bool has_errors() const { return has_errors_; }
  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] const std::vector<Problem>& list() const { return list_; }

 private:
  std::vector<Problem> list_;
  bool has_errors_ = false;
};

/// Where a value lies in a document. A path is only made of it where there is a problem to report.
class Place {
 public:
  /// The value at `path`, which outlives this.
  explicit Place(std::string_view path) : name_(path) {}

  [[nodiscard]] Place child(std::string_view name) const { return Place(this, name, 0); }
  [[nodiscard]] Place item(std::size_t index) const { return Place(this, {}, index); }

  /// As a JSON Pointer.
  [[nodiscard]] std::string path() const;

 private:
  Place(const Place* parent, std::string_view name, std::size_t index)
      : parent_(parent), name_(name), index_(index) {}

  const Place* parent_ = nullptr;
  std::string_view name_;  ///< Null for an item.
  std::size_t index_ = 0;
};

/// `parent` extended by one reference token, with '~' and '/' escaped (RFC 6901, section 3).
[[nodiscard]] std::string child_path(std::string_view parent, std::string_view token);
[[nodiscard]] std::string child_path(std::string_view parent, std::size_t index);

}  // namespace hookstorm
