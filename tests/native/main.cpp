#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "native/sender/curl_library.hpp"

int main(int argc, char** argv) {
  const hookstorm::native::CurlLibrary library;
  return doctest::Context(argc, argv).run();
}
