// Embind's JavaScript as far as bindings.cpp needs it, in place of its own, which finds types, overloads and classes: all that
// crosses the border are addresses, sizes and places, which are numbers already.
mergeInto(LibraryManager.library, {
  _embind_register_function: function (name, argumentCount, types, signature, invoker, bound) {
    let text = "";
    for (; HEAPU8[name]; ++name) {
      text += String.fromCharCode(HEAPU8[name]);
    }
    Module[text] = (argument) => wasmTable.get(invoker)(bound, argument) >>> 0;
  },
});
