import { printableLines } from '../core/printable.ts';

/** What an error says; it may quote a file. */
export function errorMessage(error: unknown): string {
  return printableLines(error instanceof Error ? error.message : String(error));
}

/** An error with its stack, for the log. */
export function errorDetail(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
