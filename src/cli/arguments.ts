/** A whole number above zero, or undefined for any other text. */
export function countFrom(text: string): number | undefined {
  const count = Number(text);
  return Number.isInteger(count) && count > 0 ? count : undefined;
}

/** A budget: a whole number above zero or Infinity, or undefined for any other text. */
export function budgetFrom(text: string): number | undefined {
  return text === 'Infinity' ? Infinity : countFrom(text);
}

/** What `parseArgs` refuses, it says in a sentence for the user; throws every other error again. */
export function refusal(error: unknown): string {
  if (error instanceof TypeError && 'code' in error) return error.message;
  throw error;
}
