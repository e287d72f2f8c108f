#include "core/json_e/output.hpp"

#include <cmath>
#include <vector>

#include "core/json_e/number.hpp"
#include "core/sorting/sorting.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/sentence.hpp"

namespace hookstorm::json_e {
namespace {

class Output {
 public:
  Output(json::Writer& writer, MemberOrder order, std::size_t& bytes_left)
      : writer_(writer), order_(order), bytes_left_(bytes_left) {}

  // NOLINTNEXTLINE(misc-no-recursion): values are at most kValueDepthMax deep.
  Written write(const Operand& operand) {
    switch (operand.type) {
      case Type::null:
        writer_.null();
        return take(4);
      case Type::boolean:
        writer_.boolean(operand.truth);
        return take(operand.truth ? 4 : 5);
      case Type::number:
        return number(operand);
      case Type::text:
        if (take(operand.count + 2) == Written::too_large) {
          return Written::too_large;
        }
        writer_.text(operand.text());
        return Written::whole;
      case Type::list:
        return list(operand);
      case Type::object:
        return object(operand);
      case Type::function:
        break;
    }
    return Written::function_inside;
  }

 private:
  Written take(std::size_t bytes) {
    if (bytes > bytes_left_) {
      bytes_left_ = 0;
      return Written::too_large;
    }
    bytes_left_ -= bytes;
    return Written::whole;
  }

  Written number(const Operand& operand) {
    if (operand.characters != nullptr) {
      writer_.number(operand.text());
      return take(operand.count);
    }
    const std::string digits = number_text(operand.number);
    writer_.number(digits);
    return take(digits.size());
  }

  Written list(const Operand& operand) {
    writer_.begin_list();
    Written written = take(2 + operand.count);
    for (std::uint32_t i = 0; i < operand.count && written == Written::whole; ++i) {
      written = write(operand.items[i]);
    }
    writer_.end_list();
    return written;
  }

  Written object(const Operand& operand) {
    std::vector<std::size_t> order;
    if (order_ == MemberOrder::by_name) {
      order = sorted_indices(operand.count, [&](std::size_t left, std::size_t right) {
        return compare_texts(operand.fields[left].name, operand.fields[right].name) < 0;
      });
    }
    writer_.begin_object();
    Written written = take(2);
    for (std::uint32_t i = 0; i < operand.count && written == Written::whole; ++i) {
      const Field& field = operand.fields[order.empty() ? i : order[i]];
      written = take(field.name.size() + 4);
      if (written == Written::whole) {
        writer_.name(field.name);
        written = write(field.value);
      }
    }
    writer_.end_object();
    return written;
  }

  json::Writer& writer_;
  MemberOrder order_;
  std::size_t& bytes_left_;
};

}  // namespace

Written write(json::Writer& writer, const Operand& operand, MemberOrder order,
              std::size_t& bytes_left) {
  return Output(writer, order, bytes_left).write(operand);
}

std::string shown(const Operand& operand) {
  constexpr std::size_t kBytesWritten = 1000;  // More than an excerpt takes.
  if (operand.is(Type::function)) {
    return "a function";
  }
  if (operand.is(Type::text)) {
    return sentence("\"{}\"", {excerpt(operand.text())});
  }
  if (operand.is(Type::object) && operand.count > 0) {
    return sentence("an object with {} {}",
                    {operand.count, operand.count == 1 ? "member" : "members"});
  }
  json::Writer writer;
  std::size_t bytes_left = kBytesWritten;
  if (write(writer, operand, MemberOrder::as_given, bytes_left) != Written::whole &&
      operand.is(Type::list)) {
    return sentence("a list of {} items", {operand.count});
  }
  return excerpt(writer.take());
}

}  // namespace hookstorm::json_e
