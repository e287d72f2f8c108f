// `hookstorm/preview-element`: defines <hookstorm-preview>. On a server nothing is defined, and nothing fails.
import { HookstormPreview } from "./preview/element.js";

export { HookstormPreview, type PreviewDetail } from "./preview/element.js";
export type { LocatedProblem, Preview } from "./preview/preview.js";

declare global {
  interface HTMLElementTagNameMap {
    "hookstorm-preview": HookstormPreview;
  }
  interface HTMLElementEventMap {
    "hookstorm-preview": CustomEvent<import("./preview/element.js").PreviewDetail>;
  }
}

if (typeof customElements !== "undefined" && customElements.get("hookstorm-preview") === undefined) {
  customElements.define("hookstorm-preview", HookstormPreview);
}
