#include "native/store/sql/database.hpp"

#include "native/store/store.hpp"

namespace hookstorm::native::sql {

Snapshot::~Snapshot() {
  try {
    database_.end_snapshot();
  } catch (const StoreError&) {  // NOLINT(bugprone-empty-catch): the failure has ended it.
  }
}

}  // namespace hookstorm::native::sql
