import type { Format } from './format.ts';

/** A value in JSON or YAML. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value on one line: `[1, 2]`, `{ prelu: 0.25 }` in YAML, `{ "prelu": 0.25 }` in JSON. */
export function inline(value: Json, format: Format): string {
  if (typeof value === 'string') return inlineText(value, format);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return `[${value.map((item) => inline(item, format)).join(', ')}]`;
  const entries = Object.entries(value).map(
    ([key, one]) => `${inlineText(key, format)}: ${inline(one, format)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** A string; in YAML without quotes if it is unambiguous. */
export function inlineText(text: string, format: Format): string {
  return format === 'yaml' && isPlain(text) ? text : JSON.stringify(text);
}

/** Words that YAML 1.1 or 1.2 does not read as strings. */
const reserved = /^(null|true|false|yes|no|on|off|y|n|nan|inf|infinity)$/i;

function isPlain(text: string): boolean {
  return /^[$A-Za-z_][\w$]*([ -]\w+)*$/.test(text) && !reserved.test(text);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
