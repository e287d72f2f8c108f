#include "native/store/copy/tables.hpp"

#include <utility>

namespace hookstorm::native {
namespace {

constexpr CopiedValue kNumber = CopiedValue::number;
constexpr CopiedValue kBytes = CopiedValue::bytes;
constexpr CopiedValue kMessage = CopiedValue::message_key;
constexpr CopiedValue kDelivery = CopiedValue::delivery_key;

std::string column_list(const std::vector<CopiedColumn>& columns) {
  std::string list;
  for (const CopiedColumn& column : columns) {
    list.append(list.empty() ? "" : ", ").append(column.name);
  }
  return list;
}

std::vector<CopiedTable> configuration_tables() {
  return {
      {"workspaces", {{"id", kNumber}, {"name", kBytes}, {"created_at", kNumber}}},
      {"webhooks",
       {{"id", kNumber},
        {"public_id", kBytes},
        {"workspace", kNumber},
        {"revision", kNumber},
        {"enabled", kNumber},
        {"created_at", kNumber},
        {"updated_at", kNumber},
        {"deleted_at", kNumber}}},
      {"webhook_revisions",
       {{"webhook", kNumber},
        {"number", kNumber},
        {"configuration", kBytes},
        {"created_at", kNumber}}},
      {"webhook_health",
       {{"webhook", kNumber},
        {"resets", kNumber},
        {"disabled", kBytes},
        {"disabled_at", kNumber},
        {"failing_since", kNumber},
        {"failed_at", kNumber},
        {"failures", kNumber},
        {"failed_messages", kNumber},
        {"throttled_until", kNumber},
        {"throttles", kNumber}}},
      {"secrets_key", {{"id", kNumber}, {"proof", kBytes}}},
  };
}

std::vector<CopiedTable> message_tables() {
  return {
      {"messages",
       {{"id", kMessage},
        {"public_id", kBytes},
        {"workspace", kNumber},
        {"occurred_at", kNumber},
        {"accepted_at", kNumber},
        {"trigger", kBytes},
        {"checking", kBytes},
        {"occurrence", kBytes}}},
      {"deliveries",
       {{"id", kDelivery},
        {"message", kMessage},
        {"webhook", kNumber},
        {"workspace", kNumber},
        {"attempts", kNumber},
        {"attempts_before", kNumber},
        {"due_at", kNumber},
        {"state", kBytes}}},
      {"attempts",
       {{"delivery", kDelivery},
        {"number", kNumber},
        {"webhook_revision", kNumber},
        {"attempted_at", kNumber},
        {"duration_ms", kNumber},
        {"status", kNumber},
        {"failure", kBytes},
        {"response_body", kBytes},
        {"address", kBytes}}},
      {"skips",
       {{"message", kMessage}, {"webhook", kNumber}, {"reason", kBytes}, {"explanation", kBytes}}},
      {"answers",
       {{"id", kNumber},
        {"workspace", kNumber},
        {"idempotency_key", kBytes},
        {"request_digest", kBytes},
        {"body", kBytes},
        {"answered_at", kNumber}}},
  };
}

std::vector<CopiedTable> access_tables() {
  return {
      {"tokens",
       {{"id", kNumber},
        {"public_id", kBytes},
        {"workspace", kNumber},
        {"name", kBytes},
        {"scopes", kBytes},
        {"hash", kBytes},
        {"created_at", kNumber},
        {"used_at", kNumber},
        {"revoked_at", kNumber},
        {"month_began_at", kNumber},
        {"month_requests", kNumber}}},
      {"sessions", {{"hash", kBytes}, {"token", kNumber}, {"expires_at", kNumber}}},
      {"audit",
       {{"id", kNumber},
        {"workspace", kNumber},
        {"at", kNumber},
        {"actor", kBytes},
        {"token_id", kBytes},
        {"token_name", kBytes},
        {"action", kBytes},
        {"subject_id", kBytes},
        {"subject_name", kBytes},
        {"revision_before", kNumber},
        {"revision_after", kNumber}}},
  };
}

std::vector<CopiedTable> inbox_tables() {
  return {
      {"inboxes",
       {{"id", kNumber},
        {"public_id", kBytes},
        {"workspace", kNumber},
        {"name", kBytes},
        {"answer_status", kNumber},
        {"answer_delay_ms", kNumber},
        {"answer_body", kBytes},
        {"answer_content_type", kBytes},
        {"created_at", kNumber},
        {"used_at", kNumber},
        {"first_capture", kNumber},
        {"last_capture", kNumber},
        {"kept_bytes", kNumber}}},
      {"captures",
       {{"inbox", kNumber},
        {"number", kNumber},
        {"captured_at", kNumber},
        {"bytes", kNumber},
        {"method", kBytes},
        {"target", kBytes},
        {"source", kBytes},
        {"headers", kBytes},
        {"body", kBytes}}},
  };
}

}  // namespace

CopiedTable::CopiedTable(std::string name, std::vector<CopiedColumn> columns)
    : name_(std::move(name)),
      columns_(std::move(columns)),
      select_("SELECT " + column_list(columns_) + " FROM " + name_),
      load_("COPY " + name_ + " (" + column_list(columns_) + ") FROM STDIN (FORMAT binary)"),
      is_used_("SELECT EXISTS (SELECT 1 FROM " + name_ +
               (name_ == "workspaces" ? " WHERE id <> 1)" : ")")) {}

const std::vector<CopiedTable>& copied_tables() {
  static const std::vector<CopiedTable> kTables = [] {
    std::vector<CopiedTable> tables;
    for (const auto& part :
         {configuration_tables(), message_tables(), access_tables(), inbox_tables()}) {
      tables.insert(tables.end(), part.begin(), part.end());
    }
    return tables;
  }();
  return kTables;
}

}  // namespace hookstorm::native
