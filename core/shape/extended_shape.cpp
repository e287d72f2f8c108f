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
    rows.push_back(nesting_row("meta", "What brought the body here.", meta()));
    const Resource& data = shape_.add("data", Members::closed, std::move(rows));
    Field included =
        nesting_row("included", "Its related resources, where the webhook asks for them.",
                    related(), FieldType::resources);
    included.presence = Presence::optional;
    shape_.add("body", Members::closed,
               {nesting_row("data", "The resource that it happened to.", data), included});
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
        kinds.push_back(nesting_row(resource->extended_type, {}, resource_table(*resource)));
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
                    constant_row("event", "The trigger.", trigger_.name),
                    {.name = "organization_id",
                     .type = FieldType::text,
                     .presence = Presence::optional,
                     .description = "The workspace; only the vendor writes it."}});
    return shape_.add("meta", Members::open,
                      {nesting_row("webhook", "The webhook that the body is for.", webhook)});
  }

  std::vector<Field> resource_rows(const Resource& resource) {
    return {{.name = "id", .type = FieldType::uuid, .description = "The resource's id."},
            constant_row("type", "The kind of resource.", resource.extended_type),
            nesting_row("attributes", "The resource's fields.", attributes(resource))};
  }

  const Resource& attributes(const Resource& resource) {
    std::vector<Field> rows;
    for (const Field& field : resource.fields) {
      if (field.extended != ExtendedForm::hidden) {
        rows.push_back(row_of(field));
      }
    }
    return shape_.add(resource.name, Members::open, std::move(rows));
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
