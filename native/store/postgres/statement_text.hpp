// Statements as PostgreSQL reads them.
#pragma once

#include <string>
#include <string_view>

namespace hookstorm::native::postgres {

/// The statement with `$1` for the first `?` and for `?1`, and without `INDEXED BY`, which
/// PostgreSQL has no word for. A `?` in a literal is left alone.
[[nodiscard]] std::string statement_text(std::string_view sql);

}  // namespace hookstorm::native::postgres
