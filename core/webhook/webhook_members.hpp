// What a webhook's configuration consists of: for each member the function that checks it and the
// one that writes it again. To add a member, add its two functions here and a row to the table in
// webhook.cpp; unknown names are refused by that table.
#pragma once

#include "core/json/writer.hpp"
#include "core/webhook/members.hpp"
#include "core/webhook/webhook.hpp"

namespace hookstorm {

/// Each of these reads its member into the webhook, or reports what is wrong with it.
/// @{
void check_id(Members& members, Webhook& webhook);
void check_name(Members& members, Webhook& webhook);
void check_triggers(Members& members, Webhook& webhook);
void check_url(Members& members, Webhook& webhook);
void check_family(Members& members, Webhook& webhook);
void check_content_mode(Members& members, Webhook& webhook);
void check_included(Members& members, Webhook& webhook);
void check_filter(Members& members, Webhook& webhook);
void check_template(Members& members, Webhook& webhook);
void check_pick_member(Members& members, Webhook& webhook);
void check_headers(Members& members, Webhook& webhook);
void check_retry(Members& members, Webhook& webhook);
void check_timeout(Members& members, Webhook& webhook);
void check_rate_limit(Members& members, Webhook& webhook);
void check_concurrency(Members& members, Webhook& webhook);
void check_ordered(Members& members, Webhook& webhook);
void check_enabled(Members& members, Webhook& webhook);
void check_signature(Members& members, Webhook& webhook);
void check_secret(Members& members, Webhook& webhook);            ///< After the signature.
void check_previous_secrets(Members& members, Webhook& webhook);  ///< After the secret.
/// @}

/// Reports the triggers for which the webhook's family has no body.
void check_family_support(Members& members, const Webhook& webhook);

/// Reports headers of the webhook's own that hold one of its secrets.
void refuse_secrets_in_headers(Members& members, const Webhook& webhook);

/// Each of these appends its member, or nothing where the webhook has none.
/// @{
void write_name(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_triggers(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_url(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_family(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_content_mode(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_included(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_filter(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_template(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_pick_member(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_headers(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_retry(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_timeout(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_rate_limit(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_concurrency(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_ordered(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_enabled(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_signature(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_secret(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
void write_previous_secrets(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
/// @}

}  // namespace hookstorm
