import type { Command } from './commands.ts';
import { keysOf, keyText } from './keymap.ts';
import { l10n } from './l10n.ts';

/** The keys of commands with their descriptions; neighbours with the same one share a row. */
export function keyRows<S>(
  commands: readonly Command<S>[],
  state: S,
): readonly (readonly [keys: string, meaning: string])[] {
  const rows: { readonly meaning: string; readonly keys: string[] }[] = [];
  for (const { id, help, label } of commands) {
    const keys = keysOf(id);
    const meaning = help?.() ?? label(state);
    const last = rows.at(-1);
    if (last?.meaning === meaning) last.keys.push(...keys);
    else if (keys.length > 0) rows.push({ meaning, keys: [...keys] });
  }
  return rows.map(({ keys, meaning }) => [keysText(keys), meaning]);
}

/** Keys as a single text; the four arrow keys together have their own name. */
function keysText(keys: readonly string[]): string {
  const texts = new Set(keys.map((key) => arrowsText(key, keys) ?? keyText(key)));
  return [...texts].join(', ');
}

function arrowsText(key: string, keys: readonly string[]): string | undefined {
  const modifiers = /^(.*)(?:left|right|up|down)$/.exec(key)?.[1];
  if (modifiers === undefined) return undefined;
  const all = ['left', 'right', 'up', 'down'].map((arrow) => modifiers + arrow);
  if (!all.every((one) => keys.includes(one))) return undefined;
  if (!modifiers) return l10n.t('Arrow keys');
  return keyText(`${modifiers}up`).replace('↑', l10n.t('arrow keys'));
}
