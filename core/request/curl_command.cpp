#include "core/request/curl_command.hpp"

#include <string_view>

namespace hookstorm {
namespace {

/// In single quotes, where a shell interprets nothing but the quote itself.
std::string quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char character : text) {
    if (character == '\'') {
      quoted += "'\\''";
    } else {
      quoted += character;
    }
  }
  return quoted + "'";
}

}  // namespace

std::string curl_command(const Request& request) {
  std::string command = "curl --globoff --request " + request.method + " " + quoted(request.url);
  for (const Header& header : request.headers) {
    if (header.name != "host" && header.name != "content-length") {
      // A name with a colon alone would take the header away.
      command += " \\\n  --header " +
                 quoted(header.name + (header.value.empty() ? ";" : ": " + header.value));
    }
  }
  // By another option a body that begins with @ would name a file to be sent.
  return request.body.empty() ? command : command + " \\\n  --data-raw " + quoted(request.body);
}

}  // namespace hookstorm
