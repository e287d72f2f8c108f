// What Emscripten's runtime would do in JavaScript, where it takes more room.
#include <cstddef>
#include <cstdlib>

/// Ends what cannot go on; JavaScript gets an Error.
extern "C" __attribute__((noinline)) void abort() {
  __builtin_trap();
}

/// Makes memory `size` bytes large; 0 where that is too much. Asked for no less than there is.
extern "C" int emscripten_resize_heap(std::size_t size) {
  constexpr std::size_t kPageBytes = 65'536;
  constexpr std::size_t kFailure = ~std::size_t{0};
  const std::size_t pages = (size + kPageBytes - 1) / kPageBytes;
  const std::size_t missing = pages - __builtin_wasm_memory_size(0);
  return __builtin_wasm_memory_grow(0, missing) == kFailure ? 0 : 1;
}
