import type { Memento } from 'vscode';
import { colourings, type Colouring } from '../../core/picture/colouring.ts';
import type { FigureSetup } from '../../protocol/exports.ts';
import { isFigureSetup } from '../figures/figureSetup.ts';
import { isTarget, type Target } from './targets.ts';

/** What was exported last, and how. */
export interface LastExport {
  readonly target: Target;
  readonly figure: FigureSetup;
  readonly colouring: Colouring;
}

const key = 'lastExport';

/** Remembers the last export in a workspace. */
export class ExportMemory {
  constructor(private readonly memento: Memento) {}

  get last(): LastExport | undefined {
    return lastExportFrom(this.memento.get(key));
  }

  keep(last: LastExport): Thenable<void> {
    return this.memento.update(key, last);
  }
}

/** Decodes a stored export; undefined if it is damaged. */
export function lastExportFrom(stored: unknown): LastExport | undefined {
  const { target, figure, colouring } = (stored ?? {}) as Partial<Record<string, unknown>>;
  if (!isTarget(target) || !isFigureSetup(figure)) return undefined;
  const known = colourings.find((one) => one === colouring);
  return known && { target, figure, colouring: known };
}
