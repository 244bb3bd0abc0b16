import { closeSync, openSync, readSync } from 'node:fs';
import { maxTextLength } from '../language/text/limits.ts';
import type { Format } from '../language/text/format.ts';

/** The text of a file, or why it cannot be read: a code and a message. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failure'; readonly code: string; readonly message: string };

/**
 * Reads a file as strict UTF-8, up to the length limit of a spec: the size that a device or a pipe
 * reports is meaningless.
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
      `The file is longer than ${size} characters, the limit for a spec in this format`,
    );
  }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return failure('encoding', 'The file is not UTF-8 text');
    throw error;
  }
}

function failure(code: string, message: string): FileText {
  return { kind: 'failure', code, message };
}

/**
 * At most this many bytes from the start of a file. Throws an error with a code if it cannot be
 * read.
 */
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
      return 'No such file';
    case 'EISDIR':
      return 'Is a folder';
    case 'EACCES':
      return 'Permission denied';
    default:
      return error.message;
  }
}
