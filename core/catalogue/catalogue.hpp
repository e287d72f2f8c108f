// All that the tables say, as one JSON document: triggers, families, and every resource with its
// fields. Pages, tools and the package's types are made of it, so that no list of fields is ever
// copied.
#pragma once

#include <string>

namespace hookstorm {

/// `{"version", "triggers": […], "families": […], "signatures": […], "resources": […]}`. A field's
/// `since` is the first trigger whose occurrences have something to say in it; `extended` and
/// `legacy` say what differs in these families, and `legacy` is left out where that family has no
/// such field.
[[nodiscard]] std::string catalogue();

}  // namespace hookstorm
