#include "core/request/curl_command.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

TEST_CASE("curl: quotes everything, and leaves host and length to curl") {
  const Request request{.method = "POST",
                        .url = "https://a.example/?x=$HOME&y=(1)",
                        .headers = {{"host", "a.example"},
                                    {"content-type", "application/json"},
                                    {"content-length", "12"}},
                        .body = R"({"a":"it's"})"};
  CHECK(curl_command(request) ==
        "curl --globoff --request POST 'https://a.example/?x=$HOME&y=(1)' \\\n"
        "  --header 'content-type: application/json' \\\n"
        "  --data-binary '{\"a\":\"it'\\''s\"}'");
}
