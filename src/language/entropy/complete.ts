import type { Caret } from '../text/caret.ts';
import { schemaCompletionsAt, type Completion } from '../text/schemaCompletion.ts';
import type { Schema } from '../text/schema.ts';
import { controlKeys } from './controls.ts';
import type { EntropySpec } from './entropySpec.ts';
import { rangeKeys } from './parse.ts';

type Kind = EntropySpec['model']['kind'];

/**
 * Completions at the cursor in an entropy spec in YAML. The keys of controls and ranges depend on
 * the kind of model; keys of other kinds are left out.
 */
export function entropyCompletionsAt(
  caret: Caret,
  schema: Schema,
  kind: Kind | undefined,
): readonly Completion[] {
  const all = schemaCompletionsAt(caret, schema);
  const path = caret.path.join('.');
  if (caret.kind !== 'key' || !kind) return all;
  if (path === 'model' && kind !== 'grpo') return all.filter(({ label }) => label === 'kind');
  const byKind = path === 'range' ? rangeKeys : controlKeys;
  if (!['range', 'controls', 'interventions.[]', 'runs.[]'].includes(path)) return all;
  const others = Object.values(byKind).flat();
  return all.filter(({ label }) => byKind[kind].includes(label) || !others.includes(label));
}
