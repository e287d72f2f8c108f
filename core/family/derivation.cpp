#include "core/family/derivation.hpp"

#include "core/text/percent_encoding.hpp"

namespace hookstorm {
namespace {

std::string room_link(const Occurrence& occurrence) {
  return std::string(occurrence.event->text("registration_link")) +
         "/live?s=" + std::string(occurrence.session->text("id"));
}

std::string connection_link(const Occurrence& occurrence, const Record& person, Family family) {
  const Record& registration = *person.nested("registrant_detail");
  std::string link = std::string(occurrence.event->text("registration_link")) +
                     "/live?email=" + percent_encode(person.text("email")) +
                     "&key=" + percent_encode(registration.text("password_key"));
  if (family == Family::extended) {
    link += "&s=" + std::string(occurrence.session->text("id"));
  }
  return link;
}

}  // namespace

std::string derived_text(const Field& field, const FieldValue& given, const Occurrence& occurrence,
                         const Record* person, Family family) {
  if (const auto* text = std::get_if<std::string>(&given)) {
    return *text;
  }
  switch (field.derivation) {
    case Derivation::event_id:
      return std::string(occurrence.event->text("id"));
    case Derivation::session_id:
      return std::string(occurrence.session->text("id"));
    case Derivation::room_link:
      return room_link(occurrence);
    case Derivation::connection_link:
      return connection_link(occurrence, *person, family);
    case Derivation::none:
      break;
  }
  return {};
}

}  // namespace hookstorm
