#include "native/store/copy/binary_rows.hpp"

#include <cstddef>

#include "native/store/postgres/network_order.hpp"

namespace hookstorm::native {
namespace {

using namespace std::string_view_literals;

/// Signature, flags, and no extension.
constexpr std::string_view kHeader = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0"sv;
constexpr std::int16_t kEnd = -1;
constexpr std::int32_t kNull = -1;
constexpr std::size_t kPiece = std::size_t{256} * 1024;

template <typename Integer>
void append(std::string& bytes, Integer number) {
  const auto ordered = postgres::in_network_order(number);
  bytes.append(ordered.data(), ordered.size());
}

}  // namespace

BinaryRows::BinaryRows(sql::Query& rows, const CopiedTable& table, const PartitionPlan& plan)
    : rows_(rows), table_(table), plan_(plan) {}

std::string_view BinaryRows::next() {
  piece_.clear();
  if (has_ended_) {
    return {};
  }
  if (!has_begun_) {
    piece_ = kHeader;
    has_begun_ = true;
  }
  while (piece_.size() < kPiece) {
    if (!rows_.step()) {
      append(piece_, kEnd);
      has_ended_ = true;
      break;
    }
    add_row();
  }
  return piece_;
}

void BinaryRows::add_row() {
  append(piece_, static_cast<std::int16_t>(table_.columns().size()));
  int column = 0;
  for (const CopiedColumn& each : table_.columns()) {
    if (rows_.is_null(column)) {
      append(piece_, kNull);
    } else if (each.value == CopiedValue::bytes) {
      const std::string_view bytes = rows_.text(column);
      append(piece_, static_cast<std::int32_t>(bytes.size()));
      piece_ += bytes;
    } else {
      append(piece_, static_cast<std::int32_t>(sizeof(std::int64_t)));
      append(piece_, each.value == CopiedValue::message_key
                         ? plan_.key_of_message(rows_.integer(column))
                     : each.value == CopiedValue::delivery_key
                         ? plan_.key_of_delivery(rows_.integer(column))
                         : rows_.integer(column));
    }
    ++column;
  }
  ++count_;
}

}  // namespace hookstorm::native
