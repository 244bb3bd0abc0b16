/**
 * The real roots of x³ + a·x + b in ascending order, a double root once; finite a and b.
 *
 * Each root has an error of a few units in the last place times its condition number, next to a
 * double root as well: the discriminant is formed as a product, the first root by trigonometric
 * (hyperbolic) functions, the others from it without cancellation, and Newton's method cleans up.
 */
export function depressedCubicRoots(a: number, b: number): readonly number[] {
  // Scaled by a power of two, which rounds nothing, so that no square or cube leaves the range.
  const size = Math.max(Math.log2(Math.abs(a)) / 2, Math.log2(Math.abs(b)) / 3);
  if (size === -Infinity) return [0];
  const unit = 2 ** Math.round(size);
  return scaledRoots(a / unit / unit, b / unit / unit / unit).map((x) => x * unit);
}

/** The same for a and b of which the larger is about 1. */
function scaledRoots(a: number, b: number): readonly number[] {
  if (b === 0) return a < 0 ? [-Math.sqrt(-a), 0, Math.sqrt(-a)] : [0];
  const sign = -Math.sign(b);
  const s = Math.sqrt(Math.abs(a) / 3);
  const s3 = s * s * s;
  // a·x is lost beside x³ long before.
  if (s3 < 1e-100) return [sign * Math.cbrt(Math.abs(b))];
  if (a > 0)
    return [polished(sign * 2 * s * Math.sinh(Math.asinh(Math.abs(b) / (2 * s3)) / 3), a, b)];
  // −4a³ − 27b² as a product: positive where there are three roots.
  const discriminant = 27 * (2 * s3 - Math.abs(b)) * (2 * s3 + Math.abs(b));
  if (discriminant < 0) {
    const t = Math.asinh(Math.sqrt(-discriminant / 108) / s3) / 3;
    return [polished(sign * 2 * s * Math.cosh(t), a, b)];
  }
  const angle = Math.atan2(Math.sqrt(discriminant / 108), Math.abs(b) / 2);
  const first = polished(sign * 2 * s * Math.cos(angle / 3), a, b);
  if (discriminant === 0) return ascending([first, -first / 2]);
  // The other two solve x² + r·x + (r² + a); their difference w follows from the discriminant.
  const w = Math.sqrt(discriminant) / (3 * first * first + a);
  const second = polished(-first / 2 - (sign * w) / 2, a, b);
  const third = polished(-b / (first * second), a, b);
  return ascending([first, second, third]);
}

/** Two Newton steps, each taken only while it makes the residual smaller. */
function polished(root: number, a: number, b: number): number {
  let x = root;
  for (let i = 0; i < 2; i++) {
    const residual = (x * x + a) * x + b;
    const next = x - residual / (3 * x * x + a);
    if (!(Math.abs((next * next + a) * next + b) < Math.abs(residual))) return x;
    x = next;
  }
  return x;
}

function ascending(roots: number[]): number[] {
  return roots.sort((x, y) => x - y);
}
