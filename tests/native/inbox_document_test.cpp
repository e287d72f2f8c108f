#include "native/api/inbox_document.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

Result<InboxAttributes> read(const std::string& attributes) {
  return inbox_attributes(R"({"data":{"type":"inboxes","attributes":)" + attributes + "}}",
                          std::nullopt);
}

bool refuses(const std::string& attributes, std::string_view path, std::string_view code) {
  const Problems problems = read(attributes).problems();
  return std::any_of(problems.list().begin(), problems.list().end(), [&](const Problem& problem) {
    return problem.path == path && problem.code == code;
  });
}

std::string quoted(std::size_t size) {
  return "\"" + std::string(size, 'x') + "\"";
}

}  // namespace

TEST_CASE("inbox document: what is given takes the place of what there is") {
  std::string name = "before";
  InboxAnswer answer{.status = 201, .delay_ms = 5, .body = "b"};
  read("{}").value().apply_to(name, answer);
  CHECK(name == "before");
  CHECK(answer.status == 201);
  read(R"({"name":"after","answer":{"status":599,"delay_ms":30000,"content_type":"a/b; c=d"}})")
      .value()
      .apply_to(name, answer);
  CHECK(name == "after");
  CHECK(answer.status == 599);
  CHECK(answer.delay_ms == 30'000);
  CHECK(answer.body == "b");
  CHECK(answer.content_type == "a/b; c=d");
}

TEST_CASE("inbox document: refuses what is beyond the bounds, with its place") {
  CHECK(refuses(R"({"answer":{"status":199}})", "/data/attributes/answer/status", "out-of-range"));
  CHECK(refuses(R"({"answer":{"status":600}})", "/data/attributes/answer/status", "out-of-range"));
  CHECK(refuses(R"({"answer":{"status":"200"}})", "/data/attributes/answer/status", "wrong-type"));
  CHECK(refuses(R"({"answer":{"status":null}})", "/data/attributes/answer/status", "wrong-type"));
  CHECK(refuses(R"({"answer":{"delay_ms":30001}})", "/data/attributes/answer/delay_ms",
                "out-of-range"));
  CHECK(
      refuses(R"({"answer":{"delay_ms":-1}})", "/data/attributes/answer/delay_ms", "out-of-range"));
  CHECK(refuses(R"({"answer":{"body":)" + quoted(kInboxBodyBytesMax + 1) + "}}",
                "/data/attributes/answer/body", "too-long"));
  CHECK(read(R"({"answer":{"body":)" + quoted(kInboxBodyBytesMax) + "}}").ok());
  CHECK(refuses(R"({"name":)" + quoted(201) + "}", "/data/attributes/name", "too-long"));
  for (const char* type : {R"("")", R"("text")", R"("a/b\r\nX: y")", R"("é/é")"}) {
    CAPTURE(type);
    CHECK(refuses(std::string(R"({"answer":{"content_type":)") + type + "}}",
                  "/data/attributes/answer/content_type", "invalid-content-type"));
  }
  CHECK(refuses(R"({"answer":[]})", "/data/attributes/answer", "wrong-type"));
  CHECK(refuses(R"({"answer":{"code":200}})", "/data/attributes/answer/code", "unknown-field"));
  CHECK(refuses(R"({"url":"x"})", "/data/attributes/url", "unknown-field"));
}
