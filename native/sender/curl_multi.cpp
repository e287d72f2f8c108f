#include "native/sender/curl_multi.hpp"

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include <sys/epoll.h>

namespace hookstorm::native {
namespace {

constexpr unsigned kTagShift = 32;

void check(CURLMcode code) {
  if (code != CURLM_OK) {
    throw std::runtime_error(std::string("libcurl: ") + curl_multi_strerror(code));
  }
}

/// What the system is to tell of a socket that libcurl waits for.
std::uint32_t events_of(int what) {
  const std::uint32_t in = (what & CURL_POLL_IN) != 0 ? std::uint32_t{EPOLLIN} : 0;
  const std::uint32_t out = (what & CURL_POLL_OUT) != 0 ? std::uint32_t{EPOLLOUT} : 0;
  return in | out;
}

}  // namespace

WatchedSocket WatchedSocket::of(std::uint64_t data) {
  return {.tag = static_cast<std::uint32_t>(data >> kTagShift),
          .socket = static_cast<curl_socket_t>(data & ((std::uint64_t{1} << kTagShift) - 1))};
}

std::uint64_t WatchedSocket::data() const {
  return (std::uint64_t{tag} << kTagShift) | static_cast<std::uint32_t>(socket);
}

CurlMulti::CurlMulti(TransferSettings settings, std::size_t connections_max, int watched,
                     std::uint32_t tag)
    : settings_(std::move(settings)), watched_(watched), tag_(tag), multi_(curl_multi_init()) {
  if (!multi_) {
    throw std::runtime_error("libcurl gives no handle.");
  }
  CURLM* multi = multi_.get();
  check(curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(connections_max)));
  check(curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &CurlMulti::on_socket));
  check(curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, static_cast<void*>(this)));
  check(curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &CurlMulti::on_timer));
  check(curl_multi_setopt(multi, CURLMOPT_TIMERDATA, static_cast<void*>(this)));
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

void CurlMulti::act(curl_socket_t socket, std::uint32_t events) {
  const int ready = ((events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
                    ((events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
                    ((events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
  int still_running = 0;
  check(curl_multi_socket_action(multi_.get(), socket, ready, &still_running));
}

void CurlMulti::expire() {
  if (expires_at_ && *expires_at_ <= Steady::now()) {
    expires_at_ = std::nullopt;
    int still_running = 0;
    check(curl_multi_socket_action(multi_.get(), CURL_SOCKET_TIMEOUT, 0, &still_running));
  }
}

bool CurlMulti::finish_ended() {
  bool has_ended = false;
  int waiting = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &waiting)) {
    if (message->msg == CURLMSG_DONE) {
      has_ended = true;
      finish(message->easy_handle, message->data.result);
    }
  }
  return has_ended;
}

void CurlMulti::finish(CURL* easy, CURLcode code) {
  curl_multi_remove_handle(multi_.get(), easy);
  auto node = running_.extract(easy);
  Running& running = node.mapped();
  TransferResult result = running.transfer->finish(code);
  spare_.push_back(std::move(running.transfer));
  running.done(std::move(result));
}

int CurlMulti::on_socket(CURL* /*easy*/, curl_socket_t socket, int what, void* multi,
                         void* is_watched) noexcept {
  auto& self = *static_cast<CurlMulti*>(multi);
  try {
    self.watch(socket, what, is_watched != nullptr);
    return 0;
  } catch (const std::exception&) {
    return -1;
  }
}

int CurlMulti::on_timer(CURLM* /*curl*/, long timeout_ms, void* multi) noexcept {
  auto& self = *static_cast<CurlMulti*>(multi);
  self.expires_at_ = std::nullopt;
  if (timeout_ms >= 0) {
    self.expires_at_ = Steady::now() + std::chrono::milliseconds(timeout_ms);
  }
  return 0;
}

void CurlMulti::watch(curl_socket_t socket, int what, bool is_watched) {
  if (what == CURL_POLL_REMOVE) {
    epoll_ctl(watched_, EPOLL_CTL_DEL, socket, nullptr);
    return;
  }
  epoll_event event{.events = events_of(what),
                    .data = {.u64 = WatchedSocket{.tag = tag_, .socket = socket}.data()}};
  if (epoll_ctl(watched_, is_watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event) != 0) {
    throw std::system_error(errno, std::generic_category());
  }
  // Any pointer that is not null: libcurl gives it back for this socket until it is removed.
  check(curl_multi_assign(multi_.get(), socket, this));
}

}  // namespace hookstorm::native
