#include "native/store/postgres/message_contents.hpp"

#include <string>

#include "native/store/postgres/key_list.hpp"
#include "native/store/sql/stored_values.hpp"

namespace hookstorm::native::postgres {

std::unordered_map<MessageKey, MessageContent> read_message_contents(
    Database& database, const std::vector<MessageKey>& keys) {
  std::unordered_map<MessageKey, MessageContent> contents;
  if (keys.empty()) {
    return contents;
  }
  const std::string list = key_list(keys);
  sql::Query query = database.query(
      "SELECT id, public_id, checking, occurrence FROM messages "
      "WHERE id = ANY (string_to_array(?::text, ',')::bigint[]) "
      "AND octet_length(occurrence) <= 65536");
  query.bind(list);
  while (query.step()) {
    contents.emplace(query.integer(0), MessageContent{.id = std::string(query.text(1)),
                                                      .checking = read_checking(query.text(2)),
                                                      .occurrence = std::string(query.text(3))});
  }
  return contents;
}

}  // namespace hookstorm::native::postgres
