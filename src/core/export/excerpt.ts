/** The first lines of a text, at most `longest` characters, and the number of omitted lines. */
export function excerpt(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, Math.max(0, text.lastIndexOf('\n', longest)));
  const left = text.slice(kept.length + 1).split('\n').length;
  return `${kept}\n(${left} more lines)`;
}
