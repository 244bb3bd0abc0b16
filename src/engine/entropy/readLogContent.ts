import { binaryKind } from '../../language/log/binary/binaryKind.ts';
import { readBinaryLog, unreadable } from '../../language/log/binary/readBinaryLog.ts';
import { maxLogLength, readLog } from '../../language/log/readLog.ts';
import type { LogReading, LogTable } from '../../language/log/table.ts';
import { encodingOf } from '../../language/text/encoding.ts';
import { isLfsPointer, lfsPointerMessage } from '../../language/text/lfsPointer.ts';
import type { LogContent } from '../../protocol/entropy/runs.ts';

/**
 * Reads a training log in small steps, whatever its format: text in UTF-8 or UTF-16, or a binary file. Never
 * throws.
 */
export function readLogContent(content: LogContent): LogReading<LogTable> {
  if (typeof content === 'string') return readLog(content);
  if (content.length === 0) return readLog('');
  const binary = readBinaryLog(content);
  if (binary) return binary;
  const [{ bytes }] = content;
  if (isLfsPointer(bytes)) return unreadable(`This ${lfsPointerMessage}`);
  const text = logText(bytes);
  if (text === undefined)
    return unreadable(
      'This is not a text file; expected CSV, TSV, JSON, console output or a TensorBoard event file',
    );
  return readLog(text);
}

/** The most bytes of a text of which the reader sees anything: a UTF-16 unit takes at most three bytes of UTF-8. */
export const maxLogBytes = 3 * (maxLogLength + 1);

/**
 * The text of a log, up to one character more than the longest one, so that the reader reports that something is
 * missing; undefined if it is not text.
 */
export function logText(bytes: Uint8Array): string | undefined {
  if (binaryKind(bytes)) return undefined;
  const encoding = encodingOf(bytes);
  if (!encoding) return undefined;
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, maxLogBytes));
  return text.length > maxLogLength ? text.slice(0, maxLogLength + 1) : text;
}
