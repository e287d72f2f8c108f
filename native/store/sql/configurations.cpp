#include "native/store/sql/configurations.hpp"

#include <algorithm>
#include <utility>

#include "core/json/parser.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {
namespace {

using json::Value;
using sql::Query;

/// What the proof that a key is the right one says, and is bound to.
constexpr std::string_view kProof = "the key of this file's secrets";

[[noreturn]] void unreadable(const Problems& problems) {
  throw StoreError("A stored webhook cannot be read: " + problems.list().front().message);
}

Value parsed(std::string_view text) {
  Result<Value> document = json::parse(text);
  if (!document.ok()) {
    unreadable(document.problems());
  }
  return std::move(document.value());
}

Webhook checked(const Value& document) {
  Result<Webhook> webhook = check_webhook(document, TargetPolicy::of_stored(), "");
  if (!webhook.ok()) {
    unreadable(webhook.problems());
  }
  return std::move(webhook.value());
}

std::string_view id_of(const Value& configuration) {
  const Value* id = configuration.find("id");
  return id == nullptr ? std::string_view() : std::string_view(id->text);
}

/// Puts what `change` makes of each secret in its place; it is given the webhook's id, too.
template <typename Change>
void change_secrets(Value& configuration, const Change& change) {
  const std::string id(id_of(configuration));
  const auto change_in = [&](Value& object) {
    for (json::Member& member : object.members) {
      if (member.name == "secret") {
        member.value.text = change(member.value.text, id);
      }
    }
  };
  change_in(configuration);
  for (json::Member& member : configuration.members) {
    if (member.name == "previous_secrets") {
      for (json::Member& previous : member.value.members) {
        change_in(previous.value);
      }
    }
  }
}

void seal_all(sql::Database& database, const Configurations& configurations,
              const std::string& proof) {
  // All that is written anew, so that no page keeps a former text.
  database.begin();
  database.execute("CREATE TABLE sealed_revisions AS SELECT * FROM webhook_revisions WHERE false");
  try {
    {
      Query row = database.query(
          "SELECT webhook, number, configuration, created_at FROM webhook_revisions");
      while (row.step()) {
        const std::string sealed = configurations.sealed(row.text(2));
        database.query("INSERT INTO sealed_revisions VALUES (?, ?, ?, ?)")
            .bind(row.integer(0))
            .bind(row.integer(1))
            .bind(sealed)
            .bind(row.integer(3))
            .run();
      }
    }
    database.query("INSERT INTO secrets_key (id, proof) VALUES (1, ?)").bind(proof).run();
    database.execute(
        "DELETE FROM webhook_revisions; "
        "INSERT INTO webhook_revisions SELECT * FROM sealed_revisions; "
        "DROP TABLE sealed_revisions; COMMIT");
    database.overwrite_former("webhook_revisions");
  } catch (...) {
    if (database.in_transaction()) {
      database.execute("ROLLBACK");
    }
    throw;
  }
}

std::optional<std::string> stored_proof(sql::Database& database) {
  Query query = database.query("SELECT proof FROM secrets_key");
  return query.step() ? std::optional(std::string(query.text(0))) : std::nullopt;
}

}  // namespace

std::string Configurations::write(const Webhook& webhook) const {
  json::Writer writer;
  write_webhook(writer, webhook, SecretShown::yes);
  std::string text = writer.take();
  return box_ ? sealed(text) : text;
}

Webhook Configurations::read(std::string_view text) const {
  Value document = parsed(text);
  if (box_) {
    change_secrets(document, [this](std::string_view secret, std::string_view id) {
      std::optional<std::string> opened = box_->open(secret, id);
      if (!opened) {
        throw StoreError("The secret of webhook " + std::string(id) +
                         " cannot be decrypted: the file was changed, or damaged.");
      }
      return std::move(*opened);
    });
  }
  return checked(document);
}

std::string Configurations::sealed(std::string_view text) const {
  Value document = parsed(text);
  change_secrets(document, [this](std::string_view secret, std::string_view id) {
    return box_->seal(secret, id);
  });
  return json::written(document);
}

Webhook Configurations::read_without_secrets(std::string_view text) {
  Value document = parsed(text);
  std::erase_if(document.members, [](const json::Member& member) {
    return member.name == "secret" || member.name == "previous_secrets";
  });
  return checked(document);
}

bool has_sealed_secrets(sql::Database& database) {
  return stored_proof(database).has_value();
}

Configurations present_configurations(sql::Database& database, const std::optional<SecretsKey>& key,
                                      const RandomBytes& random) {
  const std::optional<std::string> proof = stored_proof(database);
  if (!proof) {
    return {};
  }
  if (!key) {
    throw StoreError(
        "The secrets in it are encrypted: give their key by --secrets-key-file or "
        "HOOKSTORM_SECRETS_KEY.");
  }
  auto box = std::make_shared<const SecretBox>(*key, random);
  if (box->open(*proof, kProof) != kProof) {
    throw StoreError("The secrets in it are encrypted with another key than the one given.");
  }
  return Configurations(std::move(box));
}

Configurations open_configurations(sql::Database& database, const std::optional<SecretsKey>& key,
                                   const RandomBytes& random) {
  if (!key || has_sealed_secrets(database)) {
    return present_configurations(database, key, random);
  }
  const auto box = std::make_shared<const SecretBox>(*key, random);
  Configurations configurations(box);
  seal_all(database, configurations, box->seal(kProof, kProof));
  return configurations;
}

}  // namespace hookstorm::native
