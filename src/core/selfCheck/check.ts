/** A computed number and its expected value. */
export interface Check {
  /** The area of mathematics, a heading of the table. */
  readonly topic: string;
  readonly what: string;
  /** The source of the expected value: a formula, a theorem or an independent program. */
  readonly source: string;
  readonly expected: number;
  readonly found: number;
  /** Maximum difference, relative for values above 1 and absolute below; 0 requires equality. */
  readonly tolerance: number;
  readonly passed: boolean;
}

/** A function that makes checks with a topic and source. */
export function checksOf(
  topic: string,
  source: string,
): (what: string, found: number, expected: number, tolerance?: number) => Check {
  return (what, found, expected, tolerance = 0) => {
    const difference = Math.abs(found - expected) / Math.max(1, Math.abs(expected));
    // NaN never passes.
    return {
      topic,
      what,
      source,
      expected,
      found,
      tolerance,
      passed: tolerance === 0 ? found === expected : difference <= tolerance,
    };
  };
}
