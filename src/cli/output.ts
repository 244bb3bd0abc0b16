/** Where a run writes: results to `out`, everything else to `err`. */
export interface Output {
  readonly out: (chunk: string | Uint8Array) => void;
  readonly err: (text: string) => void;
}

/** 0, 1 if a file cannot be used, 2 if the command line is not valid, 3 if `run` found what it was to fail on. */
export type ExitCode = 0 | 1 | 2 | 3;
