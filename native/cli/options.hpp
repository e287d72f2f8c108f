// Options that several commands have, each read into what is given.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/family/family.hpp"
#include "core/record/checking.hpp"
#include "core/signature/scheme.hpp"
#include "core/webhook/target_url.hpp"
#include "native/sender/transfer.hpp"

namespace hookstorm::native {

inline constexpr const char* kNilUuid = "00000000-0000-0000-0000-000000000000";

/// Takes a family's name for the number that CLI11 reads an enumerator from.
[[nodiscard]] CLI::Validator family_name();

/// Takes a file that is there, or the URL of a PostgreSQL database.
[[nodiscard]] CLI::Validator existing_store();

/// FILE, which has to be given.
CLI::Option* add_file(CLI::App& command, std::string& file);
/// `--family`.
CLI::Option* add_family(CLI::App& command, Family& family);
/// `--webhook`, a file.
CLI::Option* add_webhook(CLI::App& command, std::string& file);
/// `--signature`.
void add_signature(CLI::App& command, SignatureScheme& scheme);
/// `--webhook-id`, else the nil UUID.
void add_webhook_id(CLI::App& command, std::string& id);
/// `--message-id`.
CLI::Option* add_message_id(CLI::App& command, std::string& id, const char* description);
/// `--secret`, of what may have signed a request.
CLI::Option* add_received_secrets(CLI::App& command, std::vector<std::string>& secrets);
/// `--tolerance`.
void add_tolerance(CLI::App& command, std::int64_t& seconds);
/// `--lenient`.
void add_lenient(CLI::App& command, Checking& checking);
/// `--allow-http`.
void add_allow_http(CLI::App& command, HttpTargets& http_targets);
/// `--timeout`, given in seconds.
void add_timeout(CLI::App& command, long& timeout_ms);
/// How receivers are reached: `--ca-bundle`, `--client-certificate`, `--client-key`, `--proxy` and
/// `--resolve`.
void add_route(CLI::App& command, TransferSettings& transfer);

}  // namespace hookstorm::native
