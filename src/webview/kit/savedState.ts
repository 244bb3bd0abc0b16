// Saved view state may come from another version, or be missing.

/** The fields of a saved object; none if it is not an object. */
export function record(saved: unknown): Readonly<Record<string, unknown>> {
  return typeof saved === 'object' && saved !== null ? { ...saved } : {};
}

/** The named fields, if all of them are finite numbers. */
export function numbers<K extends string>(
  saved: unknown,
  names: readonly K[],
): Readonly<Record<K, number>> | undefined {
  const given = record(saved);
  const entries = names.map((name) => [name, given[name]] as const);
  if (!entries.every(([, value]) => Number.isFinite(value))) return undefined;
  return Object.fromEntries(entries) as Record<K, number>;
}

/** Whether a value can be an index. */
export function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
