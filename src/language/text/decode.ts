import { removing, replacing, type Fix } from './quickFix.ts';
import { firstLookalike, lookalikeMessage, withoutLookalikes } from './lookalikes.ts';
import { nearest } from './nearest.ts';
import type { Report } from './report.ts';
import { respellingFix } from './reportLookalike.ts';
import { headOf, type ObjectNode, type SourceEntry, type SourceNode } from './source.ts';

/** Names what is decoded, such as "The bias of layer 2". Only called when there is a problem. */
export type Named = () => string;

/** A finite number. */
export function numberFrom(node: SourceNode, report: Report, named: Named): number | undefined {
  if (node.kind === 'string') {
    reportText(node, report, named);
    return undefined;
  }
  if (node.kind !== 'number') {
    wrongKind(node, report, named, 'a number');
    return undefined;
  }
  const { value, written, range } = node;
  if (Number.isFinite(value)) {
    if (written !== undefined) {
      const message = `${named()} is ${short(written)}, but becomes ${value}: numbers are doubles`;
      report.warning('inexact-number', range, message);
    }
    return value;
  }
  const reason =
    written === undefined
      ? `, found ${Number.isNaN(value) ? 'NaN' : 'infinity'}`
      : `; ${short(written)} exceeds the largest double, about 1.8e308`;
  report.error('not-finite', range, `${named()} must be a finite number${reason}`);
  return undefined;
}

/** Reports a string in the place of a number, and how to write the number that it was meant to be. */
function reportText(node: TextNode, report: Report, named: Named): void {
  const { value, range, tag } = node;
  const found = firstLookalike(value);
  const [meant, ...others] = numbersIn(withoutLookalikes(value));
  const fixes = [meant, ...others].flatMap((number) =>
    number === undefined
      ? []
      : [
          replacing(
            `Change to ${number}`,
            tag ? { start: tag.start, end: range.end } : range,
            number,
          ),
        ],
  );
  const hint = (): string => {
    if (found && (meant !== undefined || isPlain(node)))
      return `: ${lowered(lookalikeMessage(found))}`;
    if (meant === undefined) return '';
    if (tag) return ': remove the tag !!str';
    if (Number(value) === meant) return ': remove the quotes';
    return `: write ${[meant, ...others].join(' or ')}`;
  };
  const respelt = found ? [respellingFix(found)] : [];
  const at =
    found && meant === undefined && isPlain(node) ? range.start + found.range.start : undefined;
  const place = at === undefined ? node : { ...node, range: { start: at, end: at + 1 } };
  wrongKind(place, report, named, 'a number', hint(), [...fixes, ...respelt]);
}

type TextNode = Extract<SourceNode, { kind: 'string' }>;

/** Whether a string stands in the text as it is, without quotes and escapes. */
function isPlain({ value, range }: TextNode): boolean {
  return value.length === range.end - range.start;
}

/** A text of a few characters. */
function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The numbers that a string was probably meant to be, the most likely first: 1,5 or 1_000 or 1.000,5. */
function numbersIn(text: string): readonly number[] {
  // As Python prints a number of NumPy or PyTorch.
  const trimmed = /^(?:\w+\.)*\w+\(([^(),]+)[^()]*\)$/.exec(text.trim())?.[1] ?? text.trim();
  const grouped = trimmed.replace(/(?<=\d)[_' ](?=\d)/g, '');
  const finite = (candidate: string): readonly number[] =>
    candidate !== '' && Number.isFinite(Number(candidate)) ? [Number(candidate)] : [];
  if (!grouped.includes(',')) return finite(grouped);
  const thousands = /^[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(grouped)
    ? finite(grouped.replaceAll(',', ''))
    : [];
  const decimal = /^[-+]?(\d{1,3}(\.\d{3})+|\d*),\d+(e[-+]?\d+)?$/i.test(grouped)
    ? finite(grouped.replaceAll('.', '').replace(',', '.'))
    : [];
  return [...thousands, ...decimal];
}

/** An integer from `min` to `max`. */
export function integerFrom(
  node: SourceNode,
  report: Report,
  named: Named,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  const value = numberFrom(node, report, named);
  if (value === undefined) return undefined;
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  const limits = `from ${min} to ${max.toLocaleString('en')}`;
  report.error(
    'integer',
    node.range,
    `${named()} must be a whole number ${limits}, found ${value}`,
  );
  return undefined;
}

/** A number greater than zero. */
export function positiveFrom(node: SourceNode, report: Report, named: Named): number | undefined {
  const value = numberFrom(node, report, named);
  if (value === undefined || value > 0) return value;
  report.error('not-positive', node.range, `${named()} must be greater than zero, found ${value}`);
  return undefined;
}

/** A number within limits, which are included unless `without` names one of them. */
export function numberBetween(
  node: SourceNode,
  report: Report,
  named: Named,
  {
    min,
    max = Infinity,
    without,
  }: { readonly min: number; readonly max?: number; readonly without?: 'min' | 'max' },
): number | undefined {
  const value = numberFrom(node, report, named);
  if (value === undefined) return undefined;
  const isAbove = without === 'min' ? value > min : value >= min;
  const isBelow = without === 'max' ? value < max : value <= max;
  if (isAbove && isBelow) return value;
  const least = without === 'min' ? `greater than ${min}` : `at least ${min}`;
  const most =
    max === Infinity ? '' : without === 'max' ? ` and less than ${max}` : ` and at most ${max}`;
  report.error('out-of-range', node.range, `${named()} must be ${least}${most}, found ${value}`);
  return undefined;
}

/** One of a few strings; `code` is the code of the problem if it is none of them. */
export function choiceFrom<Choice extends string>(
  node: SourceNode,
  report: Report,
  named: Named,
  choices: readonly Choice[],
  code: string,
): Choice | undefined {
  const choice = choices.find((one) => node.kind === 'string' && node.value === one);
  if (choice) return choice;
  const guess = node.kind === 'string' ? nearest(node.value, choices) : undefined;
  const help = guess ? `did you mean ${guess}?` : `expected one of ${choices.join(', ')}`;
  const fixes = guess ? [replacing(`Change to ${guess}`, node.range, guess)] : [];
  report.error(code, node.range, `${named()} cannot be ${describe(node)}; ${help}`, [], fixes);
  return undefined;
}

/** A string. */
export function textFrom(node: SourceNode, report: Report, named: Named): string | undefined {
  if (node.kind === 'string') {
    warnAboutQuotes(node, report);
    return node.value;
  }
  const text = node.kind === 'number' || node.kind === 'boolean' ? String(node.value) : undefined;
  const fixes = text === undefined ? [] : [replacing('Add quotes', node.range, text)];
  wrongKind(node, report, named, 'a string', text === undefined ? '' : ': add quotes', fixes);
  return undefined;
}

/** Typographic quotes around a string do not quote it. */
function warnAboutQuotes(node: TextNode, report: Report): void {
  const inner = /^[\u2018-\u201f\u00ab\u00bb](.*)[\u2018-\u201f\u00ab\u00bb]$/.exec(
    node.value,
  )?.[1];
  if (inner === undefined || !isPlain(node)) return;
  const { value, range } = node;
  const message = `The quotes ${value[0]} and ${value[value.length - 1]} are part of the text; write straight quotes, or none`;
  const fixes = [replacing('Remove the quotes', range, inner)];
  report.warning('typographic-quotes', range, message, fixes);
}

/** The items of a list. */
export function listFrom(
  node: SourceNode,
  report: Report,
  named: Named,
): readonly SourceNode[] | undefined {
  if (node.kind === 'list') return node.items;
  wrongKind(node, report, named, 'a list');
  return undefined;
}

/** A list of finite numbers; `item` names item i. Undefined if one of them is invalid. */
export function numbersFrom(
  node: SourceNode,
  report: Report,
  named: Named,
  item: (i: number) => string,
): readonly number[] | undefined {
  const items = listFrom(node, report, named);
  if (!items) return undefined;
  const errors = report.errors;
  const numbers = items.map((number, i) => numberFrom(number, report, () => item(i)) ?? NaN);
  return report.errors === errors ? numbers : undefined;
}

/** The values of an object by key. */
export interface Fields {
  readonly node: ObjectNode;
  readonly get: (key: string) => SourceNode | undefined;
  readonly entry: (key: string) => SourceEntry | undefined;
  /** The unknown key that was probably meant to be this one. */
  readonly misspelt: (key: string) => SourceEntry | undefined;
}

/** Keys that are allowed everywhere and never read. `x-…` is for YAML anchors. */
const remark = /^(note|description|\$schema|x-.*)$/;

/**
 * An object. Any key that is neither `known` nor `hidden` is ignored with a warning that suggests
 * the nearest known key. Hidden keys are accepted but never suggested.
 */
export function fieldsFrom(
  node: SourceNode,
  report: Report,
  named: Named,
  known: readonly string[],
  hidden: readonly string[] = [],
): Fields | undefined {
  if (node.kind !== 'object') {
    wrongKind(node, report, named, `an object (${known.join(', ')})`);
    return undefined;
  }
  const entries = new Map(node.entries.map((entry) => [entry.key, entry]));
  const guesses = new Map<string, SourceEntry>();
  for (const entry of node.entries) {
    const { key, keyRange } = entry;
    if (known.includes(key) || hidden.includes(key) || remark.test(key)) continue;
    const unused = known.filter((k) => !entries.has(k));
    const special = firstLookalike(key);
    const guess = nearest(special ? bare(key) : key, unused);
    if (guess && !guesses.has(guess)) guesses.set(guess, entry);
    const help = guess ? `did you mean "${guess}"?` : `expected ${known.join(', ')}`;
    const cause = special && guess ? `. ${lookalikeMessage(special)}` : '';
    const message = `Unknown key "${key}" is ignored; ${help}${cause}`;
    const removal = removing(`Remove "${key}"`, node.entries, entry);
    const fixes = guess ? [replacing(`Rename to "${guess}"`, keyRange, guess), removal] : [removal];
    report.warning('unknown-key', keyRange, message, fixes);
  }
  return {
    node,
    get: (key) => entries.get(key)?.value,
    entry: (key) => entries.get(key),
    misspelt: (key) => guesses.get(key),
  };
}

/** A word without special characters and quotes. */
function bare(word: string): string {
  return withoutLookalikes(word).replace(/^[\s"'-]+|[\s"']+$/g, '');
}

/** The value of a required key. */
export function required(
  fields: Fields,
  key: string,
  report: Report,
  message: string,
): SourceNode | undefined {
  const value = fields.get(key);
  if (!value) reportMissing(fields, [key], report, message);
  return value;
}

/** Reports that an object has none of these keys: at the key that was meant, if it is misspelt. */
export function reportMissing(
  fields: Fields,
  keys: readonly string[],
  report: Report,
  message: string,
): void {
  for (const key of keys) {
    const entry = fields.misspelt(key);
    if (!entry) continue;
    const fix = replacing(`Rename to "${key}"`, entry.keyRange, key);
    const special = firstLookalike(entry.key);
    const cause = special ? ` ${lookalikeMessage(special)}` : '';
    const guess = `Unknown key "${entry.key}"; did you mean "${key}"?${cause}`;
    report.error('missing-key', entry.keyRange, guess, [], [fix]);
    return;
  }
  report.error('missing-key', headOf(fields.node), message);
}

/** Reports that a value has the wrong type. */
export function wrongKind(
  node: SourceNode,
  report: Report,
  named: Named,
  expected: string,
  hint = '',
  fixes: readonly Fix[] = [],
): void {
  const special = hint === '' && node.kind === 'string' ? firstLookalike(node.value) : undefined;
  const cause = special ? `. ${lookalikeMessage(special)}` : hint;
  const message = `${named()} must be ${expected}, found ${describe(node)}${cause}`;
  const respelt = special && fixes.length === 0 ? [respellingFix(special)] : fixes;
  report.error('wrong-kind', node.range, message, [], respelt);
}

/** A value in words, for messages. */
export function describe(node: SourceNode): string {
  switch (node.kind) {
    case 'null':
      return 'nothing';
    case 'boolean':
      return String(node.value);
    case 'number':
      return `the number ${node.value}`;
    case 'string':
      return `the string "${node.value.length > 40 ? `${node.value.slice(0, 40)}…` : node.value}"`;
    case 'list':
      return node.items.length === 0
        ? 'an empty list'
        : `a list of ${count(node.items.length, 'item')}`;
    case 'object':
      return 'an object';
  }
}

/** "1 weight", "3 weights". */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}

/** A clause as the beginning of a message. */
export function capital(clause: string): string {
  return clause[0].toUpperCase() + clause.slice(1);
}

/** The beginning of a message as a clause in the middle of one. */
export function lowered(clause: string): string {
  return clause[0].toLowerCase() + clause.slice(1);
}
