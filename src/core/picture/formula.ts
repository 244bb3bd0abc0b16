import { numberText } from '../numberText.ts';
import { printable } from '../printable.ts';

/** An affine function as text, `2·x − y + 0.5`: the coefficients of `names`, then the constant. */
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

/** An affine function as LaTeX, `f = 2\,x - y + 0.5`. */
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

/** A number with six significant digits as LaTeX. */
export function latexNumber(x: number): string {
  if (!Number.isFinite(x))
    return Number.isNaN(x) ? '\\mathrm{NaN}' : x > 0 ? '\\infty' : '-\\infty';
  const [mantissa, exponent] = Number(x.toPrecision(6)).toString().split('e');
  return exponent === undefined ? mantissa : `${mantissa} \\cdot 10^{${Number(exponent)}}`;
}

/** A name as LaTeX: x0 is x_{0}, and names with several letters are upright. */
export function latexName(name: string): string {
  const indexed = /^([A-Za-z])_?(\d+)$/.exec(name);
  if (indexed) return `${indexed[1]}_{${indexed[2]}}`;
  if (/^[\p{L}\d]$/u.test(name)) return name;
  const text = printable(name).replace(/[\\^~#$%&_{} ]/g, (c) => commands[c] ?? `\\${c}`);
  return `\\mathrm{${text}}`;
}

/** Characters that a backslash before them would make a command. */
const commands: Readonly<Record<string, string>> = {
  '\\': '\\backslash ',
  '^': '\\hat{}',
  '~': '\\sim ',
};

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
