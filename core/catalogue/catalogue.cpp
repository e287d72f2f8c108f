#include "core/catalogue/catalogue.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/json/writer.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/record/resources.hpp"
#include "core/request/request.hpp"
#include "core/shape/extended_shape.hpp"
#include "core/signature/scheme.hpp"

namespace hookstorm {
namespace {

bool carries(const TriggerFacts& trigger, const Resource& record) {
  if (&record == &kEvent) {
    return trigger.records.event;
  }
  if (&record == &kSession) {
    return trigger.records.session;
  }
  if (&record == &kJob) {
    return trigger.records.job;
  }
  return trigger.records.person || trigger.records.attendees;
}

/// The first trigger whose occurrences have something to say in a field of `record`.
std::string_view first_trigger(const Resource& record, Stage since) {
  for (const TriggerFacts& trigger : triggers()) {
    if (carries(trigger, record) && trigger.stage >= since) {
      return trigger.name;
    }
  }
  return {};
}

std::string_view name_of(Presence presence) {
  static constexpr std::array<std::string_view, 5> kNames = {"required", "nullable", "due",
                                                             "optional", "written"};
  return kNames.at(static_cast<std::size_t>(presence));
}

class CatalogueWriter {
 public:
  std::string write() {
    writer_.begin_object().name("version").text(kVersion);
    writer_.name("triggers").begin_list();
    for (const TriggerFacts& trigger : triggers()) {
      write_trigger(trigger);
    }
    writer_.end_list().name("families").begin_list();
    for (const FamilyFacts& family : families()) {
      writer_.begin_object();
      write_names(family.name, family.title, family.description);
      writer_.end_object();
    }
    writer_.end_list().name("signatures").begin_list();
    for (const SignatureScheme scheme : {SignatureScheme::standard, SignatureScheme::livestorm}) {
      writer_.begin_object().name("name").text(hookstorm::name_of(scheme));
      writer_.name("header").text(signature_header_of(scheme)).end_object();
    }
    writer_.end_list().name("resources").begin_list();
    for (const Resource* record : {&kEvent, &kSession, &kPerson, &kJob}) {
      write_resource(*record, *record);
    }
    return writer_.end_list().end_object().take();
  }

 private:
  void write_names(std::string_view name, std::string_view title, std::string_view description) {
    writer_.name("name").text(name).name("title").text(title);
    writer_.name("description").text(description);
  }

  void write_trigger(const TriggerFacts& trigger) {
    writer_.begin_object();
    write_names(trigger.name, trigger.title, trigger.description);
    writer_.name("documentedFamily").text(hookstorm::name_of(trigger.documented_family));
    write_records(trigger.records);
    writer_.name("families").begin_list();
    for (const FamilyFacts& family : families()) {
      if (supports(family.family, trigger.trigger)) {
        writer_.text(family.name);
      }
    }
    writer_.end_list();
    writer_.end_object();
  }

  void write_records(RecordsOfTrigger records) {
    const std::array<std::pair<std::string_view, bool>, 5> uses = {
        {{"event", records.event},
         {"session", records.session},
         {"person", records.person},
         {"attendees", records.attendees},
         {"job", records.job}}};
    writer_.name("records").begin_list();
    for (const auto& [name, is_used] : uses) {
      if (is_used) {
        writer_.text(name);
      }
    }
    writer_.end_list();
  }

  /// `resource` and those nested in it, each once; `record` is the outermost around it.
  void write_resource(const Resource& resource, const Resource& record) {
    if (std::find(written_.begin(), written_.end(), &resource) != written_.end()) {
      return;
    }
    written_.push_back(&resource);
    writer_.begin_object();
    writer_.name("name").text(resource.name);
    if (!resource.extended_type.empty()) {
      writer_.name("extendedType").text(resource.extended_type);
    }
    writer_.name("fields").begin_list();
    for (const Field& field : resource.fields) {
      write_field(field, record);
    }
    writer_.end_list().end_object();
    for (const Field& field : resource.fields) {
      if (field.resource != nullptr) {
        write_resource(*field.resource, record);
      }
    }
  }

  void write_field(const Field& field, const Resource& record) {
    writer_.begin_object().name("name").text(field.name);
    write_type(field);
    if (field.resource != nullptr) {
      writer_.name("resource").text(field.resource->name);
    }
    writer_.name("presence").text(name_of(field.presence));
    writer_.name("since").text(first_trigger(record, field.since));
    writer_.name("description").text(field.description);
    write_allowed(field);
    write_families(field);
    writer_.end_object();
  }

  void write_type(const Field& field) {
    writer_.name("type").text(hookstorm::name_of(field.type));
    if (const Unit unit = unit_of(field); unit != Unit::none) {
      writer_.name("unit").text(hookstorm::name_of(unit));
    }
  }

  void write_allowed(const Field& field) {
    if (!field.allowed.empty()) {
      writer_.name("allowed").begin_list();
      for (const std::string_view value : field.allowed) {
        writer_.text(value);
      }
      writer_.end_list();
    }
  }

  void write_families(const Field& field) {
    const Field extended = extended_row(field);
    if (extended.type != field.type || unit_of(extended) != unit_of(field)) {
      writer_.name("extended").begin_object();
      write_type(extended);
      writer_.end_object();
    }
    if (field.legacy.exists()) {
      writer_.name("legacy").begin_object().name("name").text(field.legacy.name).end_object();
    }
  }

  json::Writer writer_;
  std::vector<const Resource*> written_;
};

}  // namespace

std::string catalogue() {
  return CatalogueWriter().write();
}

}  // namespace hookstorm
