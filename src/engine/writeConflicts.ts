/**
 * A file, by keys that every one of its names shares: two names mean one file if they have a key in common.
 * Without keys, it is nothing that writing could destroy, such as a device.
 */
export interface KnownFile {
  readonly name: string;
  readonly keys: readonly string[];
}

/** A file that is to be written. */
export interface WrittenFile extends KnownFile {
  readonly exists: boolean;
  /** Whether the user has not named it: it is written along with another. */
  readonly isSecondary: boolean;
}

/** Why a file is not written, or not without asking. */
export type WriteConflict<File extends WrittenFile = WrittenFile> =
  /** It is read, too. */
  | { readonly kind: 'source'; readonly file: File; readonly source: KnownFile }
  /** It is to be written twice. */
  | { readonly kind: 'twice'; readonly file: File; readonly first: File }
  /** It is there already, and the user has not named it. */
  | { readonly kind: 'exists'; readonly file: File };

/** What would be lost by writing files, at most one conflict for each of them. */
export function writeConflicts<File extends WrittenFile>(
  files: readonly File[],
  sources: readonly KnownFile[],
): WriteConflict<File>[] {
  return files.flatMap((file, i): WriteConflict<File>[] => {
    const source = sources.find((other) => isSame(file, other));
    if (source) return [{ kind: 'source', file, source }];
    const first = files.slice(0, i).find((other) => isSame(file, other));
    if (first) return [{ kind: 'twice', file, first }];
    return file.isSecondary && file.exists ? [{ kind: 'exists', file }] : [];
  });
}

function isSame(a: KnownFile, b: KnownFile): boolean {
  return a.keys.some((key) => b.keys.includes(key));
}

/**
 * A key for a name in a folder. Names that differ only in letter case or in how accents are composed share it,
 * because on many disks they are one file, and a command should not do something else on another disk.
 */
export function placeKey(folder: string, name: string): string {
  return `${folder}/${name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')}`;
}
