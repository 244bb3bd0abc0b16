import { withArguments, type Localizer } from '../../core/localizer.ts';

/** Texts of the view by their English originals, as in `l10n/bundle.l10n.*.json`. */
export type Bundle = Readonly<Record<string, string>>;

let bundle: Bundle = {};

/** Sets the language of all later texts. Call it before a view starts. */
export function setBundle(translated: Bundle): void {
  bundle = translated;
}

/** Calls a function whose texts are English, as those of files are. */
export function inEnglish<T>(call: () => T): T {
  const kept = bundle;
  bundle = {};
  try {
    return call();
  } finally {
    bundle = kept;
  }
}

/**
 * Like `vscode.l10n` in the extension: a text in the user's language, with `{0}`, `{1}`, … replaced.
 * A text without a translation stays English.
 */
export const l10n: Localizer = {
  t: (message, ...args) => withArguments(bundle[message] ?? message, args),
};
