// Host names as they may stand in a target URL: in the one spelling that every client leaves as it
// is.
#pragma once

#include <string_view>

namespace hookstorm {

/// Labels of lower-case letters, digits, hyphens and underscores between dots. A label of another
/// script stands in its `xn--` form and holds letters of Latin, Greek, Cyrillic, Armenian,
/// Georgian, Chinese, Japanese or Korean writing: for others, whether clients take a label depends
/// on tables of Unicode that differ between versions (joiners, combining marks, direction).
[[nodiscard]] bool is_host_name(std::string_view host);

/// Whether clients read `host` as an IPv4 address, in any notation: its last label is a number
/// (WHATWG URL, "ends in a number").
[[nodiscard]] bool ends_in_number(std::string_view host);

/// Whether the name has a meaning outside the network around the sender: `localhost` (RFC 6761),
/// names ending in `.localhost`, `.local` (RFC 6762), `.internal` or `.home.arpa` (RFC 8375), and
/// names without a dot have none.
[[nodiscard]] bool is_public_name(std::string_view host);

}  // namespace hookstorm
