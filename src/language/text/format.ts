export type Format = 'json' | 'yaml';

/**
 * The format of a text, from a language id of the editor (json, jsonc, yaml) or from a file name;
 * undefined for anything else.
 */
export function formatOf(fileNameOrLanguageId: string): Format | undefined {
  const [, ending] = /(?:^|\.)(jsonc?|ya?ml)$/i.exec(fileNameOrLanguageId) ?? [];
  if (!ending) return undefined;
  return ending.toLowerCase().startsWith('json') ? 'json' : 'yaml';
}

/**
 * The format of a text by its first characters, for a text without a name: JSON starts with a comment of its own, or
 * with a bracket and then a quote or another bracket. Anything else is YAML, which may also start with a bracket.
 */
export function formatOfText(text: string): Format {
  return /^\uFEFF?\s*(\/[/*]|[[{][[{\s]*(\/[/*]|["\]}]))/.test(text) ? 'json' : 'yaml';
}

/** Whether a file is a binary safetensors file. */
export function isSafetensors(path: string): boolean {
  return /\.safetensors$/i.test(path);
}

/** Whether a file is a TensorBoard event file, such as `events.out.tfevents.1700000000.host.1.0`. */
export function isEventFileName(name: string): boolean {
  return /\.tfevents(?:\.|$)/i.test(name);
}

/** Whether a file is a binary training log: a TensorBoard event file or a W&B file. */
export function isBinaryLogName(name: string): boolean {
  return isEventFileName(name) || /\.wandb$/i.test(name);
}

/** Whether a file is a spec by its name: *.fold.yaml, *.fold.yml or *.fold.json. */
export function isSpecName(name: string): boolean {
  return /\.fold\.(ya?ml|json)$/i.test(name);
}

/**
 * Whether a file is an entropy spec by its name: *.entropy.yaml, *.entropy.yml or *.entropy.json.
 */
export function isEntropySpecName(name: string): boolean {
  return /\.entropy\.(ya?ml|json)$/i.test(name);
}
