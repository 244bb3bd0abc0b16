// What a view finds again may have been kept by another version, or by nobody.

/** The fields of what was kept; none when that is no object. */
export function record(kept: unknown): Readonly<Record<string, unknown>> {
  return typeof kept === 'object' && kept !== null ? { ...kept } : {};
}

/** The named fields, when all of them are finite numbers. */
export function numbers<K extends string>(
  kept: unknown,
  names: readonly K[],
): Readonly<Record<K, number>> | undefined {
  const given = record(kept);
  const entries = names.map((name) => [name, given[name]] as const);
  if (!entries.every(([, value]) => Number.isFinite(value))) return undefined;
  return Object.fromEntries(entries) as Record<K, number>;
}

/** Whether this may be the number of something in a list. */
export function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
