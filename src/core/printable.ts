/**
 * A text on one line, at most `longest` UTF-16 units: line breaks become spaces, and control characters, the
 * characters that reverse the direction of text, and what is no character become `\u{…}`, so that text from a
 * file can be part of a message, a table or a terminal.
 */
export function printable(text: string, longest = Infinity): string {
  // What is far beyond the end need not be escaped.
  const begin = text.length > 64 * longest ? text.slice(0, 64 * longest) : text;
  const line = begin
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, escaped);
  if (line.length <= longest && begin === text) return line;
  const end = line.slice(0, longest - 1);
  // Not half a character outside the basic plane.
  return `${end.replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A text of several lines in which every line is `printable`. */
export function printableLines(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(line))
    .join('\n');
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
