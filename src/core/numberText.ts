/** A number with four significant digits by default, without trailing zeros. */
export function numberText(x: number, digits = 4): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'undefined' : x > 0 ? '∞' : '−∞';
  // Integers stay whole: 123456 is not 123500. Other numbers may reach a limit by rounding.
  const shown = Number.isInteger(x) ? x : Number(x.toPrecision(digits));
  const size = Math.abs(shown);
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) {
    const [mantissa] = x.toExponential(digits - 1).split('e');
    const decimals = mantissa.replace(/\.?0+$/, '').split('.')[1]?.length ?? 0;
    return scientific(x, decimals);
  }
  return withMinus(String(shown));
}

/**
 * An enclosure [lo, hi] as midpoint ± radius. The radius is omitted if it is zero or would not be
 * visible.
 */
export function enclosureText({ lo, hi }: { readonly lo: number; readonly hi: number }): string {
  const middle = numberText(lo / 2 + hi / 2, 3);
  const off = (hi - lo) / 2;
  return off > 5e-4 * Math.abs(lo / 2 + hi / 2) ? `${middle} ± ${numberText(off, 1)}` : middle;
}

/** 1.5e-7 as 1.5×10⁻⁷. */
export function scientific(value: number, decimals: number): string {
  const [mantissa, exponent] = value.toExponential(decimals).split('e');
  return `${withMinus(mantissa)}×10${superscript(Number(exponent))}`;
}

/** Replaces the hyphen by a minus sign. */
export function withMinus(text: string): string {
  return text.replace('-', '−');
}

function superscript(n: number): string {
  return String(n).replace(/[-0-9]/g, (c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]));
}
