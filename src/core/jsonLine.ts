/**
 * A value as JSON on one line: control characters, line separators and the characters that reverse the direction of
 * text are escaped, also where JSON does not ask for it, so that text from a file cannot act on a terminal.
 */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007F-\u009F\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
