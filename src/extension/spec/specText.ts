import { FileSystemError, l10n, type TextDocument, type Uri, workspace } from 'vscode';
import { decodeText } from '../../engine/decodeText.ts';
import {
  type Format,
  formatOf,
  formatOfText,
  isEntropySpecName,
  isSpecName,
} from '../../language/text/format.ts';
import { maxTextLength } from '../../language/text/limits.ts';

/** The current text of a spec: that of the editor if it is open, otherwise that of the file. */
export interface SpecText {
  readonly text: string;
  readonly version: number;
  readonly format: Format;
  readonly fileName: string;
}

/** Why a spec cannot be read, as a message for the user. */
export class UnreadableSpec extends Error {
  constructor(
    message: string,
    /** `missing` if there is no file; the others are problems of its contents. */
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

/** Reads a spec. Throws `UnreadableSpec` if it is missing, too large or not text. */
export async function readSpec(uri: Uri): Promise<SpecText> {
  const document = openDocument(uri);
  const fileName = fileNameOf(uri);
  if (document) {
    const { version } = document;
    return { text: document.getText(), version, format: formatOfDocument(document), fileName };
  }
  const decoded = decodeText(await readBytes(uri));
  if (decoded.kind === 'text') {
    const { text } = decoded;
    return { text, version: 0, format: formatOf(fileName) ?? formatOfText(text), fileName };
  }
  const message = l10n.t('{0} is not text in UTF-8 or UTF-16. Save it as UTF-8', fileName);
  throw new UnreadableSpec(message, 'not-utf8');
}

/** The format of a spec: by the language of the editor, by its name, or else by its text. */
export function formatOfDocument(document: TextDocument): Format {
  return (
    formatOf(document.languageId) ??
    formatOf(fileNameOf(document.uri)) ??
    formatOfText(document.getText())
  );
}

/** The last part of a URI's path. */
export function fileNameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Whether a document is a network spec: by its name, or because its $schema says so. */
export function isSpec(document: TextDocument): boolean {
  const fileName = fileNameOf(document.uri);
  if (isSpecName(fileName)) return true;
  return !isEntropySpecName(fileName) && schemaOf(document) === 'network';
}

/** The same for a spec of a model of entropy collapse. */
export function isEntropySpec(document: TextDocument): boolean {
  const fileName = fileNameOf(document.uri);
  if (isEntropySpecName(fileName)) return true;
  return !isSpecName(fileName) && schemaOf(document) === 'entropy';
}

/** Which of the extension's schemas the first lines of a document name. */
function schemaOf(document: TextDocument): 'network' | 'entropy' | undefined {
  if (!formatOf(document.languageId) && document.languageId !== 'plaintext') return undefined;
  const lines = Math.min(document.lineCount, 20);
  for (let i = 0; i < lines; i++) {
    const [, rest] =
      /^[\s{]*["']?\$schema["']?\s*:.*fold-complex(.*)/.exec(document.lineAt(i).text) ?? [];
    if (rest !== undefined) return rest.includes('entropy') ? 'entropy' : 'network';
  }
  return undefined;
}

async function readBytes(uri: Uri): Promise<Uint8Array> {
  const format = formatOf(fileNameOf(uri)) ?? 'json';
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > maxTextLength[format])
      throw new UnreadableSpec(
        l10n.t(
          '{0} is {1} MB; the limit for a {2} spec is {3} MB',
          fileNameOf(uri),
          (size / 1e6).toFixed(1),
          format.toUpperCase(),
          (maxTextLength[format] / 1e6).toFixed(1),
        ),
        'too-large',
      );
    return await workspace.fs.readFile(uri);
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error;
    const name = fileNameOf(uri);
    const message =
      error.code === 'FileNotFound'
        ? l10n.t('{0} was moved or deleted', name)
        : l10n.t('{0} cannot be read: {1}', name, error.message);
    throw new UnreadableSpec(message, 'missing');
  }
}
