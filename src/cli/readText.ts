import { closeSync, openSync, readSync } from 'node:fs';
import { decodeText } from '../engine/decodeText.ts';
import { formatOf } from '../language/text/format.ts';
import { maxTextLength } from '../language/text/limits.ts';

/** The text of a file, or why it cannot be read: a code, a message, and the text before the place. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'failure';
      readonly code: string;
      readonly message: string;
      readonly before: string;
    };

/** The name of standard input among the arguments, and in messages. */
export const standardInput = { argument: '-', name: '<stdin>' } as const;

/** A file in messages. */
export function shownName(file: string): string {
  return file === standardInput.argument ? standardInput.name : file;
}

/**
 * Reads a file, or standard input, up to the length limit of a spec: the size that a device or a pipe reports is
 * meaningless.
 */
export function readText(file: string): FileText {
  const limit = maxTextLength[formatOf(file) ?? 'json'];
  // A UTF-16 unit takes at most three bytes of UTF-8.
  const most = 3 * limit;
  let bytes: Buffer;
  try {
    bytes = readBytes(file, most + 1);
  } catch (error) {
    return failure('unreadable', unreadable(error));
  }
  if (bytes.length > most) {
    const size = limit.toLocaleString('en');
    return failure(
      'too-long',
      `The file is longer than ${size} characters, the limit for a spec in this format`,
    );
  }
  const read = decodeText(bytes);
  return read.kind === 'text' ? read : failure('encoding', read.message, read.before);
}

function failure(code: string, message: string, before = ''): FileText {
  return { kind: 'failure', code, message, before };
}

/**
 * At most this many bytes from the start of a file or of standard input. Throws an error with a code if it cannot be
 * read.
 */
export function readBytes(file: string, most: number): Buffer {
  const isInput = file === standardInput.argument;
  const descriptor = isInput ? 0 : openSync(file, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let total = 0; total < most;) {
      const chunk = Buffer.allocUnsafe(Math.min(1 << 20, most - total));
      const length = readChunk(descriptor, chunk);
      if (length === 0) break;
      chunks.push(chunk.subarray(0, length));
      total += length;
    }
    return Buffer.concat(chunks);
  } finally {
    if (!isInput) closeSync(descriptor);
  }
}

/** The number of bytes read; 0 at the end. */
function readChunk(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // The end of a pipe, on Windows.
      if (code === 'EOF') return 0;
      // A terminal or pipe that has nothing yet, and that another process set to non-blocking.
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** Why the system cannot read a file; rethrows any other error. */
export function unreadable(error: unknown): string {
  if (!(error instanceof Error && 'code' in error)) throw error;
  switch (error.code) {
    case 'ENOENT':
      return 'No such file';
    case 'EISDIR':
      return 'Is a folder';
    case 'EACCES':
      return 'Permission denied';
    default:
      return error.message;
  }
}
