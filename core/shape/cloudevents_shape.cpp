#include "core/shape/cloudevents_shape.hpp"

#include <array>
#include <utility>

#include "core/shape/record_rows.hpp"

namespace hookstorm {
namespace {

constexpr std::array<std::string_view, 1> kVersions = {"1.0"};
constexpr std::array<std::string_view, 1> kContentTypes = {"application/json"};

constexpr std::array kAttributes = {
    Field{.name = "specversion",
          .type = FieldType::text,
          .description = "The version of CloudEvents.",
          .allowed = kVersions},
    Field{.name = "id",
          .type = FieldType::text,
          .description = "The message's id, the same in every attempt."},
    Field{.name = "source",
          .type = FieldType::text,
          .description = "The event that it happened in, or the job, as a URN."},
    Field{.name = "type", .type = FieldType::text, .description = "What happened."},
    Field{.name = "subject",
          .type = FieldType::text,
          .description = "The id of the record that it happened to."},
    Field{.name = "time", .type = FieldType::moment, .description = "When it happened."},
    Field{.name = "datacontenttype",
          .type = FieldType::text,
          .presence = Presence::written,
          .description = "The form of the data.",
          .allowed = kContentTypes},
    Field{
        .name = "data", .type = FieldType::record, .description = "The records that it is about."},
};
constexpr std::size_t kType = 3;

}  // namespace

/// The envelope is open: whoever passes a CloudEvent on may add attributes of its own.
Shape cloudevents_shape(Trigger trigger) {
  Shape shape;
  std::vector<Field> rows(kAttributes.begin(), kAttributes.end());
  rows[kType].allowed = {&facts(trigger).name, 1};
  rows.back().resource =
      &shape.add("data", Members::closed, record_rows(shape, trigger, RecordForm::canonical));
  shape.add("body", Members::open, std::move(rows));
  return shape;
}

}  // namespace hookstorm
