import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Checked, CheckedWebhook, FamilyName, Hookstorm, Problem, Recipe, Webhook } from "hookstorm";

import { exactJson, parsedJson } from "../json/reading";
import { ownInboxIn } from "../dispatcher/own_inbox";
import {
  furtherMembers,
  type MemberName,
  type StoredWebhook,
  type WebhookChanges,
} from "../storage/webhook_repository";

/** The form's fields, in its order. */
export const FIELD_NAMES = [
  "triggers",
  "url",
  "family",
  "included",
  "content_mode",
  "template",
  "pick",
  "filter",
  "signature",
  "secret",
  "previous_secrets",
  "headers",
  "retry",
  "timeout",
  "rate_limit",
  "concurrency",
  "ordered",
  "name",
  "enabled",
] as const satisfies readonly MemberName[];
export type FieldName = (typeof FIELD_NAMES)[number];

export interface DraftOptions {
  allowHttp: boolean;
  /** The dispatcher keeps secrets, and gives every webhook its id and, if need be, a secret. */
  keepsSecrets: boolean;
}

/** Members as they are being written: what is wrong with them is the core's to say. */
export type Members = { readonly [Name in MemberName]?: unknown };

/** A webhook as it is being written down in the form, checked by the core at every change. */
export class WebhookDraft {
  readonly id: string | undefined;
  readonly triggers: ReadonlySignal<string[]>;
  readonly url: ReadonlySignal<string>;
  readonly family: ReadonlySignal<FamilyName>;
  /** The template as it is typed, which may be no JSON yet; null where there is none. */
  readonly templateText = signal<string | null>(null);
  readonly configuration: ReadonlySignal<Webhook>;
  readonly checked: ReadonlySignal<Checked<CheckedWebhook>>;
  readonly isChanged: ReadonlySignal<boolean>;
  /** The recipe that it was begun with. */
  readonly recipe = signal<Recipe | null>(null);
  private readonly members;
  private readonly problems: ReadonlySignal<Problem[]>;
  private readonly touched = signal<ReadonlySet<FieldName>>(new Set());
  private readonly refusal = signal<{ problems: Problem[]; of: Webhook } | null>(null);
  private readonly before: ReadonlySignal<string>;

  constructor(
    private readonly hookstorm: Hookstorm,
    private readonly options: DraftOptions,
    readonly stored: StoredWebhook | null,
  ) {
    // The dispatcher gives the id; in a browser it is there from the start, and so in the preview.
    this.id = stored?.id ?? (options.keepsSecrets ? undefined : hookstorm.newWebhookId());
    this.members = signal<Members>(stored === null ? this.newMembers() : storedMembers(stored));
    this.triggers = computed(() => this.members.value.triggers as string[]);
    this.url = computed(() => this.members.value.url as string);
    this.family = computed(() => (this.members.value.family as FamilyName | undefined) ?? this.documentedFamily());
    this.templateText.value = indented(this.members.value.template);
    this.configuration = computed(() => this.written());
    this.checked = computed(() => {
      const { url, ...others } = this.configuration.value;
      // An empty field is a missing URL, not a wrong one.
      return hookstorm.checkWebhook(url === "" ? others : { ...others, url }, { allowHttp: this.allowHttp });
    });
    this.problems = computed(() => this.foundProblems());
    this.before = signal(JSON.stringify(this.configuration.peek()));
    this.isChanged = computed(() => JSON.stringify(this.configuration.value) !== this.before.value);
  }

  /** A dispatcher takes its own inboxes, which may speak plain http, whatever else it takes. */
  get allowHttp(): boolean {
    const { allowHttp, keepsSecrets } = this.options;
    return allowHttp || (keepsSecrets && ownInboxIn(this.url.value) !== null);
  }

  /** The dispatcher signs with a secret that this page was never told. */
  get isSecretKept(): boolean {
    return this.options.keepsSecrets && this.stored !== null && this.value("secret") === undefined;
  }

  /** The header that the dispatcher adds with that secret. */
  get keptSignature(): string | null {
    const scheme = this.value("signature") ?? "standard";
    const facts = this.isSecretKept ? this.hookstorm.catalogue().signatures : [];
    return facts.find(({ name }) => name === scheme)?.header ?? null;
  }

  /** A secret of the kind that the webhook signs with. */
  newSecret(): string {
    return this.hookstorm.newSecret(this.value("signature") === "livestorm" ? "livestorm" : "standard");
  }

  /** The dispatcher makes a secret where none is given, so only a browser's webhook can go without. */
  get maySecretBeMissing(): boolean {
    return !this.options.keepsSecrets;
  }

  /** A member as it is being written; undefined where it is left out. */
  value(name: FieldName): unknown {
    return this.members.value[name];
  }

  /** Writes a member down; undefined leaves it out. */
  change(name: FieldName, value: unknown): void {
    this.touch(name);
    const { [name]: _, ...others } = this.members.peek();
    this.members.value = value === undefined ? others : { ...others, [name]: value };
  }

  /** Another family takes along what only the one before has a choice in. */
  chooseFamily(family: FamilyName): void {
    this.change("family", family);
    for (const name of ["included", "content_mode"] as const) {
      if (this.members.peek()[name] !== undefined) {
        this.change(name, undefined);
      }
    }
  }

  /** Writes a template's text; its document is taken over whenever it is one. Null takes the template away. */
  writeTemplate(content: string | null): void {
    this.templateText.value = content;
    const document = content === null ? undefined : exactJson(content);
    if (content === null || document !== undefined) {
      this.change("template", document);
    } else {
      this.touch("template");
    }
  }

  /** Begins anew with a recipe's webhook; address, name and secret that were typed stay. */
  beginWith(recipe: Recipe): void {
    const { name, url, secret } = this.members.peek();
    this.recipe.value = recipe;
    this.members.value = {
      ...storedMembers(recipe.webhook),
      url: url === "" ? recipe.webhook.url : url,
      ...(name !== undefined && name !== "" && { name }),
      ...(secret !== undefined && { secret }),
    };
    this.templateText.value = indented(recipe.webhook.template);
  }

  /** What is shown of another state of the webhook, such as a revision, becomes what is written here. */
  writeAll(members: Members): void {
    const { secret } = this.members.peek();
    this.members.value = { ...storedMembers(members), ...(secret !== undefined && { secret }) };
    this.templateText.value = indented(members.template);
  }

  touch(field: FieldName): void {
    if (!this.touched.peek().has(field)) {
      this.touched.value = new Set(this.touched.peek()).add(field);
    }
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
    return this.touched.value.has(field) ? this.problems.value.filter(({ path }) => isAt(field, path)) : [];
  }

  /** Problems that belong to no field of the form. */
  otherProblems(): Problem[] {
    return this.problems.value.filter(({ path }) => !FIELD_NAMES.some((field) => isAt(field, path)));
  }

  /** The fields with errors, in the form's order. */
  fieldsInError(): FieldName[] {
    const errors = this.problems.value.filter(({ severity }) => severity === "error");
    return FIELD_NAMES.filter((field) => errors.some(({ path }) => isAt(field, path)));
  }

  /** The members that differ from those that are stored. */
  changes(): WebhookChanges {
    const now: Members = { enabled: true, ...this.configuration.peek() };
    const stored: Members = this.stored ?? {};
    const changed = FIELD_NAMES.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(stored[name]));
    const given = changed.filter((name) => name !== "secret" || now.secret !== undefined || this.maySecretBeMissing);
    return Object.fromEntries(given.map((name) => [name, now[name] ?? null]));
  }

  private newMembers(): Members {
    const [first] = this.hookstorm.triggers();
    return { name: "", triggers: first === undefined ? [] : [first.name], url: "", secret: this.hookstorm.newSecret() };
  }

  private foundProblems(): Problem[] {
    const refusal = this.refusal.value;
    const isCurrent = refusal !== null && refusal.of === this.configuration.value;
    return [...this.checked.value.problems, ...this.templateProblems(), ...(isCurrent ? refusal.problems : [])];
  }

  /** Of a template that is no JSON, which the rest of the webhook is checked without. */
  private templateProblems(): Problem[] {
    const content = this.templateText.value;
    if (content === null || parsedJson(content) !== undefined) {
      return [];
    }
    const { problems } = this.hookstorm.renderTemplate(content, { variables: {}, now: new Date() });
    return problems.map((problem) => ({ ...problem, path: `/template${problem.path}` }));
  }

  private documentedFamily(): FamilyName {
    const first = this.hookstorm.triggers().find(({ name }) => name === this.triggers.value[0]);
    return first?.documentedFamily ?? "extended";
  }

  private written(): Webhook {
    const { id } = this;
    const members = this.members.value;
    return {
      ...(id !== undefined && { id }),
      ...(members as Omit<Webhook, "id">),
      family: this.family.value,
    };
  }
}

function storedMembers(webhook: Members): Members {
  const { name, triggers, url, family, secret, enabled } = webhook;
  return {
    name: name ?? "",
    triggers,
    url,
    ...(family !== undefined && { family }),
    ...(enabled === false && { enabled }),
    ...furtherMembers(webhook as StoredWebhook),
    ...(secret !== undefined && { secret }),
  };
}

function indented(document: unknown): string | null {
  return document === undefined ? null : JSON.stringify(document, null, 2);
}

function isAt(field: FieldName, path: string): boolean {
  return path === `/${field}` || path.startsWith(`/${field}/`);
}
