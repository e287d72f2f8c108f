#include "core/json/writer.hpp"

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace hookstorm;

TEST_CASE("writer: separates members and items with commas, at every level") {
  json::Writer writer;
  writer.begin_object().name("a").begin_list().integer(-1).null().begin_object().end_object();
  writer.end_list().name("b").boolean(true).end_object();
  CHECK(writer.take() == R"({"a":[-1,null,{}],"b":true})");
}

TEST_CASE("writer: escapes every byte below U+0080 as another JSON library does") {
  for (int code = 0; code < 0x80; ++code) {
    const std::string text(1, static_cast<char>(code));
    CHECK(json::Writer().text(text).take() == nlohmann::json(text).dump());
  }
}
