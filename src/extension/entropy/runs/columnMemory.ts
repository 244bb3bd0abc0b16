import type { Memento } from 'vscode';
import type { ColumnMapping } from '../../../language/log/runsInLog.ts';
import type { Role } from '../../../language/log/roles.ts';

const key = 'logColumns';
/** The most sets of columns that are remembered; the least recently changed one is dropped. */
const capacity = 50;

/**
 * Remembers the roles that the user has assigned to columns, for every log with the same columns.
 */
export class ColumnMemory {
  constructor(private readonly memento: Memento) {}

  get(columns: readonly string[]): ColumnMapping {
    return this.entries().find(([kept]) => kept === nameOf(columns))?.[1] ?? {};
  }

  set(columns: readonly string[], role: Role, column: string): void {
    const mapping = { ...this.get(columns), [role]: column };
    const others = this.entries().filter(([kept]) => kept !== nameOf(columns));
    void this.memento.update(key, [...others, [nameOf(columns), mapping]].slice(-capacity));
  }

  private entries(): (readonly [string, ColumnMapping])[] {
    return this.memento.get<(readonly [string, ColumnMapping])[]>(key, []);
  }
}

function nameOf(columns: readonly string[]): string {
  return JSON.stringify(columns);
}
