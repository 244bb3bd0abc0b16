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
  const encoding = encodingOf(bytes);
  if (!encoding)
    return unreadable(
      'This is not a text file; expected CSV, TSV, JSON, console output or an event file of TensorBoard',
    );
  // One character more than the limit, so that the reader reports that something is missing.
  // Characters take up to two bytes of UTF-16.
  const most = encoding === 'utf-8' ? maxLogLength + 1 : 2 * (maxLogLength + 1);
  return readLog(new TextDecoder(encoding).decode(bytes.subarray(0, most)));
}
