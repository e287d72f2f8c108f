export default {
  // Vite's development server would bundle the module away from its WebAssembly.
  optimizeDeps: { exclude: ["hookstorm"] },
  build: { target: "es2022" }, // For the await at the top of src/main.ts.
};
