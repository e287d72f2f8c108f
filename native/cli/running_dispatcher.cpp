#include "native/cli/running_dispatcher.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "core/json/parser.hpp"
#include "core/json/writer.hpp"
#include "native/cli/output.hpp"
#include "native/sender/fetch.hpp"

namespace hookstorm::native {
namespace {

constexpr int kGoodStatus = 200;
constexpr int kNoContent = 204;
constexpr int kErrorStatusMin = 400;
constexpr int kUnauthorized = 401;

/// What the API says of the first thing that is wrong.
std::string refusal_of(const json::Value& answer, int status, bool has_token) {
  if (status == kUnauthorized && !has_token) {
    return "This dispatcher asks for a token: give one in HOOKSTORM_TOKEN, as `hookstorm token "
           "create` prints it.";
  }
  const json::Value* errors = answer.find("errors");
  const json::Value* detail = errors == nullptr || errors->members.empty()
                                  ? nullptr
                                  : errors->members.front().value.find("detail");
  return detail == nullptr ? "The dispatcher answers with status " + std::to_string(status) + "."
                           : shown(detail);
}

std::string refusal_in(const Fetched& fetched, bool has_token) {
  const Result<json::Value> answer = json::parse(fetched.body);
  return refusal_of(answer.ok() ? answer.value() : json::Value{}, fetched.status, has_token);
}

}  // namespace

RunningDispatcher::RunningDispatcher(std::string url) : url_(std::move(url)) {
  if (const char* token = std::getenv("HOOKSTORM_TOKEN")) {  // NOLINT(concurrency-mt-unsafe)
    token_ = token;
  }
  if (url_.ends_with('/')) {
    url_.pop_back();
  }
}

json::Value RunningDispatcher::ask(const std::string& method, const std::string& target,
                                   const std::optional<std::string>& document) const {
  const Fetched fetched = fetch(method, url_ + target, document, token_);
  if (fetched.status == kNoContent) {
    return {.kind = json::Kind::object};
  }
  Result<json::Value> answer = json::parse(fetched.body);
  if (!answer.ok() || !answer.value().is(json::Kind::object)) {
    throw std::runtime_error(url_ + " is no dispatcher of Hookstorm's.");
  }
  if (fetched.status >= kErrorStatusMin) {
    throw std::runtime_error(refusal_of(answer.value(), fetched.status, !token_.empty()));
  }
  return std::move(answer.value());
}

void RunningDispatcher::list(const std::string& target, std::size_t limit,
                             const std::function<void(const json::Value& resource)>& take) const {
  std::string next = target;
  while (limit > 0 && !next.empty()) {
    const json::Value page = ask("GET", next);
    const json::Value* resources = page.find("data");
    if (resources == nullptr) {
      throw std::runtime_error(url_ + " is no dispatcher of Hookstorm's.");
    }
    for (const json::Member& resource : resources->members) {
      if (limit > 0) {
        take(resource.value);
        --limit;
      }
    }
    const json::Value* link = member_at(page, "links/next");
    next = link != nullptr && link->is(json::Kind::text) ? link->text : "";
  }
}

void RunningDispatcher::read(const std::string& target,
                             const std::function<void(std::string_view bytes)>& take) const {
  const Fetched fetched = fetch_stream(url_ + target, take, token_);
  if (fetched.status != kGoodStatus) {
    throw std::runtime_error(refusal_in(fetched, !token_.empty()));
  }
}

void add_dispatcher_url(CLI::App& command, std::string& url) {
  url = "http://127.0.0.1:8420";
  command.add_option("--url", url, "Where the dispatcher listens")
      ->type_name("URL")
      ->capture_default_str();
}

const json::Value* member_at(const json::Value& value, std::string_view way) {
  const json::Value* found = &value;
  while (found != nullptr && !way.empty()) {
    const std::size_t end = std::min(way.find('/'), way.size());
    found = found->find(way.substr(0, end));
    way.remove_prefix(std::min(end + 1, way.size()));
  }
  return found;
}

std::string shown(const json::Value* value) {
  if (value == nullptr || value->is(json::Kind::null)) {
    return "none";
  }
  return printable(value->is(json::Kind::text) ? value->text : json::written(*value));
}

}  // namespace hookstorm::native
