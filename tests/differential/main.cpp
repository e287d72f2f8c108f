// Prints digests of what every public function of the core gives for generated inputs. Compiled
// natively and to WebAssembly; differential.test.mjs compares what the two print.
#include "tests/differential/functions.hpp"

int main() {
  hookstorm::test::digest_texts();
  hookstorm::test::digest_documents();
  hookstorm::test::digest_deliveries();
  hookstorm::test::digest_expressions();
  hookstorm::test::digest_simulations();
  hookstorm::test::digest_replays();
}
