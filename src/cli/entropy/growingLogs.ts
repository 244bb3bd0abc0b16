import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { standardInput, unreadable } from '../readText.ts';
import { mostBytes, readLogFiles, stampOf, type LogFiles } from './logFiles.ts';

/** The content of a log at one time. */
export type LogState = LogFiles & {
  /** Whether the last line is taken to be complete, although it has no end. */
  readonly isComplete: boolean;
};

/** Milliseconds between two checks of a file. Network file systems report no changes. */
const interval = 500;

/** The number of checks without a change after which a line without an end counts as complete. */
const settled = 4;

/** The states of a log, whenever it has changed, until the signal ends it. */
export async function* fileStates(log: string, signal: AbortSignal): AsyncGenerator<LogState> {
  let seen: string | undefined;
  let unchanged = 0;
  while (!signal.aborted) {
    // Before reading: what is written meanwhile changes the stamp.
    const stamp = stampOf(log);
    unchanged = stamp === seen ? unchanged + 1 : 0;
    seen = stamp;
    const started = performance.now();
    if (unchanged === 0 || unchanged === settled)
      yield { ...readLogFiles(log), isComplete: unchanged > 0 };
    // At most half of the time is spent on a log that takes long to read.
    await pause(Math.max(interval, performance.now() - started), undefined, { signal });
  }
}

/** The states of a stream: what has arrived when the last state has been dealt with, and its end. */
export async function* streamStates(
  stream: Readable,
  signal: AbortSignal,
): AsyncGenerator<LogState> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let hasMore = false;
  let end: 'none' | 'end' | Error = 'none';
  let wake = (): void => undefined;
  stream.on('data', (chunk: Uint8Array) => {
    if (length < mostBytes) chunks.push(chunk);
    length += chunk.length;
    hasMore = true;
    wake();
  });
  const finish = (how: 'end' | Error): void => {
    end = how;
    wake();
  };
  stream.once('end', () => {
    finish('end');
  });
  stream.once('error', finish);
  signal.addEventListener('abort', () => {
    wake();
  });
  try {
    while (!signal.aborted) {
      if (!hasMore && end === 'none')
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      hasMore = false;
      const how = end as 'none' | 'end' | Error;
      if (how instanceof Error) {
        yield { kind: 'failure', message: unreadable(how), isComplete: true };
        return;
      }
      const files = [{ name: standardInput.name, bytes: Buffer.concat(chunks) }];
      yield { kind: 'files', files, isComplete: how === 'end' };
      if (how === 'end') return;
    }
  } finally {
    stream.destroy();
  }
}
