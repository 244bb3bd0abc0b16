/** One number that this build has computed beside the one that it should be. */
export interface Check {
  /** What part of the mathematics: a heading of the table. */
  readonly topic: string;
  readonly what: string;
  /** Where the expected number comes from: a formula, a theorem, an independent program. */
  readonly source: string;
  readonly expected: number;
  readonly found: number;
  /** Largest accepted difference, relative above 1 and absolute below; 0 asks for equality. */
  readonly tolerance: number;
  readonly passed: boolean;
}

/** Rows of one topic and source, judged as they are made. */
export function checksOf(
  topic: string,
  source: string,
): (what: string, found: number, expected: number, tolerance?: number) => Check {
  return (what, found, expected, tolerance = 0) => {
    const difference = Math.abs(found - expected) / Math.max(1, Math.abs(expected));
    // A number that is missing (NaN) passes nothing.
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
