// Options of `hookstorm serve` about its store.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "native/engine/retention.hpp"

namespace hookstorm::native {

/// `--keep-days`, `--keep-messages`, `--keep-attempt-days` and `--keep-attempts`.
void add_retention_options(CLI::App& command, RetentionSettings& retention);

/// `--secrets-key-file`.
void add_secrets_key_option(CLI::App& command, std::string& file);

}  // namespace hookstorm::native
