#include "postgres_server.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "native/store/postgres/database.hpp"
#include "native/store/postgres/schema.hpp"

namespace hookstorm::native::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTemplate = "store_template";

/// The folder of the newest version's programs.
fs::path programs() {
  std::vector<std::pair<int, fs::path>> found;
  std::error_code error;
  for (const fs::directory_entry& version : fs::directory_iterator("/usr/lib/postgresql", error)) {
    if (fs::exists(version.path() / "bin" / "initdb")) {
      found.emplace_back(std::atoi(version.path().filename().c_str()), version.path() / "bin");
    }
  }
  if (found.empty()) {
    throw std::runtime_error(
        "There is no PostgreSQL server in /usr/lib/postgresql: install Debian's package "
        "`postgresql`, or leave its tests out with HOOKSTORM_POSTGRES=none.");
  }
  return std::max_element(found.begin(), found.end())->second;
}

/// The server refuses to run as root.
const passwd* other_user() {
  if (geteuid() != 0) {
    return nullptr;
  }
  const passwd* user = getpwnam("postgres");
  return user == nullptr ? getpwnam("nobody") : user;
}

/// Starts a program that ends with this process at the latest; what it says goes to a file.
pid_t start(const std::vector<std::string>& command, const std::string& log) {
  std::vector<char*> arguments;
  for (const std::string& word : command) {
    arguments.push_back(const_cast<char*>(word.c_str()));  // NOLINT: as execv wants it.
  }
  arguments.push_back(nullptr);
  const passwd* user = other_user();
  const pid_t child = fork();
  if (child != 0) {
    return child;
  }
  const int file = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);  // NOLINT: POSIX.
  dup2(file, STDOUT_FILENO);
  dup2(file, STDERR_FILENO);
  if (user != nullptr &&
      (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) {
    _exit(EXIT_FAILURE);
  }
  prctl(PR_SET_PDEATHSIG, SIGQUIT);  // NOLINT: Linux's interface.
  execv(arguments.front(), arguments.data());
  _exit(EXIT_FAILURE);
}

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

bool PostgresServer::is_left_out() {
  const char* setting = std::getenv("HOOKSTORM_POSTGRES");
  return setting != nullptr && std::string(setting) == "none";
}

PostgresServer& PostgresServer::shared() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer() {
  const fs::path bin = programs();
  const std::string data = folder_.file("data");
  const std::string log = folder_.file("log");
  fs::create_directory(data);
  if (const passwd* user = other_user()) {
    for (const std::string& path : {folder_.file(""), data}) {
      if (chown(path.c_str(), user->pw_uid, user->pw_gid) != 0) {
        throw std::runtime_error("The server's folder cannot be given to its user.");
      }
    }
  }
  const pid_t making = start({bin / "initdb", "--pgdata=" + data, "--username=hookstorm",
                              "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"},
                             log);
  int status = 0;
  waitpid(making, &status, 0);
  if (status != 0) {
    throw std::runtime_error("initdb failed: " + content_of(log));
  }
  server_ = start({bin / "postgres", "-D", data, "-k", folder_.file(""), "-c",
                   "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off", "-c",
                   "max_connections=50", "-c", "shared_buffers=32MB", "-c", "autovacuum=off"},
                  log);
  const auto end = std::chrono::steady_clock::now() + kWaitMax;
  while (PQping(url("postgres").c_str()) != PQPING_OK) {
    if (std::chrono::steady_clock::now() > end || waitpid(server_, &status, WNOHANG) != 0) {
      throw std::runtime_error("The server does not start: " + content_of(log));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  postgres::Database(url("postgres")).execute_text(std::string("CREATE DATABASE ") + kTemplate);
  postgres::Database store(url(kTemplate));
  postgres::migrate(store);
}

PostgresServer::~PostgresServer() {
  kill(server_, SIGQUIT);
  waitpid(server_, nullptr, 0);
}

std::string PostgresServer::new_database() {
  return make_database("template0");
}

std::string PostgresServer::new_store() {
  return make_database(kTemplate);
}

std::string PostgresServer::make_database(const std::string& origin) {
  const std::string name = "test_" + std::to_string(++databases_);
  postgres::Database(url("postgres"))
      .execute_text("CREATE DATABASE " + name + " TEMPLATE " + origin + " STRATEGY file_copy");
  return url(name);
}

std::string PostgresServer::url(const std::string& database) const {
  return "postgres://hookstorm@/" + database + "?host=" + folder_.file("");
}

}  // namespace hookstorm::native::test
