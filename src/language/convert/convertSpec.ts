import type { Format } from '../text/format.ts';
import { parseSpec } from '../parse.ts';
import { commentedFromJson } from './fromJson.ts';
import { commentedFromYaml } from './fromYaml.ts';
import { commentedToText } from './toText.ts';

/**
 * The spec in the other format, with comments and blank lines. YAML aliases are expanded. Undefined
 * if the text has errors.
 */
export function convertSpec(text: string, from: Format): string | undefined {
  if (!parseSpec(text, from).spec) return undefined;
  const tree = from === 'json' ? commentedFromJson(text) : commentedFromYaml(text);
  return commentedToText(tree, from === 'json' ? 'yaml' : 'json');
}
