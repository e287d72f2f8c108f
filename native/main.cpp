#include "native/cli/program.hpp"

int main(int argc, char** argv) {
  return hookstorm::native::run_program(argc, argv);
}
