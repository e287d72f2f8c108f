#include "core/signature/received_signature.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "core/signature/computation.hpp"
#include "core/text/ascii.hpp"
#include "core/text/base64.hpp"
#include "core/text/hex.hpp"

namespace hookstorm {
namespace {

constexpr std::size_t kMessageIdBytesMax = 256;
/// Seconds have fewer digits until the year 5138; more of them are milliseconds.
constexpr std::size_t kMillisecondDigits = 12;
constexpr std::size_t kTimestampDigitsMax = 15;
constexpr std::size_t kShownBytesMax = 64;
constexpr std::string_view kPrefixes[] = {"webhook-", "svix-"};

std::string_view without_blanks(std::string_view text) {
  return ascii::trimmed(text, " \t");
}

/// `text` up to `separator`, which is taken from it with what was before.
std::string_view taken(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

class SignaturesReader {
 public:
  explicit SignaturesReader(const std::vector<Header>& headers) : headers_(headers) {}

  ReceivedSignatures read() {
    if (is_within_bounds()) {
      choose_names();
      if (read_.scheme == SignatureScheme::livestorm) {
        read_livestorm();
      } else {
        read_standard();
      }
    }
    if (read_.errors.has_errors()) {
      read_.list.clear();
    }
    return std::move(read_);
  }

 private:
  bool is_within_bounds() {
    std::size_t bytes = 0;
    for (const Header& header : headers_) {
      bytes += header.name.size() + header.value.size();
    }
    if (headers_.size() > kReceivedHeadersMax || bytes > kReceivedHeaderBytesMax) {
      read_.errors.error("/headers", "too-large",
                         "At most {} headers of {} bytes in all are looked at.",
                         {kReceivedHeadersMax, kReceivedHeaderBytesMax});
    }
    return !read_.errors.has_errors();
  }

  [[nodiscard]] std::size_t count(std::string_view name) const {
    return static_cast<std::size_t>(
        std::count_if(headers_.begin(), headers_.end(),
                      [&](const Header& header) { return ascii::to_lower(header.name) == name; }));
  }

  /// By the header that holds the signature; where there is none, those of Standard Webhooks.
  void choose_names() {
    const auto livestorm = std::string(signature_header_of(SignatureScheme::livestorm));
    prefix_ = kPrefixes[0];
    for (const std::string_view prefix : kPrefixes) {
      if (count(std::string(prefix) + "signature") > 0) {
        prefix_ = prefix;
        return;
      }
    }
    if (count(livestorm) > 0) {
      read_.scheme = SignatureScheme::livestorm;
    }
  }

  /// The value of the header called `name`, which there must be once; nothing where it is reported.
  std::optional<std::string_view> value_of(const std::string& name) {
    const std::size_t found = count(name);
    if (found != 1) {
      read_.errors.error(child_path("/headers", name),
                         found == 0 ? "missing-header" : "duplicate-header",
                         found == 0 ? "There is no header {}, which belongs to a signed request."
                                    : "The header {} is there {} times.",
                         {name, found});
      return std::nullopt;
    }
    for (const Header& header : headers_) {
      if (ascii::to_lower(header.name) == name) {
        return without_blanks(header.value);
      }
    }
    return std::nullopt;
  }

  void read_standard() {
    const std::string prefix(prefix_);
    read_.header_path = child_path("/headers", prefix + "signature");
    read_.timestamp_path = child_path("/headers", prefix + "timestamp");
    if (const auto id = value_of(prefix + "id")) {
      read_message_id(*id, child_path("/headers", prefix + "id"));
    }
    if (const auto timestamp = value_of(prefix + "timestamp")) {
      read_timestamp(*timestamp);
    }
    if (const auto signatures = value_of(prefix + "signature")) {
      read_signature_list(*signatures);
    }
  }

  void read_message_id(std::string_view id, const std::string& path) {
    const bool is_id =
        !id.empty() && id.size() <= kMessageIdBytesMax &&
        std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c <= '~' && c != '.'; });
    if (!is_id) {
      read_.errors.error(path, "invalid-message-id",
                         "A message's id has 1 to {} visible ASCII characters and no dot, since a "
                         "dot ends it in what is signed.",
                         {kMessageIdBytesMax});
    }
    read_.message_id = id;
  }

  void read_timestamp(std::string_view text) {
    std::int64_t number = 0;
    bool is_number = !text.empty() && text.size() <= kTimestampDigitsMax && text.front() != '0';
    for (const char c : text.substr(0, kTimestampDigitsMax)) {
      is_number = is_number && ascii::is_digit(c);
      number = number * 10 + (c - '0');
    }
    read_.is_in_milliseconds = text.size() >= kMillisecondDigits;
    read_.timestamp = text;
    const EpochMilliseconds sent_at = read_.is_in_milliseconds ? number : number * 1000;
    if (is_number && sent_at <= kLatestMoment) {
      read_.sent_at = sent_at;
    } else {
      read_.errors.error(read_.timestamp_path, "invalid-timestamp",
                         "The timestamp is a whole number of seconds since 1970, not \"{}\".",
                         {printable(text)});
    }
  }

  void read_signature_list(std::string_view rest) {
    while (!rest.empty()) {
      const std::string_view part = taken(rest, ' ');
      if (part.empty()) {
        continue;
      }
      if (++count_ > kReceivedSignaturesMax) {
        read_.errors.error(read_.header_path, "too-long", "At most {} signatures are looked at.",
                           {kReceivedSignaturesMax});
        return;
      }
      read_signature(part);
    }
    if (count_ == 0) {
      invalid_signature("");
    }
    if (read_.list.empty()) {  // Then what was passed over is the reason.
      for (Problem problem : passed_over_.list()) {
        problem.severity = Severity::error;
        read_.errors.add(std::move(problem));
      }
    } else {
      read_.remarks.append(passed_over_);
    }
  }

  void read_signature(std::string_view part) {
    std::string_view text = part;
    const std::string_view version = taken(text, ',');
    const bool has_version = version.size() < part.size();
    const bool is_known = version == "v1" || version == "v1a";
    if (has_version && !is_known) {
      passed_over_.warning(
          read_.header_path, "unknown-signature-version",
          "A signature of the version \"{}\" is passed over: v1 and v1a are known.",
          {printable(version)});
    } else if (!has_version || !add_signature(text, version == "v1a")) {
      invalid_signature(part);
    }
  }

  bool add_signature(std::string_view text, bool is_asymmetric) {
    const std::size_t size = is_asymmetric ? kEd25519SignatureBytes : kHashBytes;
    const std::optional<std::string> readings[] = {base64_decode(text), base64_decode_loosely(text),
                                                   hex_decode(text)};
    for (std::size_t i = 0; i < std::size(readings); ++i) {
      if (readings[i] && readings[i]->size() == size) {
        read_.list.push_back({is_asymmetric, static_cast<SignatureText>(i), *readings[i]});
        return true;
      }
    }
    return false;
  }

  void read_livestorm() {
    const auto name = std::string(signature_header_of(SignatureScheme::livestorm));
    read_.header_path = read_.timestamp_path = child_path("/headers", name);
    const auto value = value_of(name);
    if (!value) {
      return;
    }
    std::string_view text = *value;
    const std::string_view timestamp = taken(text, ',');
    std::optional<std::string> bytes = hex_decode(text);
    if (timestamp.size() == value->size() || !bytes || bytes->size() != kHashBytes) {
      read_.errors.error(
          read_.header_path, "invalid-signature",
          "The signature is the seconds since 1970, a comma and 64 hexadecimal digits, not \"{}\".",
          {printable(*value)});
      return;
    }
    read_timestamp(timestamp);
    read_.list.push_back({.bytes = std::move(*bytes)});
  }

  void invalid_signature(std::string_view part) {
    passed_over_.warning(
        read_.header_path, "invalid-signature",
        "\"{}\" is no signature: v1, and the base64 of 32 bytes, or v1a, and that of 64.",
        {printable(part)});
  }

  /// The beginning, without what is no ASCII: headers need not be UTF-8.
  static std::string printable(std::string_view text) {
    std::string shown(text.substr(0, kShownBytesMax));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return shown.append(text.size() > kShownBytesMax ? "..." : "");
  }

  const std::vector<Header>& headers_;
  std::string_view prefix_;
  std::size_t count_ = 0;
  Problems passed_over_;
  ReceivedSignatures read_;
};

}  // namespace

ReceivedSignatures read_signatures(const std::vector<Header>& headers) {
  return SignaturesReader(headers).read();
}

}  // namespace hookstorm
