/**
 * The raw module that Emscripten makes of ../bindings.cpp. Emscripten 3.1.6 writes no declarations.
 * @internal
 */
export interface RawModule {
  /** Another buffer's once memory has grown. */
  readonly memory: WebAssembly.Memory;
  /** The address of room for a call of so many bytes, until the next one; 0 where there is none. */
  room(bytes: number): number;
  /** Makes the call that lies in the room, told by its place in the table of calls; where the address of its result and its size lie. */
  call(place: number): number;
}

declare const createModule: (options: { wasm: WebAssembly.Module }) => Promise<RawModule>;
export default createModule;
