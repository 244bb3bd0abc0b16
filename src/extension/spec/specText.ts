import { FileSystemError, type TextDocument, type Uri, workspace } from 'vscode';
import { type Format, formatOf, isSpecName } from '../../spec/format.ts';
import { maxTextLength } from '../../spec/limits.ts';

/** The text of a spec as it is now: the editor's when it is open there, the file's otherwise. */
export interface SpecText {
  readonly text: string;
  readonly version: number;
  readonly format: Format;
  readonly fileName: string;
}

/** Names a reason why a spec has no text, in words for its user. */
export class UnreadableSpec extends Error {
  constructor(
    message: string,
    /** `missing` when there is no file; the other two are the file's own fault. */
    readonly code: 'missing' | 'too-large' | 'not-utf8',
  ) {
    super(message);
  }
}

/** The open document of a URI, if there is one. */
export function openDocument(uri: Uri): TextDocument | undefined {
  const wanted = uri.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === wanted);
}

/** Reads a spec; throws `UnreadableSpec` when it is gone, too large or not text. */
export async function readSpec(uri: Uri): Promise<SpecText> {
  const document = openDocument(uri);
  const fileName = fileNameOf(uri);
  const format = formatFor(uri, document?.languageId);
  if (document) return { text: document.getText(), version: document.version, format, fileName };
  const bytes = await readBytes(uri, format);
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true }).decode(bytes),
      version: 0,
      format,
      fileName,
    };
  } catch {
    const message = `${fileName} is not UTF-8 text. A spec is a JSON or YAML file`;
    throw new UnreadableSpec(message, 'not-utf8');
  }
}

/** The format of a spec: what the editor takes it for, or else what its name says. */
export function formatFor(uri: Uri, languageId = ''): Format {
  return formatOf(languageId) ?? formatOf(fileNameOf(uri)) ?? 'json';
}

/** The last part of a URI's path. */
export function fileNameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Whether a document is a network spec: by its name, or because its $schema says so. */
export function isSpec(document: TextDocument): boolean {
  const fileName = fileNameOf(document.uri);
  if (isSpecName(fileName)) return true;
  if (!formatOf(document.languageId)) return false;
  const lines = Math.min(document.lineCount, 20);
  for (let i = 0; i < lines; i++)
    if (/^[\s{]*["']?\$schema["']?\s*:.*fold-complex/.test(document.lineAt(i).text)) return true;
  return false;
}

async function readBytes(uri: Uri, format: Format): Promise<Uint8Array> {
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > maxTextLength[format])
      throw new UnreadableSpec(
        `${fileNameOf(uri)} has ${(size / 1e6).toFixed(1)} MB; a ${format.toUpperCase()} spec may have ` +
          `${(maxTextLength[format] / 1e6).toFixed(1)} MB`,
        'too-large',
      );
    return await workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof FileSystemError)
      throw new UnreadableSpec(`${fileNameOf(uri)} cannot be read: ${error.message}`, 'missing');
    throw error;
  }
}
