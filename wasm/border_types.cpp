// The one type that crosses the border to JavaScript, registered with Embind: an address, a size or
// a place. Its own library registers every type that there is, with the code in JavaScript that
// converts strings, memory views and values.
#include <cstdlib>
#include <cstring>
#include <limits>

#include <emscripten/bind.h>
#include <emscripten/emscripten.h>

namespace {

using emscripten::internal::TypeID;

void register_types() {
  emscripten::internal::_embind_register_integer(TypeID<unsigned long>::get(), "unsigned long",
                                                 sizeof(unsigned long), 0,
                                                 std::numeric_limits<unsigned long>::max());
}

}  // namespace

EMSCRIPTEN_BINDINGS(border_types) {
  register_types();
}

/// What Embind calls a type of which it knows no name, in its own errors; the caller frees it.
extern "C" EMSCRIPTEN_KEEPALIVE void* __getTypeName(  // NOLINT: named by Embind.
    emscripten::internal::TYPEID /*type*/) {
  static constexpr char kName[] = "a type that border_types.cpp does not register";
  void* name = std::malloc(sizeof kName);  // NOLINT: freed with free.
  return name == nullptr ? nullptr : std::memcpy(name, kName, sizeof kName);
}
