// Appends compact JSON to a string, piece by piece: no tree in between, one way to write each
// value. The bytes are those of JSON.stringify: only '"', '\\' and characters below U+0020 are
// escaped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/value.hpp"

namespace hookstorm::json {

class Writer {
 public:
  Writer() = default;

  /// Spares a document of up to `bytes_expected` from being copied while it grows.
  explicit Writer(std::size_t bytes_expected) { out_.reserve(bytes_expected); }

  Writer& begin_object();
  Writer& end_object();
  Writer& begin_list();
  Writer& end_list();
  Writer& name(std::string_view name);

  Writer& null();
  Writer& boolean(bool truth);
  Writer& integer(std::int64_t integer);
  Writer& text(std::string_view characters);
  /// A number's literal, as it was read.
  Writer& number(std::string_view literal);
  Writer& texts(const std::vector<std::string>& list);
  Writer& value(const Value& value);

  /// The document; the writer is spent afterwards.
  [[nodiscard]] std::string take();

 private:
  void separate();
  void quote(std::string_view characters);
  void escape(unsigned char code);

  std::string out_;
  bool comma_due_ = false;
};

/// The value as a compact document.
[[nodiscard]] std::string written(const Value& value);

}  // namespace hookstorm::json
