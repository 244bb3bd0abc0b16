/**
 * The last part of a document's path; while there are others of that name, with the last folders that
 * tell it from them, as few as do. Paths are divided by slashes, as those of URIs are.
 */
export function distinctName(path: string, others: Iterable<string>): string {
  const [name, ...folders] = path.split('/').reverse();
  const rivals = [...others]
    .filter((other) => other !== path)
    .map((other) => other.split('/').reverse())
    .filter(([otherName]) => otherName === name)
    .map(([, ...otherFolders]) => otherFolders);
  if (rivals.length === 0) return name;
  let needed = 1;
  const isTold = (rival: readonly string[]): boolean =>
    folders.slice(0, needed).some((folder, i) => folder !== rival[i]);
  while (needed < folders.length && !rivals.every(isTold)) needed++;
  const place = folders.slice(0, needed).reverse().join('/');
  return `${name} — ${place || '/'}`;
}
