#include "native/cli/input.hpp"

#include <fstream>

#include <doctest/doctest.h>

#include "core/json/parser.hpp"
#include "native/cli/usage_error.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

TEST_CASE("input: a file of the greatest size is read, one byte more is too large") {
  const test::TemporaryFolder folder;
  std::ofstream(folder.file("a")) << std::string(json::kDocumentBytesMax, 'x');
  REQUIRE(read_input(folder.file("a")).ok());
  CHECK(read_input(folder.file("a")).value().size() == json::kDocumentBytesMax);
  std::ofstream(folder.file("b")) << std::string(json::kDocumentBytesMax + 1, 'x');
  REQUIRE_FALSE(read_input(folder.file("b")).ok());
  CHECK(read_input(folder.file("b")).problems().list().front().code == "too-large");
}

TEST_CASE("input: what cannot be read is bad usage") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS(static_cast<void>(read_input(folder.file("missing"))), UsageError);
  CHECK_THROWS_AS(static_cast<void>(read_input(folder.file("."))), UsageError);
}
