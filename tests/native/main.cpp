#define DOCTEST_CONFIG_IMPLEMENT
#include <cstdio>

#include <doctest/doctest.h>

#include "native/sender/curl_library.hpp"
#include "postgres_server.hpp"

int main(int argc, char** argv) {
  const hookstorm::native::CurlLibrary library;
  doctest::Context context(argc, argv);
  if (hookstorm::native::test::PostgresServer::is_left_out()) {
    std::puts("HOOKSTORM_POSTGRES=none: PostgreSQL is not tested.");
    context.addFilter("test-case-exclude", "*PostgreSQL*");
  }
  return context.run();
}
