import type { Caret } from '../text/caret.ts';

/** Endings of files by where a spec names one: networks and weights, tables of points, training logs. */
const endings: readonly (readonly [place: RegExp, ending: RegExp])[] = [
  [/^checkpoints \[\]( file)?$/, /\.(ya?ml|json|safetensors)$/i],
  [/^training data( file)?$/, /\.(csv|tsv|txt)$/i],
  [/^runs \[\] path$/, /\.(csv|tsv|jsonl|json|log|txt)$/i],
];

/** An entry of a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** The folder that the path at a caret begins with, ending in a slash; empty for that of the spec. */
export function folderAt(caret: Caret, word: string): string | undefined {
  if (!endingAt(caret)) return undefined;
  return word.slice(0, word.lastIndexOf('/') + 1);
}

/**
 * The paths that may be written at a caret where a spec names a file: those of fitting files in a
 * folder, and of folders to look on in. Hidden ones are left out, and so is the spec itself.
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
  // After the dash of a list in lines a path looks like a key that is being written.
  const isItem = path.at(-1) === '[]';
  if (kind === 'key' && (!isItem || isFlow || present.size > 0)) return undefined;
  return endings.find(([place]) => place.test(path.join(' ')))?.[1];
}
