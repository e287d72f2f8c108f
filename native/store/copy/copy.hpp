// Moves an installation from a file to a PostgreSQL database: all that the file holds, as it is, so
// that what was pending is delivered from there. Encrypted secrets stay so, with the same key.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hookstorm::native {

/// Of one table.
struct CopiedRows {
  std::string table;
  std::int64_t count = 0;
};

/// Told now and then, and at the end of each table.
using CopyProgress = std::function<void(std::string_view table, std::int64_t rows)>;

/// Copies all or nothing, and gives what each table had. The file is left as it was. Throws
/// StoreError: where another process has the file open, where the file or the database is not of
/// this program's version, where the database holds anything or a dispatcher works on it, and
/// where either fails.
std::vector<CopiedRows> copy_to_postgres(const std::string& file, const std::string& url,
                                         const CopyProgress& on_progress);

}  // namespace hookstorm::native
