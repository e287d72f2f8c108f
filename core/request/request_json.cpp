#include "core/request/request_json.hpp"

namespace hookstorm {

void write_headers(json::Writer& writer, const std::vector<Header>& headers) {
  writer.begin_list();
  for (const Header& header : headers) {
    writer.begin_object();
    writer.name("name").text(header.name).name("value").text(header.value);
    writer.end_object();
  }
  writer.end_list();
}

void write_request(json::Writer& writer, const Request& request) {
  writer.begin_object();
  writer.name("method").text(request.method).name("url").text(request.url);
  writer.name("headers");
  write_headers(writer, request.headers);
  writer.name("body").text(request.body).end_object();
}

}  // namespace hookstorm
