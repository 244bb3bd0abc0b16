/** A file in a zip archive; sizes in bytes. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly packedSize: number;
}

/**
 * The table of contents of a zip archive (PKWARE APPNOTE 4.3.12 and 4.3.16). Throws when the end
 * record is not where an archive without a comment has it.
 */
export function listZip(archive: Buffer): ZipEntry[] {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== 0x06054b50) throw new Error('Not a zip archive');
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    );
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + nameLength),
      size: archive.readUInt32LE(at + 24),
      packedSize: archive.readUInt32LE(at + 20),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}
