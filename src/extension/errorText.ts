import { l10n } from 'vscode';
import { KernelUnavailableError } from '../core/kernelUnavailable.ts';
import { printableLines } from '../core/printable.ts';

/** What an error says; it may quote a file. */
export function errorMessage(error: unknown): string {
  if (error instanceof KernelUnavailableError)
    return l10n.t(
      'Fold complexes are computed in WebAssembly with vector instructions (SIMD), which are not available here.',
    );
  return printableLines(error instanceof Error ? error.message : String(error));
}

/** An error with its stack, for the log. */
export function errorDetail(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
