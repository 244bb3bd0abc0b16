/** Looks up texts in the language of the user, by their English originals. */
export interface Localizer {
  /** The text with `{0}`, `{1}`, … replaced by the arguments. */
  t(message: string, ...args: readonly (string | number)[]): string;
}

/** A text with `{0}`, `{1}`, … replaced by the arguments. */
export function withArguments(text: string, args: readonly (string | number)[]): string {
  return text.replace(/\{(\d+)\}/g, (hole, index: string) => String(args[Number(index)] ?? hole));
}
