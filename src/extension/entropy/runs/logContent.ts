import { FileType, l10n, Uri, workspace } from 'vscode';
import type { LogContent } from '../../../protocol/entropy/runs.ts';
import { maxBinaryLog } from '../../../language/log/binary/readBinaryLog.ts';
import { maxLogBytes } from '../../../engine/entropy/readLogContent.ts';
import { isBinaryLogName, isEventFileName } from '../../../language/text/format.ts';
import type { ReadHead } from '../../platform.ts';
import { fileNameOf, openDocument } from '../../spec/specText.ts';

/** Larger files are not read whole: they would be in memory several times. */
const maxBytes = 256 * 2 ** 20;

/**
 * The content of a log: the text of the editor if it is open there, or else the file, or the first part of a very
 * large one. A folder stands for the event files in it.
 */
export async function logContent(uri: Uri, readHead: ReadHead): Promise<LogContent> {
  const document = isBinaryLogName(fileNameOf(uri)) ? undefined : openDocument(uri);
  if (document) return document.getText();
  const contents: { name: string; bytes: Uint8Array }[] = [];
  for (const file of await filesOfLog(uri)) {
    const name = fileNameOf(file);
    const bytes = await bytesOf(file, readHead);
    contents.push({ name, bytes });
  }
  if (contents.length === 0)
    throw new Error(l10n.t('{0} has no TensorBoard event files', fileNameOf(uri)));
  return contents;
}

/** The files of a log: one, or the event files in a folder. */
export async function filesOfLog(uri: Uri): Promise<readonly Uri[]> {
  if (!(await isFolder(uri))) return [uri];
  const entries = await workspace.fs.readDirectory(uri);
  return entries
    .filter(([name, kind]) => (kind & FileType.File) !== 0 && isEventFileName(name))
    .map(([name]) => Uri.joinPath(uri, name));
}

/** Whether a log is not one text file, so that no editor can show it. */
export async function isBinaryLog(uri: Uri): Promise<boolean> {
  if (isBinaryLogName(fileNameOf(uri))) return true;
  return !openDocument(uri) && (await isFolder(uri));
}

async function isFolder(uri: Uri): Promise<boolean> {
  const { type } = await workspace.fs.stat(uri);
  return (type & FileType.Directory) !== 0;
}

async function bytesOf(uri: Uri, readHead: ReadHead): Promise<Uint8Array> {
  const { size } = await workspace.fs.stat(uri);
  if (size <= maxBytes) return await workspace.fs.readFile(uri);
  // One byte more than the limit, so that the reader reports that something is missing.
  const most = isBinaryLogName(fileNameOf(uri)) ? maxBinaryLog + 1 : maxLogBytes;
  const bytes = await readHead(uri, most);
  if (bytes) return bytes;
  throw new Error(
    l10n.t(
      'This log is {0} MB; the limit is {1} MB. Keep every hundredth row, for example with awk "NR % 100 == 1", and open the result',
      Math.round(size / 2 ** 20),
      maxBytes / 2 ** 20,
    ),
  );
}
