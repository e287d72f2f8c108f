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
        "  --data-raw '{\"a\":\"it'\\''s\"}'");
}

TEST_CASE("curl: a body names no file, and what is empty is sent as empty") {
  CHECK(
      curl_command({.method = "PUT", .url = "https://a.example/", .headers = {}, .body = "@/etc/x"})
          .ends_with("--data-raw '@/etc/x'"));
  CHECK(curl_command({.method = "GET",
                      .url = "https://a.example/",
                      .headers = {{"x-empty", ""}},
                      .body = ""}) ==
        "curl --globoff --request GET 'https://a.example/' \\\n  --header 'x-empty;'");
}
