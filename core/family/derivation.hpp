// Fields that an occurrence may leave to be made from its other values: ids of the records around
// them, and links.
#pragma once

#include <string>

#include "core/family/family.hpp"
#include "core/occurrence/occurrence.hpp"

namespace hookstorm {

/// The text of a field whose derivation is not `none`: as given, or made.
/// - room link: `{registration_link}/live?s={session id}`
/// - connection link: `{registration_link}/live?email=…&key=…`, to which the extended family adds
///   `&s={session id}`
/// `person` is whom a connection link is for; null outside a person.
[[nodiscard]] std::string derived_text(const Field& field, const FieldValue& given,
                                       const Occurrence& occurrence, const Record* person,
                                       Family family);

}  // namespace hookstorm
