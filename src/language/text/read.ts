import type { Format } from './format.ts';
import { parseJson } from './parseJson.ts';
import { isLfsPointer, lfsPointerMessage, lfsPointerStart } from './lfsPointer.ts';
import { maxTextLength } from './limits.ts';
import type { Problem } from './problem.ts';
import { respelling } from './quickFix.ts';
import { Report } from './report.ts';
import { controlCharacters } from './respell.ts';
import type { SourceNode } from './source.ts';
import { parseYaml } from './parseYaml.ts';

/**
 * Parses a text. Undefined if that fails, with one error, the first: others may follow from it, as
 * when a lost dash merges two items of a list, and an anchor is lost with it. `needed` is the required
 * key of this kind of spec.
 */
export function readText(
  text: string,
  format: Format,
  report: Report,
  needed: string,
): SourceNode | undefined {
  if (text.length > maxTextLength[format]) {
    report.error('too-long', { start: 0, end: 1 }, tooLongMessage(text.length, format));
    return undefined;
  }
  if (isLfsPointer(text)) {
    const range = { start: 0, end: lfsPointerStart.length };
    report.error('lfs-pointer', range, `This ${lfsPointerMessage}`);
    return undefined;
  }
  const foreign = foreignText(text);
  if (foreign) {
    report.add(foreign);
    return undefined;
  }
  const found = new Report();
  const root = format === 'json' ? parseJson(text, found) : parseYaml(text, found);
  const [first] = found.problems();
  if (first) {
    report.add(first);
    return undefined;
  }
  if (!root) {
    const message = `The file is empty; a spec needs at least "${needed}"`;
    report.error('empty', { start: 0, end: Math.min(1, text.length) }, message);
  }
  return root;
}

/** A mark that no spec can contain, whatever its format. */
function foreignText(text: string): Problem | undefined {
  const conflict = /^<{7}(?= |$)/m.exec(text);
  if (conflict && /^={7}\s*$/m.test(text) && /^>{7}( |$)/m.test(text)) {
    const message =
      'The file has a merge conflict; keep one side and remove the lines that start with <<<<<<<, ======= and >>>>>>>';
    return at(conflict.index, 7, 'merge-conflict', message);
  }
  const control = text.search(controlCharacters);
  if (control < 0) return undefined;
  const point = text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0');
  const message = `The control character U+${point} is not allowed; remove it`;
  const fix = respelling('Remove all control characters', 'control');
  return { ...at(control, 1, 'character', message), fixes: [fix] };
}

function at(start: number, length: number, code: string, message: string): Problem {
  return { severity: 'error', code, message, range: { start, end: start + length } };
}

function tooLongMessage(length: number, format: Format): string {
  const size = (n: number): string => `${n.toLocaleString('en')} characters`;
  const advice =
    format === 'yaml'
      ? `a JSON file can have ${size(maxTextLength.json)}`
      : 'use fewer weights, or numbers with fewer digits';
  return `The file has ${size(length)}, more than the maximum of ${size(maxTextLength[format])}; ${advice}`;
}
