#include "core/family/standard.hpp"

#include "core/json/writer.hpp"
#include "core/occurrence/canonical.hpp"

namespace hookstorm {
namespace {

constexpr std::size_t kBodyBytesExpected = 4096;

}  // namespace

std::string build_standard_body(const Occurrence& occurrence) {
  json::Writer writer(kBodyBytesExpected);
  writer.begin_object();
  writer.name("type").text(facts(occurrence.trigger).name);
  writer.name("timestamp").text(format_timestamp(occurrence.occurred_at));
  writer.name("data").value(canonical_records(occurrence));
  writer.end_object();
  return writer.take();
}

}  // namespace hookstorm
