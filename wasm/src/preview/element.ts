import type { Checking, Hookstorm } from "../types.js";

import { ed25519 } from "../ed25519.js";
import { loadHookstorm } from "../index.js";
import { previewOf, type Preview } from "./preview.js";
import { PreviewView } from "./view.js";

/** What a `hookstorm-preview` event tells. */
export type PreviewDetail = Preview;

/** A JSON text, an object, or nothing. */
type Document = string | object | null;

/** On a server there are no elements; the class must be definable there all the same. */
const Base: typeof HTMLElement = typeof HTMLElement === "undefined" ? (class {} as typeof HTMLElement) : HTMLElement;

/**
 * `<hookstorm-preview webhook="{…}" occurrence="{…}">`: the exact request that an occurrence becomes for a webhook, and
 * what is wrong with either; it follows every change. Both are JSON texts in attributes, or texts or objects in
 * properties. Without an occurrence it shows the sample of the webhook's first trigger. Further attributes: `checking`
 * (`lenient`), `allow-http`, `message-id`, `attempted-at` (RFC 3339; otherwise the moment of the last change).
 *
 * Parts: `preview`, `status`, `problems`, `problem` (also `error` or `warning`), `problem-place`, `request`,
 * `request-line`, `method`, `url`, `headers`, `header`, `header-name`, `header-value`, `body`, and in that `json-item`,
 * `json-name`, `json-string`, `json-number`, `json-atom`, `json-mark`.
 *
 * @fires hookstorm-preview After each change, with a {@link PreviewDetail}.
 */
export class HookstormPreview extends Base {
  /** The attributes that it follows. */
  static readonly observedAttributes = ["webhook", "occurrence", "checking", "allow-http", "message-id", "attempted-at"];

  #webhook: Document = null;
  #occurrence: Document = null;
  #view: PreviewView | null = null;
  #isDue = false;

  /** The configuration, as a JSON text or as an object. */
  get webhook(): Document {
    return this.#webhook;
  }
  set webhook(webhook: Document) {
    this.#webhook = webhook;
    this.#change();
  }

  /** The occurrence, as a JSON text or as an object; `null` for a sample. */
  get occurrence(): Document {
    return this.#occurrence;
  }
  set occurrence(occurrence: Document) {
    this.#occurrence = occurrence;
    this.#change();
  }

  /** @internal */
  connectedCallback(): void {
    this.#view ??= new PreviewView(this.attachShadow({ mode: "open" }));
    this.#takeEarlyProperties();
    this.#change();
  }

  /** @internal */
  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
    if (name === "webhook" || name === "occurrence") {
      this[name] = value;
    } else {
      this.#change();
    }
  }

  /** What was set before the element was defined lies over the accessors. */
  #takeEarlyProperties(): void {
    for (const name of ["webhook", "occurrence"] as const) {
      const early = Object.getOwnPropertyDescriptor(this, name);
      if (early !== undefined) {
        delete (this as Partial<this>)[name];
        this[name] = early.value as Document;
      }
    }
  }

  /** Renders once for all changes of a task. */
  #change(): void {
    if (this.#view !== null && !this.#isDue) {
      this.#isDue = true;
      queueMicrotask(() => void this.#update(this.#view!));
    }
  }

  async #update(view: PreviewView): Promise<void> {
    try {
      const hookstorm = await loadHookstorm({ ed25519 });
      this.#isDue = false;
      this.#render(view, hookstorm);
    } catch (failure) {
      this.#isDue = false;
      view.say(failure instanceof Error ? failure.message : String(failure));
    }
  }

  #render(view: PreviewView, hookstorm: Hookstorm): void {
    if (this.#webhook === null) {
      view.say("Give a webhook to preview its request.");
      return;
    }
    const moment = this.getAttribute("attempted-at");
    const preview = previewOf(hookstorm, {
      webhook: this.#webhook,
      occurrence: this.#occurrence,
      checking: (this.getAttribute("checking") ?? "strict") as Checking,
      allowHttp: this.hasAttribute("allow-http"),
      messageId: this.getAttribute("message-id"),
      attemptedAt: moment === null ? new Date() : new Date(moment),
    });
    view.show(preview);
    this.dispatchEvent(new CustomEvent<PreviewDetail>("hookstorm-preview", { detail: preview, bubbles: true, composed: true }));
  }
}
