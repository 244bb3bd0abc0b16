/**
 * A value as JSON that can go to a terminal, indented by a number of spaces or on one line: control characters,
 * line separators and the characters that reverse the direction of text are escaped, which `JSON.stringify` does for
 * a part of them. It parses to the same value.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
