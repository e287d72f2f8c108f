// What the core needs of a C library that Emscripten would bring at greater length.
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" unsigned char __heap_base;  // NOLINT: named by the linker; where memory is nobody's.

namespace {

/// Before what was allocated; while it is free, the next free one of its size lies there.
struct Block {
  union {
    std::size_t width;  ///< The block's size is 2 to the power of it.
    Block* next;
  };
};

constexpr std::size_t kPageBytes = 65'536;
constexpr std::size_t kAlignment = 16;
constexpr std::size_t kHeaderBytes = 8;
constexpr std::size_t kBytesMax = std::size_t{1} << 29U;
constexpr std::size_t kWidthMin = 5;

struct Memory {
  std::array<Block*, 32> free_blocks{};  ///< By their widths.
  std::uintptr_t unused = 0;             ///< From here on memory was never allocated.
};

Memory memory;  // NOLINT: there is one.

/// So that what follows a header is aligned.
std::uintptr_t first_unused() {
  const auto base = reinterpret_cast<std::uintptr_t>(&__heap_base);  // NOLINT: a linker's symbol.
  return (base + kAlignment - 1) / kAlignment * kAlignment + kAlignment - kHeaderBytes;
}

/// Null where memory cannot grow.
Block* new_block(std::size_t width) {
  if (memory.unused == 0) {
    memory.unused = first_unused();
  }
  const std::uintptr_t block = memory.unused;
  const std::uintptr_t end = block + (std::size_t{1} << width);
  const std::size_t pages = (end + kPageBytes - 1) / kPageBytes;
  const std::size_t present = __builtin_wasm_memory_size(0);
  if (pages > present && __builtin_wasm_memory_grow(0, pages - present) == ~std::size_t{0}) {
    return nullptr;
  }
  memory.unused = end;
  return reinterpret_cast<Block*>(block);  // NOLINT: an allocator's.
}

}  // namespace

/// Blocks are powers of two, and kept by their sizes for the next of the same one: this is quick,
/// and the same calls need no more memory the second time. Null where there is none.
extern "C" void* malloc(std::size_t size) {
  if (size > kBytesMax) {
    return nullptr;
  }
  const auto width =
      std::max(kWidthMin, static_cast<std::size_t>(std::bit_width(size + kHeaderBytes - 1)));
  Block*& first = memory.free_blocks[width];  // NOLINT: no wider than kBytesMax.
  Block* block = first;
  if (block != nullptr) {
    first = block->next;
  } else {
    block = new_block(width);
    if (block == nullptr) {
      return nullptr;
    }
  }
  block->width = width;
  return reinterpret_cast<unsigned char*>(block) + kHeaderBytes;  // NOLINT: an allocator's.
}

extern "C" void free(void* allocated) {
  if (allocated == nullptr) {
    return;
  }
  auto* block = reinterpret_cast<Block*>(  // NOLINT: an allocator's.
      static_cast<unsigned char*>(allocated) - kHeaderBytes);
  Block*& first = memory.free_blocks[block->width];  // NOLINT: written by malloc.
  block->next = first;
  first = block;
}

/// Ends what cannot go on; JavaScript gets an Error.
extern "C" void abort() {
  __builtin_trap();
}
