import type { Caret } from '../text/caret.ts';

/**
 * File extensions by the place of a path in a spec: networks and weights, points, training logs.
 */
const endings: readonly (readonly [place: RegExp, ending: RegExp])[] = [
  [/^checkpoints \[\]( file)?$/, /\.(ya?ml|json|safetensors)$/i],
  [/^training data( file)?$/, /\.(csv|tsv|txt)$/i],
  [/^runs \[\] path$/, /\.(csv|tsv|jsonl|json|log|txt|wandb)$|\.tfevents\./i],
];

/** A file or folder. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** The folder of the path at a caret, with a final slash; empty for the folder of the spec. */
export function folderAt(caret: Caret, word: string): string | undefined {
  if (!endingAt(caret)) return undefined;
  return word.slice(0, word.lastIndexOf('/') + 1);
}

/**
 * Suggestions for a path at a caret: the matching files and the folders in a folder, without hidden
 * ones and the spec itself.
 */
export function pathsAt(
  caret: Caret,
  folder: string,
  entries: readonly FolderEntry[],
  own: string,
): readonly string[] {
  const ending = endingAt(caret);
  if (!ending) return [];
  return entries
    .filter(({ name, isFolder }) => !name.startsWith('.') && (isFolder || ending.test(name)))
    .map(({ name, isFolder }) => `${folder}${name}${isFolder ? '/' : ''}`)
    .filter((path) => path !== own)
    .toSorted();
}

function endingAt({ path, kind, isFlow, present }: Caret): RegExp | undefined {
  // After the dash of a block list, a path looks like an unfinished key.
  const isItem = path.at(-1) === '[]';
  if (kind === 'key' && (!isItem || isFlow || present.size > 0)) return undefined;
  return endings.find(([place]) => place.test(path.join(' ')))?.[1];
}
