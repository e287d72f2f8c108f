#include "native/api/pages.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

ApiRequest request(const std::string& number, const std::string& size) {
  ApiRequest request{.method = "GET", .target = "/v1/things?x=1", .body = ""};
  request.query.put("filter[event]", "a b");
  for (const auto& [name, value] : {std::pair(kPageNumber, number), std::pair(kPageSize, size)}) {
    if (!value.empty()) {
      request.query.put(name, value);
    }
  }
  return request;
}

nlohmann::json page(std::int64_t count, const std::string& number, const std::string& size) {
  const ApiRequest asked = request(number, size);
  json::Writer writer;
  writer.begin_object();
  NumberedPage(asked, count).write(writer);
  writer.end_object();
  return nlohmann::json::parse(writer.take());
}

}  // namespace

TEST_CASE("pages: count from 0, with 20 records where nothing else is asked for") {
  const nlohmann::json first = page(45, "", "");
  CHECK(first["meta"] == nlohmann::json{{"current_page", 0},
                                        {"previous_page", nullptr},
                                        {"next_page", 1},
                                        {"record_count", 45},
                                        {"page_count", 3},
                                        {"items_per_page", 20}});
  const nlohmann::json last = page(45, "2", "20");
  CHECK(last["meta"]["previous_page"] == 1);
  CHECK(last["meta"]["next_page"].is_null());
  const ApiRequest asked = request("2", "20");
  CHECK(NumberedPage(asked, 45).begin() == 40);
  CHECK(NumberedPage(asked, 45).end() == 45);
  CHECK_FALSE(NumberedPage(asked, 40).exists());
}

TEST_CASE("pages: an empty list has its first page") {
  const nlohmann::json empty = page(0, "", "");
  CHECK(empty["meta"]["page_count"] == 0);
  CHECK(empty["meta"]["next_page"].is_null());
  const ApiRequest asked = request("", "");
  CHECK(NumberedPage(asked, 0).exists());
  CHECK(NumberedPage(asked, 0).end() == 0);
}

TEST_CASE("pages: links keep what else was asked, encoded") {
  const nlohmann::json links = page(9, "1", "2")["links"];
  const std::string rest = "/v1/things?filter%5Bevent%5D=a%20b&page%5Bsize%5D=2&page%5Bnumber%5D=";
  CHECK(links["self"] == rest + "1");
  CHECK(links["first"] == rest + "0");
  CHECK(links["prev"] == rest + "0");
  CHECK(links["next"] == rest + "2");
  CHECK(links["last"] == rest + "4");
  CHECK(page(9, "4", "2")["links"]["next"].is_null());
}
