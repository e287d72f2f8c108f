// Goes into Emscripten's glue. Its smallest runtime answers only where all goes well, and keeps the memory to itself.
/* global Module, wasmMemory, readyPromiseReject */
var WebAssembly = {
  instantiate: (wasm, imports) => ({
    then: (begin) => globalThis.WebAssembly.instantiate(wasm, imports).then(begin).catch(readyPromiseReject),
  }),
};
Object.defineProperty(Module, "memory", { get: () => wasmMemory });
