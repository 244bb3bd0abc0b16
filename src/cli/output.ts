/** Where a run writes: results to one, everything else to the other. */
export interface Output {
  readonly out: (chunk: string | Uint8Array) => void;
  readonly err: (text: string) => void;
}

/** 0, 1 for a file that cannot be used, 2 for a command line that cannot be understood. */
export type ExitCode = 0 | 1 | 2;
