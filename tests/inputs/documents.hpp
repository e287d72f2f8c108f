// Occurrences, webhooks and bodies: the samples and sound configurations, mostly with something
// changed.
#pragma once

#include <string>
#include <vector>

#include "tests/inputs/random.hpp"

namespace hookstorm::test {

class Documents {
 public:
  Documents();

  [[nodiscard]] std::string occurrence(Random& random) const;
  [[nodiscard]] std::string webhook(Random& random) const;
  /// As `build_body` makes them, of every trigger in every form.
  [[nodiscard]] std::string body(Random& random) const;

 private:
  using Tokens = std::vector<std::string>;

  std::vector<Tokens> occurrences_;
  std::vector<Tokens> webhooks_;
  std::vector<Tokens> bodies_;
};

}  // namespace hookstorm::test
