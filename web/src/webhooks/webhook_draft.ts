import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Checked, FamilyName, Hookstorm, Problem, Webhook } from "hookstorm";

import { furtherMembers, type FamilyMembers, type StoredWebhook, type WebhookChanges } from "../storage/webhook_repository";

export type FieldName = "name" | "triggers" | "url" | "family" | "secret";
const FIELD_NAMES: readonly FieldName[] = ["triggers", "url", "family", "name", "secret"];

export interface DraftOptions {
  allowHttp: boolean;
  /** The dispatcher keeps secrets, and gives every webhook its id and, if need be, a secret. */
  keepsSecrets: boolean;
}

/** A webhook as it is being written down in the form, checked by the core at every change. */
export class WebhookDraft {
  readonly name;
  readonly triggers;
  readonly url;
  /** Empty: the webhook has none, or the dispatcher keeps one that the page does not know. */
  readonly secret;
  readonly family: ReadonlySignal<FamilyName>;
  readonly configuration: ReadonlySignal<Webhook>;
  readonly checked: ReadonlySignal<Checked<object>>;
  readonly isChanged: ReadonlySignal<boolean>;
  readonly id: string | undefined;
  private readonly chosenFamily;
  private readonly touched = signal<ReadonlySet<FieldName>>(new Set());
  private readonly refusal = signal<{ problems: Problem[]; of: Webhook } | null>(null);

  constructor(
    private readonly hookstorm: Hookstorm,
    private readonly options: DraftOptions,
    readonly stored: StoredWebhook | null,
  ) {
    // The dispatcher gives the id; in a browser it is there from the start, and so in the preview.
    this.id = stored?.id ?? (options.keepsSecrets ? undefined : hookstorm.newWebhookId());
    this.name = signal(stored?.name ?? "");
    this.triggers = signal(stored?.triggers ?? hookstorm.triggers().slice(0, 1).map((each) => each.name));
    this.url = signal(stored?.url ?? "");
    this.secret = signal(stored === null ? hookstorm.newSecret() : (stored.secret ?? ""));
    this.chosenFamily = signal<FamilyName | null>(stored?.family ?? null);
    this.family = computed(() => this.chosenFamily.value ?? this.documentedFamily());
    this.configuration = computed(() => this.written());
    this.checked = computed(() => {
      const { allowHttp } = options;
      const { url, ...others } = this.configuration.value;
      // An empty field is a missing URL, not a wrong one.
      return hookstorm.checkWebhook(url === "" ? others : { ...others, url }, { allowHttp });
    });
    const before = JSON.stringify(this.configuration.peek());
    this.isChanged = computed(() => JSON.stringify(this.configuration.value) !== before);
  }

  get allowHttp(): boolean {
    return this.options.allowHttp;
  }

  /** The dispatcher signs with a secret that this page was never told. */
  get isSecretKept(): boolean {
    return this.options.keepsSecrets && this.stored !== null && this.secret.value === "";
  }

  /** The header that the dispatcher adds with that secret. */
  get keptSignature(): string | null {
    const scheme = this.stored?.signature ?? "standard";
    const facts = this.isSecretKept ? this.hookstorm.catalogue().signatures : [];
    return facts.find(({ name }) => name === scheme)?.header ?? null;
  }

  /** A secret of the kind that the webhook signs with. */
  newSecret(): string {
    return this.hookstorm.newSecret(this.stored?.signature);
  }

  /** The dispatcher makes a secret where none is given, so only a browser's webhook can go without. */
  get maySecretBeMissing(): boolean {
    return !this.options.keepsSecrets;
  }

  chooseFamily(family: FamilyName): void {
    this.chosenFamily.value = family;
  }

  touch(field: FieldName): void {
    this.touched.value = new Set(this.touched.peek()).add(field);
  }

  touchAll(): void {
    this.touched.value = new Set(FIELD_NAMES);
  }

  /** Problems that the dispatcher found; they go with the next change. */
  refuse(problems: Problem[]): void {
    this.refusal.value = { problems, of: this.configuration.peek() };
  }

  /** A field's problems, as far as the visitor should see them by now. */
  problemsOf(field: FieldName): Problem[] {
    if (!this.touched.value.has(field)) {
      return [];
    }
    return this.allProblems().filter(({ path }) => isAt(field, path));
  }

  /** Problems that belong to no field of the form. */
  otherProblems(): Problem[] {
    return this.allProblems().filter(({ path }) => !FIELD_NAMES.some((field) => isAt(field, path)));
  }

  /** The fields with errors, in the form's order. */
  fieldsInError(): FieldName[] {
    const errors = this.allProblems().filter(({ severity }) => severity === "error");
    return FIELD_NAMES.filter((field) => errors.some(({ path }) => isAt(field, path)));
  }

  changes(): WebhookChanges {
    const { name = "", triggers, url, secret } = this.configuration.peek();
    const changes = { name, triggers, url, family: this.family.peek(), ...this.abandoned() };
    return secret === undefined ? changes : { ...changes, secret };
  }

  private allProblems(): Problem[] {
    const refusal = this.refusal.value;
    const isCurrent = refusal !== null && refusal.of === this.configuration.value;
    return isCurrent ? [...this.checked.value.problems, ...refusal.problems] : this.checked.value.problems;
  }

  private documentedFamily(): FamilyName {
    const first = this.hookstorm.triggers().find(({ name }) => name === this.triggers.value[0]);
    return first?.documentedFamily ?? "extended";
  }

  /** What the stored webhook says of its family, which the form does not show, goes with that family. */
  private abandoned(): FamilyMembers {
    const { stored } = this;
    const isOther = stored !== null && stored.family !== this.family.value;
    return {
      ...(isOther && stored.content_mode !== undefined && { content_mode: null }),
      ...(isOther && stored.included !== undefined && { included: null }),
    };
  }

  private written(): Webhook {
    const { id } = this;
    const secret = this.secret.value;
    return {
      ...(id !== undefined && { id }),
      name: this.name.value,
      triggers: this.triggers.value,
      url: this.url.value,
      family: this.family.value,
      ...furtherMembers(this.stored ?? {}),
      ...this.abandoned(),
      ...(secret !== "" && { secret }),
    };
  }
}

function isAt(field: FieldName, path: string): boolean {
  return path === `/${field}` || path.startsWith(`/${field}/`);
}
