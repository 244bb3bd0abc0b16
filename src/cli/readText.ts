import { closeSync, openSync, readSync } from 'node:fs';
import { maxTextLength } from '../language/text/limits.ts';
import type { Format } from '../language/text/format.ts';

/** The text of a file, or why there is none: a code and a sentence. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failure'; readonly code: string; readonly message: string };

/**
 * Reads a file as UTF-8, strictly, and no further than a spec may be long: the size that a device or
 * a pipe claims to have says nothing.
 */
export function readText(file: string, format: Format): FileText {
  // A UTF-16 unit takes at most three bytes of UTF-8.
  const limit = 3 * maxTextLength[format];
  let bytes: Buffer;
  try {
    bytes = readBytes(file, limit + 1);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return failure('unreadable', reason(error));
    throw error;
  }
  if (bytes.length > limit) {
    const size = maxTextLength[format].toLocaleString('en');
    return failure(
      'too-long',
      `The file is longer than the ${size} characters that a spec in this format may have`,
    );
  }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError)
      return failure('encoding', 'The file is not text in UTF-8; save it in that encoding');
    throw error;
  }
}

function failure(code: string, message: string): FileText {
  return { kind: 'failure', code, message };
}

/** The first bytes of a file, at most so many. Throws an error with a code where it cannot be read. */
export function readBytes(file: string, most: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let total = 0; total < most;) {
      const chunk = Buffer.allocUnsafe(Math.min(1 << 20, most - total));
      const length = readSync(descriptor, chunk);
      if (length === 0) break;
      chunks.push(chunk.subarray(0, length));
      total += length;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(descriptor);
  }
}

function reason(error: Error & { code?: unknown }): string {
  switch (error.code) {
    case 'ENOENT':
      return 'There is no such file';
    case 'EISDIR':
      return 'This is a folder, not a file';
    case 'EACCES':
      return 'The file may not be read';
    default:
      return error.message;
  }
}
