// Lets requests in: who asks is told by a token or by the cookie of a session, and what they may do
// by the scopes of that. Decided by a request's head, before its body is read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/access/scope.hpp"
#include "native/api/router.hpp"
#include "native/engine/access_changes.hpp"
#include "native/store/access_table.hpp"
#include "native/system/clock.hpp"

namespace hookstorm::native {

/// Whether whoever reaches the dispatcher may do everything, or has to have a token.
enum class AccessMode : std::uint8_t { token, open };

/// Who sends the request, by its token or else its session; nothing where nobody is known by it.
[[nodiscard]] std::optional<AccessTable::Known> sender_of(const ApiRequest& request,
                                                          const AccessTable& table,
                                                          EpochMilliseconds now);

/// The refusal of who lacks the scope.
[[nodiscard]] ApiResponse scope_missing_response(Scope needed);

class Admitting {
 public:
  /// `table` and `changes` outlive it.
  Admitting(AccessMode mode, AccessTable& table, AccessChanges& changes, Clock clock);

  /// Decides of a request whose route needs the scope.
  [[nodiscard]] Admission operator()(const ApiRequest& request, Scope needed) const;

 private:
  [[nodiscard]] Admission admit_known(const AccessTable::Known& known, Scope needed) const;

  AccessMode mode_;
  AccessTable& table_;
  AccessChanges& changes_;
  Clock clock_;
};

}  // namespace hookstorm::native
