// Every text of the page, in every language: a file for each part of it. Keys begin with the part's name.
import { design } from "./messages/design";
import { settings } from "./messages/settings";
import { shell } from "./messages/shell";

export const MESSAGES = {
  ...design,
  ...settings,
  ...shell,
} as const;
