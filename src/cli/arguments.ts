/** A positive integer; undefined for any other text. */
export function countFrom(text: string): number | undefined {
  const count = Number(text);
  return Number.isInteger(count) && count > 0 ? count : undefined;
}

/** A budget: a positive integer or Infinity; undefined for any other text. */
export function budgetFrom(text: string): number | undefined {
  return text === 'Infinity' ? Infinity : countFrom(text);
}

/** The message for an option that has none of the values that it takes. */
export function oneOf(option: string, names: readonly string[], actual: string): string {
  return `${option} must be one of ${names.join(', ')}, not "${actual}"`;
}

/** The message of an error of `parseArgs`; rethrows any other error. */
export function refusal(error: unknown): string {
  if (error instanceof TypeError && 'code' in error) return error.message;
  throw error;
}
