#include "native/sender/certificate_files.hpp"

#include <memory>
#include <new>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace hookstorm::native {
namespace {

struct ReleaseContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

}  // namespace

std::optional<std::string> certificate_problem(const TransferSettings& settings) {
  const std::unique_ptr<SSL_CTX, ReleaseContext> context(SSL_CTX_new(TLS_client_method()));
  if (!context) {
    throw std::bad_alloc();
  }
  std::optional<std::string> problem;
  const std::string& certificate = settings.client_certificate;
  const std::string& key = settings.client_key.empty() ? certificate : settings.client_key;
  if (!settings.ca_bundle.empty() &&
      SSL_CTX_load_verify_file(context.get(), settings.ca_bundle.c_str()) != 1) {
    problem = settings.ca_bundle + " holds no certificates to trust, as PEM.";
  } else if (!certificate.empty() &&
             SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1) {
    problem = certificate + " holds no certificate, as PEM.";
  } else if (!certificate.empty() &&
             SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1) {
    // Also where it is another certificate's.
    problem = key + " holds no private key, as PEM, that belongs to " + certificate + ".";
  }
  ERR_clear_error();
  return problem;
}

}  // namespace hookstorm::native
