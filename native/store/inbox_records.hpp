// What the store holds of inboxes: receivers within the instance, and the requests that they took.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/request/header.hpp"
#include "core/time/timestamp.hpp"
#include "native/store/workspace.hpp"

namespace hookstorm::native {

using InboxKey = std::int64_t;

/// What whoever sends to an inbox is answered.
struct InboxAnswer {
  int status = 200;
  std::int64_t delay_ms = 0;
  std::string body;
  std::string content_type = "text/plain; charset=utf-8";
};

struct NewInbox {
  std::string id;
  WorkspaceKey workspace = kNoWorkspace;
  std::string name;  ///< For people; may be empty.
  InboxAnswer answer;
};

struct StoredInbox {
  InboxKey key = 0;
  std::string id;
  WorkspaceKey workspace = kNoWorkspace;
  std::string name;
  InboxAnswer answer;
  EpochMilliseconds created_at = 0;
  EpochMilliseconds used_at = 0;   ///< When it was made, changed or sent to for the last time.
  std::int64_t first_capture = 1;  ///< The number of the oldest one that there is.
  std::int64_t last_capture = 0;   ///< Below `first_capture` where there is none.

  [[nodiscard]] std::int64_t capture_count() const { return last_capture - first_capture + 1; }
};

/// A request that came in, but for its body.
struct CaptureHead {
  std::int64_t number = 0;  ///< Within its inbox, from 1; given by the store.
  EpochMilliseconds at = 0;
  std::string method;
  std::string target;  ///< Path and query, as in the request line.
  std::string source;  ///< The sender's IP address.
  std::vector<Header> headers;
  std::size_t body_bytes = 0;
};

struct Capture {
  CaptureHead head;
  std::string body;

  /// What it takes of the store, about.
  [[nodiscard]] std::size_t bytes() const;
};

/// Names a capture.
struct CaptureKey {
  InboxKey inbox = 0;
  std::int64_t number = 0;

  friend bool operator==(const CaptureKey&, const CaptureKey&) = default;
};

/// Beyond either, an inbox's oldest captures go.
struct CaptureLimits {
  std::int64_t count = 500;
  std::int64_t bytes = std::int64_t{64} * 1024 * 1024;
};

}  // namespace hookstorm::native
