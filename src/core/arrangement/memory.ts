import type { Workspace } from './workspace.ts';

/**
 * Keeps the working arrays of one subdivision for the next. It may be shared by any number of them,
 * also at the same time: whoever finds it empty makes arrays of its own.
 */
export class Memory {
  private spare: Workspace | undefined;

  take(): Workspace | undefined {
    const { spare } = this;
    this.spare = undefined;
    return spare;
  }

  keep(workspace: Workspace): void {
    if (workspace.byteLength <= mostBytes) this.spare = workspace;
  }
}

// Enough for some hundred thousand cells; a complex of more can wait for its arrays.
const mostBytes = 256 * 2 ** 20;
