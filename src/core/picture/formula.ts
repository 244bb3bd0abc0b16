import { scientific, withMinus } from './ticks.ts';

/** A number for reading: four significant digits unless told, without trailing zeros. */
export function numberText(x: number, digits = 4): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'undefined' : x > 0 ? '∞' : '−∞';
  const size = Math.abs(x);
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) {
    const [mantissa] = x.toExponential(digits - 1).split('e');
    const decimals = mantissa.replace(/\.?0+$/, '').split('.')[1]?.length ?? 0;
    return scientific(x, decimals);
  }
  // Integers stay whole: 123456 is not 123500.
  const text = Number.isInteger(x) ? String(x) : String(Number(x.toPrecision(digits)));
  return withMinus(text);
}

/**
 * A number that is known to lie between two others, as the middle and what it may be off by; just
 * the number where that is nothing, or less than is shown.
 */
export function enclosureText({ lo, hi }: { readonly lo: number; readonly hi: number }): string {
  const middle = numberText(lo / 2 + hi / 2, 3);
  const off = (hi - lo) / 2;
  return off > 5e-4 * Math.abs(lo / 2 + hi / 2) ? `${middle} ± ${numberText(off, 1)}` : middle;
}

/** `2·x − y + 0.5`; coefficients are those of `names`, then the constant. */
export function affineText(
  coefficients: ArrayLike<number>,
  names: readonly string[],
  digits = 4,
): string {
  return join(coefficients, names, {
    number: (x) => numberText(x, digits),
    product: (factor, name) => `${factor}·${name}`,
    minus: '−',
    name: (name) => name,
  });
}

/** `f(x, y) = 2x − y + 0.5` as a line of LaTeX. */
export function affineLatex(
  output: string,
  coefficients: ArrayLike<number>,
  names: readonly string[],
): string {
  const right = join(coefficients, names, {
    number: latexNumber,
    product: (factor, name) => `${factor}\\,${name}`,
    minus: '-',
    name: latexName,
  });
  return `${latexName(output)} = ${right}`;
}

/** Six digits as LaTeX. */
export function latexNumber(x: number): string {
  if (!Number.isFinite(x))
    return Number.isNaN(x) ? '\\mathrm{NaN}' : x > 0 ? '\\infty' : '-\\infty';
  const [mantissa, exponent] = Number(x.toPrecision(6)).toString().split('e');
  return exponent === undefined ? mantissa : `${mantissa} \\cdot 10^{${Number(exponent)}}`;
}

/** One letter is a variable, with what follows as its index: x0 is x_{0}; words stand upright. */
export function latexName(name: string): string {
  const indexed = /^([A-Za-z])_?(\d+)$/.exec(name);
  if (indexed) return `${indexed[1]}_{${indexed[2]}}`;
  if (name.length === 1) return name;
  return `\\mathrm{${name.replace(/([#$%&_{}])/g, '\\$1').replace(/ /g, '\\ ')}}`;
}

interface Notation {
  readonly number: (x: number) => string;
  readonly product: (factor: string, name: string) => string;
  readonly minus: string;
  readonly name: (name: string) => string;
}

function join(
  coefficients: ArrayLike<number>,
  names: readonly string[],
  { number, product, minus, name }: Notation,
): string {
  const terms: { negative: boolean; text: string }[] = [];
  names.forEach((variable, i) => {
    const factor = coefficients[i];
    if (factor === 0) return;
    const size = Math.abs(factor);
    const text = size === 1 ? name(variable) : product(number(size), name(variable));
    terms.push({ negative: factor < 0, text });
  });
  const constant = coefficients[names.length];
  if (constant !== 0 || terms.length === 0)
    terms.push({ negative: constant < 0, text: number(Math.abs(constant)) });
  return terms
    .map(({ negative, text }, i) =>
      i === 0 ? (negative ? minus : '') + text : ` ${negative ? minus : '+'} ${text}`,
    )
    .join('');
}
