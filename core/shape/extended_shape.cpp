#include "core/shape/extended_shape.hpp"

#include <utility>

#include "core/occurrence/subject.hpp"
#include "core/record/resources.hpp"

namespace hookstorm {
namespace {

class ExtendedTables {
 public:
  explicit ExtendedTables(Trigger trigger) : trigger_(facts(trigger)) {}

  Shape take() {
    std::vector<Field> rows = resource_rows(*subject_of(trigger_.trigger).resource);
    rows.push_back({.name = "meta",
                    .type = FieldType::record,
                    .description = "What brought the body here.",
                    .resource = &meta()});
    const Resource& data = shape_.add("data", Members::closed, std::move(rows));
    shape_.add("body", Members::closed,
               {{.name = "data",
                 .type = FieldType::record,
                 .description = "The resource that it happened to.",
                 .resource = &data},
                {.name = "included",
                 .type = FieldType::resources,
                 .presence = Presence::optional,
                 .description = "Its related resources, where the webhook asks for them.",
                 .resource = &related()}});
    return std::move(shape_);
  }

 private:
  /// The kinds of resources that the trigger brings along, by their types.
  const Resource& related() {
    const RecordsOfTrigger records = trigger_.records;
    const Resource* subject = subject_of(trigger_.trigger).resource;
    std::vector<Field> kinds;
    for (const auto& [resource, is_there] :
         {std::pair(&kEvent, records.event), std::pair(&kSession, records.session),
          std::pair(&kPerson, records.attendees)}) {
      if (is_there && resource != subject) {
        kinds.push_back({.name = resource->extended_type,
                         .type = FieldType::record,
                         .description = {},
                         .resource = &resource_table(*resource)});
      }
    }
    return shape_.add("included", Members::closed, std::move(kinds));
  }

  const Resource& meta() {
    const Resource& webhook =
        shape_.add("webhook", Members::open,
                   {{.name = "id",
                     .type = FieldType::text,
                     .description = "The id of the webhook that the body is for."},
                    {.name = "event",
                     .type = FieldType::text,
                     .description = "The trigger.",
                     .allowed = {&trigger_.name, 1}},
                    {.name = "organization_id",
                     .type = FieldType::text,
                     .presence = Presence::optional,
                     .description = "The workspace; only the vendor writes it."}});
    return shape_.add("meta", Members::open,
                      {{.name = "webhook",
                        .type = FieldType::record,
                        .description = "The webhook that the body is for.",
                        .resource = &webhook}});
  }

  std::vector<Field> resource_rows(const Resource& resource) {
    return {{.name = "id", .type = FieldType::uuid, .description = "The resource's id."},
            {.name = "type",
             .type = FieldType::text,
             .description = "The kind of resource.",
             .allowed = {&resource.extended_type, 1}},
            {.name = "attributes",
             .type = FieldType::record,
             .description = "The resource's fields.",
             .resource = &attributes(resource)}};
  }

  const Resource& attributes(const Resource& resource) {
    std::vector<Field> rows;
    for (const Field& field : resource.fields) {
      if (field.extended != ExtendedForm::hidden) {
        rows.push_back(row_of(field));
      }
    }
    return shape_.add(std::string(resource.name), Members::open, std::move(rows));
  }

  Field row_of(const Field& field) {
    Field row = extended_row(field);
    if (field.presence == Presence::due && field.since <= trigger_.stage) {
      row.presence = Presence::due;
    }
    if (field.resource != nullptr) {
      row.resource = &nested(field);
    }
    return row;
  }

  const Resource& nested(const Field& field) {
    return field.extended == ExtendedForm::resource ? resource_table(*field.resource)
                                                    : attributes(*field.resource);
  }

  const Resource& resource_table(const Resource& resource) {
    return shape_.add(std::string(resource.name) + "_resource", Members::closed,
                      resource_rows(resource));
  }

  const TriggerFacts& trigger_;
  Shape shape_;
};

}  // namespace

Field extended_row(const Field& field) {
  Field row = field;
  row.origin = &field;
  if (field.type == FieldType::moment) {
    row.type = FieldType::epoch_seconds;
    row.presence = Presence::required;
  } else if (field.derivation != Derivation::none) {
    row.presence = Presence::required;
  } else if (field.presence == Presence::nullable) {
    row.presence = Presence::written;
  }
  if (field.extended == ExtendedForm::minutes) {
    row.type = FieldType::integer;
    row.unit = Unit::minutes;
  }
  return row;
}

Shape extended_shape(Trigger trigger) {
  return ExtendedTables(trigger).take();
}

}  // namespace hookstorm
