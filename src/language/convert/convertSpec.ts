import type { Format } from '../text/format.ts';
import { parseSpec } from '../parse.ts';
import { commentedFromJson } from './fromJson.ts';
import { commentedFromYaml } from './fromYaml.ts';
import { commentedToText } from './toText.ts';

/**
 * The same spec in the other format, comments and blank lines included; YAML aliases become what they
 * stand for. Undefined for a text with errors, which would not say the same in any format.
 */
export function convertSpec(text: string, from: Format): string | undefined {
  if (!parseSpec(text, from).spec) return undefined;
  const tree = from === 'json' ? commentedFromJson(text) : commentedFromYaml(text);
  return commentedToText(tree, from === 'json' ? 'yaml' : 'json');
}
