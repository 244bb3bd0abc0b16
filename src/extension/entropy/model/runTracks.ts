import { type Disposable, EventEmitter, Uri, workspace } from 'vscode';
import { trackOfColumns } from '../../../core/entropy/diagnostics/runTrack.ts';
import type { TrackedRun } from '../../../protocol/entropy/model.ts';
import type { RunSource } from '../../../language/entropy/entropySpec.ts';
import { Lifetime } from '../../lifetime.ts';
import { TrainingLog, type LogServices } from '../runs/trainingLog.ts';

/**
 * The URI of a log. Paths are relative to the folder of the document that names it, also if that is
 * not saved yet.
 */
export function logUri(document: Uri, path: string): Uri {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  const file = document.scheme === 'untitled' ? folder.with({ path: document.path }) : document;
  return Uri.joinPath(file, '..', path);
}

/** The logs that a document names, updated while they are written. */
export class RunTracks implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly changed = this.lifetime.own(new EventEmitter<void>());
  readonly onChanged = this.changed.event;
  private readonly logs = new Map<string, TrainingLog>();
  private sources: readonly { readonly log: TrainingLog; readonly source: RunSource }[] = [];

  constructor(private readonly services: LogServices) {}

  /** Follows the logs that a document now names. */
  follow(document: Uri, runs: readonly RunSource[]): void {
    this.sources = runs.map((source) => {
      const uri = logUri(document, source.path);
      const log = this.logs.get(uri.toString()) ?? this.open(uri);
      return { log, source };
    });
    for (const [key, log] of this.logs) {
      if (this.sources.some((one) => one.log === log)) continue;
      log.dispose();
      this.logs.delete(key);
    }
    this.changed.fire();
  }

  /** The logs. */
  get uris(): readonly Uri[] {
    return this.sources.map(({ log }) => log.uri);
  }

  /** The runs of all logs that have been read. */
  get runs(): readonly TrackedRun[] {
    return this.sources.flatMap(({ log, source: { name, rewardRange } }, source): TrackedRun[] => {
      const { result, failure } = log.shown;
      if (!result) return failure === undefined ? [] : [{ source, name, log: { failure } }];
      return result.runs.map(({ name: own, report: { regime, findings }, ...columns }) => ({
        source,
        name: own ? `${name}: ${own}` : name,
        log: { track: trackOfColumns(columns, rewardRange), report: { regime, findings } },
      }));
    });
  }

  dispose(): void {
    for (const log of this.logs.values()) log.dispose();
    this.lifetime.dispose();
  }

  private open(uri: Uri): TrainingLog {
    const log = new TrainingLog(uri, this.services);
    this.logs.set(uri.toString(), log);
    log.onChanged(() => {
      this.changed.fire();
    });
    return log;
  }
}
