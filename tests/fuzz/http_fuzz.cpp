// Whatever bytes a client sends: a request that is taken ends where an independent reading of
// RFC 9112 says, is the same in whatever pieces it came, and the router answers it once, without a
// failure of its own, in words that the API's errors have.
#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "core/json/parser.hpp"
#include "native/api/errors.hpp"
#include "native/api/origin_guard.hpp"
#include "native/api/request_head.hpp"
#include "native/api/router.hpp"
#include "tests/fuzz/property.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using fuzz::require;
namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t kBodyBytesMax = 4096;
constexpr std::int64_t kLowest = 1;
constexpr std::int64_t kHighest = 50;
constexpr std::size_t kTextBytesMax = 16;
constexpr int kEcho = 200;

struct Taken {
  ApiRequest request;
  std::size_t bytes = 0;  ///< That it took of what came.
};

/// The next request, as a connection reads it; nothing where it is refused or not whole.
std::optional<Taken> take(std::string_view text, std::size_t first_piece) {
  http::request_parser<http::string_body> parser;
  parser.header_limit(kHeadBytesMax);
  parser.body_limit(kBodyBytesMax);
  parser.eager(false);
  std::size_t used = 0;
  std::size_t there = std::min(first_piece, text.size());
  bool is_head_judged = false;
  while (!parser.is_done()) {
    boost::system::error_code error;
    used += parser.put(asio::buffer(text.substr(used, there - used)), error);
    if (error == http::error::need_more && there < text.size()) {
      there = text.size();
      continue;
    }
    if (error) {
      return std::nullopt;
    }
    if (parser.is_header_done() && !std::exchange(is_head_judged, true)) {
      if (!is_length_certain(parser.get())) {
        return std::nullopt;
      }
      parser.eager(true);
    }
    if (!parser.is_done() && used == text.size()) {
      return std::nullopt;
    }
  }
  Taken taken{.request = request_of(parser.get()), .bytes = used};
  taken.request.body = parser.get().body();
  return taken;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  return std::string(text.substr(begin, text.find_last_not_of(" \t") + 1 - begin));
}

/// The values of the headers with the name, which is in lower case, of a head with CRLF after each
/// line; a line that begins with white space goes on with the one before.
std::vector<std::string> values_in(std::string_view head, std::string_view name) {
  std::vector<std::string> values;
  bool is_meant = false;
  head.remove_prefix(std::min(head.find("\r\n") + 2, head.size()));
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(line.size() + 2, head.size()));
    if (line.starts_with(' ') || line.starts_with('\t')) {
      if (is_meant) {
        values.back() = trimmed(values.back() + " " + trimmed(line));
      }
      continue;
    }
    const std::size_t colon = std::min(line.find(':'), line.size());
    std::string given(line.substr(0, colon));
    std::transform(given.begin(), given.end(), given.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    is_meant = given == name;
    if (is_meant) {
      values.push_back(trimmed(line.substr(std::min(colon + 1, line.size()))));
    }
  }
  return values;
}

/// How long the chunked body is that the text begins with, its trailer included; nothing where it
/// is none.
std::optional<std::size_t> chunked_length(std::string_view text) {
  std::size_t at = 0;
  while (true) {
    const std::size_t end = text.find("\r\n", at);
    if (end == std::string_view::npos) {
      return std::nullopt;
    }
    std::size_t size = 0;
    std::size_t digits = 0;
    for (; at + digits < end && std::isxdigit(static_cast<unsigned char>(text[at + digits])) != 0;
         ++digits) {
      const char c = static_cast<char>(std::tolower(static_cast<unsigned char>(text[at + digits])));
      size = size * 16 + static_cast<std::size_t>(c <= '9' ? c - '0' : c - 'a' + 10);
      if (size > text.size()) {
        return std::nullopt;
      }
    }
    at = end + 2;
    if (digits == 0) {
      return std::nullopt;
    }
    if (size == 0) {
      break;
    }
    if (at + size > text.size() || text.substr(at + size, 2) != "\r\n") {
      return std::nullopt;
    }
    at += size + 2;
  }
  if (text.substr(at, 2) == "\r\n") {
    return at + 2;
  }
  const std::size_t end = text.find("\r\n\r\n", at);
  return end == std::string_view::npos ? std::nullopt : std::optional(end + 4);
}

/// Where the request ends that the text begins with, by RFC 9112, 6.3.
std::optional<std::size_t> end_of_request(std::string_view text) {
  std::size_t begin = 0;
  while (text.substr(begin, 2) == "\r\n") {
    begin += 2;
  }
  const std::size_t head_end = text.find("\r\n\r\n", begin);
  if (head_end == std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t body = head_end + 4;
  const std::string_view head = text.substr(begin, head_end - begin);
  const std::vector<std::string> codings = values_in(head, "transfer-encoding");
  const std::vector<std::string> lengths = values_in(head, "content-length");
  if (!codings.empty()) {
    const std::optional<std::size_t> length =
        codings.size() == 1 && lengths.empty() ? chunked_length(text.substr(body)) : std::nullopt;
    return length ? std::optional(body + *length) : std::nullopt;
  }
  if (lengths.empty()) {
    return body;
  }
  const bool is_number = lengths.size() == 1 && !lengths[0].empty() && lengths[0].size() < 10 &&
                         std::all_of(lengths[0].begin(), lengths[0].end(),
                                     [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? std::optional(body + std::stoul(lengths[0])) : std::nullopt;
}

/// Requires what the route's parameters promise to a handler.
void require_kept(const ApiRequest& request) {
  const auto size = request.query.integer("page[size]");
  require(!size || (*size >= kLowest && *size <= kHighest), "an integer is within its range");
  require(request.query.text("name").value_or("").size() <= kTextBytesMax, "a text is bounded");
  for (const std::string& state : request.query.names("filter[state]")) {
    require(state == "pending" || state == "delivered", "a name is one of the list");
  }
  static_cast<void>(request.query.moment("filter[since]"));
  static_cast<void>(request.query.is_true("dry_run"));
  require(request.segments.size() <= 2, "a path has the pattern's segments");
  for (const auto& [name, value] : request.segments) {
    require(!value.empty() && value.find('/') == std::string::npos, "a segment is one");
  }
}

Router router() {
  const Handler echo = [](const ApiRequest& request, const Reply& reply) {
    require_kept(request);
    reply({.status = kEcho, .body = request.body});
  };
  const std::vector<Parameter> parameters{
      {.name = "page[size]",
       .kind = ParameterKind::integer,
       .lowest = kLowest,
       .highest = kHighest},
      {.name = "name", .kind = ParameterKind::text, .highest = kTextBytesMax},
      {.name = "filter[state]", .kind = ParameterKind::names, .names = {"pending", "delivered"}},
      {.name = "filter[since]", .kind = ParameterKind::moment},
      {.name = "dry_run", .kind = ParameterKind::truth}};
  std::vector<Route> routes;
  for (const std::string_view method : {"GET", "POST", "DELETE"}) {
    for (const std::string_view pattern : {"/v1/things", "/v1/things/{id}/parts/{number}"}) {
      routes.push_back({.method = method,
                        .pattern = pattern,
                        .operation = pattern,
                        .summary = pattern,
                        .needs = Scope::none,
                        .parameters = parameters,
                        .body = method == "POST" ? Body::json : Body::none,
                        .answers = {},
                        .handler = echo});
    }
  }
  return {std::move(routes),
          [](const ApiRequest&, const Reply& reply) { reply(not_found_response("Nothing here.")); },
          [](const ApiRequest& request, Scope) {
            std::optional<ApiResponse> refusal = refusal_of_foreign_name(request);
            return Admission{.refusal = refusal ? refusal : refusal_of_foreign_page(request)};
          }};
}

void require_answered(const Router& table, const ApiRequest& request) {
  int answers = 0;
  const Reply reply = [&](const ApiResponse& response) {
    ++answers;
    if (response.status == kEcho) {
      require(response.body == request.body, "a handler gets the body as it came");
      return;
    }
    require(response.status >= 400 && response.status < 500, "the fault is the client's");
    const Result<json::Value> document = json::parse(response.body);
    require(document.ok() && document.value().find("errors") != nullptr, "an error is told");
  };
  FoundRoute found = table.find(request.method, request.target);
  if (const Admission admission = table.admit(request, found); admission.refusal) {
    reply(*admission.refusal);
  } else {
    table.handle(request, std::move(found), reply);
  }
  require(answers == 1, "a request is answered once");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Router kTable = router();
  std::string_view text = fuzz::text_of(data, size);
  while (const std::optional<Taken> taken = take(text, text.size())) {
    const std::optional<std::size_t> end = end_of_request(text);
    require(end == taken->bytes, "a request ends where everybody else reads its end");
    const std::optional<Taken> in_pieces = take(text, taken->bytes / 2);
    require(in_pieces && in_pieces->bytes == taken->bytes &&
                in_pieces->request.target == taken->request.target &&
                in_pieces->request.headers.size() == taken->request.headers.size() &&
                in_pieces->request.body == taken->request.body,
            "a request is the same in whatever pieces it comes");
    require_answered(kTable, taken->request);
    text.remove_prefix(taken->bytes);
  }
  return 0;
}
