import { isBinaryLogName, isEntropySpecName, isSpecName } from './format.ts';

/** What a file is: `unknown` may still become a spec, and `other` cannot be read by any command. */
export type DocumentKind = 'network' | 'entropy' | 'log' | 'other' | 'unknown';

const logName = /\.(csv|tsv|jsonl|log)$|(^|\/)trainer_state\.json$/i;

/** Endings of prose, code and images. A README may contain a spec, but is none. */
const otherName =
  /\.(md|markdown|rst|tex|html?|css|[cm]?[jt]sx?|py|ipynb|toml|ini|sh|xml|svg|pdf|png|jpe?g|gif|gz|zip|pt|pth)$/i;

/** What a file is, by its name, or else by the first lines of its text. */
export function documentKind(name: string, text: string): DocumentKind {
  if (isSpecName(name)) return 'network';
  if (isEntropySpecName(name)) return 'entropy';
  if (logName.test(name) || isBinaryLogName(name)) return 'log';
  if (otherName.test(name)) return 'other';
  const head = text.slice(0, 20_000);
  const [, schema] = /["']?\$schema["']?\s*:.*fold-complex(.*)/.exec(head) ?? [];
  if (schema !== undefined) return schema.includes('entropy') ? 'entropy' : 'network';
  if (/^\s*[{,]?\s*["']?layers["']?\s*:/m.test(head)) return 'network';
  if (/\bkind["']?\s*:\s*["']?(grpo|normal_form|two_formats)\b/.test(head)) return 'entropy';
  return /"log_history"\s*:/.test(head) ? 'log' : 'unknown';
}
