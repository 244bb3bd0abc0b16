import type { Format } from '../text/format.ts';
import { inlineText } from '../text/inline.ts';
import {
  blankLine,
  type Commented,
  type CommentedText,
  type Comments,
  isBare,
  type Member,
} from './commented.ts';

/** Maximum length of a value on one line. */
const lineWidth = 88;

/** Writes a text: short values on one line, others with a line per member. */
export function commentedToText({ root, end }: CommentedText, format: Format): string {
  const lines = [...comments(root.before, '', format)];
  const mark = format === 'json' ? '//' : '#';
  if (format === 'json') lines.push(jsonValue(root.value, ''));
  else lines.push(...yamlMembers(root.value, ''));
  if (root.after) lines.push(`${mark} ${root.after}`);
  lines.push(...comments(end, '', format));
  return `${lines.join('\n').trim()}\n`;
}

function jsonValue(value: Commented, indent: string): string {
  if (value.kind === 'scalar') return scalar(value, 'json');
  if (fitsOnLine(value, indent.length)) return oneLine(value, 'json');
  const inner = `${indent}  `;
  const lines = value.members.flatMap((member, i) => {
    const key = member.key === undefined ? '' : `${JSON.stringify(member.key)}: `;
    const comma = i < value.members.length - 1 ? ',' : '';
    const after = member.after ? ` // ${member.after}` : '';
    return [
      ...comments(i === 0 ? withoutFirstBlank(member.before) : member.before, inner, 'json'),
      `${inner}${key}${jsonValue(member.value, inner)}${comma}${after}`,
    ];
  });
  lines.push(...comments(value.tail, inner, 'json'));
  const [open, close] = value.kind === 'list' ? '[]' : '{}';
  return `${open}\n${lines.join('\n')}\n${indent}${close}`;
}

/** The lines of a list or object, each with its indentation. */
function yamlMembers(value: Commented, indent: string): string[] {
  if (value.kind === 'scalar') return [`${indent}${scalar(value, 'yaml')}`];
  if (value.members.length === 0)
    return [...comments(value.tail, indent, 'yaml'), `${indent}${oneLine(value, 'yaml')}`];
  const lines = value.members.flatMap((member, i) => [
    ...comments(i === 0 ? withoutFirstBlank(member.before) : member.before, indent, 'yaml'),
    ...yamlMember(member, indent),
  ]);
  return [...lines, ...comments(value.tail, indent, 'yaml')];
}

function yamlMember({ key, value, after }: Member, indent: string): string[] {
  const comment = after ? ` # ${after}` : '';
  const lead = key === undefined ? '-' : `${inlineText(key, 'yaml')}:`;
  // Objects in lists, such as layers, keep a line per key, because they are edited most.
  const isItem = key === undefined && value.kind === 'object' && value.members.length > 0;
  const isShort = value.kind === 'scalar' || value.members.length === 0;
  if (isShort || (!isItem && fitsOnLine(value, indent.length + lead.length)))
    return [
      `${indent}${lead} ${oneLine(value, 'yaml')}${comment}`,
      ...(value.kind === 'scalar' ? [] : comments(value.tail, indent, 'yaml')),
    ];
  const inner = `${indent}  `;
  const lines = yamlMembers(value, inner);
  if (key !== undefined) return [`${indent}${lead}${comment}`, ...lines];
  const first = lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  return [
    ...lines.slice(0, first).map((line) => line.slice(2)),
    ...(after ? [`${indent}# ${after}`] : []),
    `${indent}- ${lines[first].slice(inner.length)}`,
    ...lines.slice(first + 1),
  ];
}

/** Whether a value fits on one line: no comments, no nested objects, not too long. */
function fitsOnLine(value: Commented, column: number): boolean {
  if (value.kind === 'scalar') return true;
  if (!isBare(value) || column === 0) return false;
  const isNested = value.members.some(
    (one) => one.value.kind === 'object' && one.value.members.length > 0,
  );
  return !isNested && column + oneLine(value, 'json').length <= lineWidth;
}

function oneLine(value: Commented, format: Format): string {
  if (value.kind === 'scalar') return scalar(value, format);
  const members = value.members.map(({ key, value: one }) =>
    key === undefined
      ? oneLine(one, format)
      : `${inlineText(key, format)}: ${oneLine(one, format)}`,
  );
  if (value.kind === 'list') return `[${members.join(', ')}]`;
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** A number keeps its digits if both formats read them alike. */
function scalar(
  { value, written }: Extract<Commented, { kind: 'scalar' }>,
  format: Format,
): string {
  if (typeof value === 'string') return inlineText(value, format);
  const isPlain = written !== undefined && /^-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i.test(written);
  if (typeof value !== 'number' || !isPlain) return Object.is(value, -0) ? '-0' : String(value);
  return written;
}

function comments(lines: Comments, indent: string, format: Format): string[] {
  const mark = format === 'json' ? '//' : '#';
  return lines.map((line) => (line === blankLine ? '' : `${indent}${mark} ${line}`.trimEnd()));
}

function withoutFirstBlank(lines: Comments): Comments {
  return lines[0] === blankLine ? lines.slice(1) : lines;
}
