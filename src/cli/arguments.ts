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

/** What a call of `parseArgs` gives, or its message where the arguments are not valid. */
export function orMessage<T>(parse: () => T): T | string {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) return error.message;
    throw error;
  }
}
