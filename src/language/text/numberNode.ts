import type { TextRange } from './problem.ts';
import type { SourceNode } from './source.ts';

/** The number at a range of a text, with what is written there if the value is another. */
export function numberNode(range: TextRange, value: number, text: string): SourceNode {
  // Nearly all numbers end here, and there can be millions.
  if (value !== 0 && Math.abs(value) <= Number.MAX_SAFE_INTEGER)
    return { kind: 'number', range, value };
  const written = text.slice(range.start, range.end);
  return isInexact(value, written)
    ? { kind: 'number', range, value, written }
    : { kind: 'number', range, value };
}

/**
 * Whether a double does not have the value of a text: it is too large, so small that it becomes zero, or an integer
 * with more than 53 bits. That decimals are rounded is not worth a remark.
 */
function isInexact(value: number, text: string): boolean {
  if (value === 0) return text.length > 1 && /[1-9]/.test(mantissa(text));
  if (!Number.isFinite(value)) return /\d/.test(text);
  const digits = text.replace('+', '');
  // The shortest digits that give a double are exact enough: programs write them.
  return (
    /^-?\d{1,400}$/.test(digits) && digits !== String(value) && BigInt(digits) !== BigInt(value)
  );
}

function mantissa(text: string): string {
  return /^0[xo]/.test(text) ? text.slice(2) : text.replace(/e.*/i, '');
}
