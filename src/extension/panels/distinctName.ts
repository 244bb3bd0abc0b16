/**
 * The last part of a document's path; if another document has the same name, with as few of its
 * last folders as make it distinct. Paths are separated by slashes, as in URIs.
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
  const isDistinct = (rival: readonly string[]): boolean =>
    folders.slice(0, needed).some((folder, i) => folder !== rival[i]);
  while (needed < folders.length && !rivals.every(isDistinct)) needed++;
  const place = folders.slice(0, needed).reverse().join('/');
  return `${name} — ${place || '/'}`;
}
