#include "native/sender/curl_multi.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace hookstorm::native {
namespace {

void check(CURLMcode code) {
  if (code != CURLM_OK) {
    throw std::runtime_error(std::string("libcurl: ") + curl_multi_strerror(code));
  }
}

}  // namespace

CurlLibrary::CurlLibrary() {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    throw std::runtime_error("libcurl cannot be started.");
  }
}

CurlLibrary::~CurlLibrary() {
  curl_global_cleanup();
}

CurlMulti::CurlMulti(TransferSettings settings, std::size_t connections_max)
    : settings_(std::move(settings)), multi_(curl_multi_init()) {
  if (!multi_) {
    throw std::runtime_error("libcurl gives no handle.");
  }
  check(curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(connections_max)));
}

CurlMulti::~CurlMulti() {
  for (const auto& [easy, running] : running_) {
    curl_multi_remove_handle(multi_.get(), easy);
  }
}

void CurlMulti::start(Request request, Done done, std::optional<long> timeout_ms) {
  std::unique_ptr<Transfer> transfer;
  if (spare_.empty()) {
    transfer = std::make_unique<Transfer>(settings_);
  } else {
    transfer = std::move(spare_.back());
    spare_.pop_back();
  }
  transfer->prepare(std::move(request), timeout_ms.value_or(settings_.timeout_ms));
  CURL* easy = transfer->handle();
  running_.emplace(easy, Running{std::move(transfer), std::move(done)});
  const CURLMcode code = curl_multi_add_handle(multi_.get(), easy);
  if (code != CURLM_OK) {
    running_.erase(easy);
    check(code);
  }
}

void CurlMulti::perform() {
  int still_running = 0;
  check(curl_multi_perform(multi_.get(), &still_running));
  int waiting = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &waiting)) {
    if (message->msg == CURLMSG_DONE) {
      finish(message->easy_handle, message->data.result);
    }
  }
}

void CurlMulti::finish(CURL* easy, CURLcode code) {
  curl_multi_remove_handle(multi_.get(), easy);
  auto node = running_.extract(easy);
  Running& running = node.mapped();
  TransferResult result = running.transfer->finish(code);
  spare_.push_back(std::move(running.transfer));
  running.done(std::move(result));
}

void CurlMulti::wait(DurationMilliseconds max_ms) {
  const auto timeout_ms = static_cast<int>(
      std::clamp<DurationMilliseconds>(max_ms, 0, std::numeric_limits<int>::max()));
  check(curl_multi_poll(multi_.get(), nullptr, 0, timeout_ms, nullptr));
}

void CurlMulti::wake() noexcept {
  curl_multi_wakeup(multi_.get());
}

}  // namespace hookstorm::native
