import { commands, l10n, Range, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { FromRunView, ToRunView } from '../../../protocol/entropy/runs.ts';
import { logFilters } from '../../files/logFilters.ts';
import { distinctName } from '../../panels/distinctName.ts';
import {
  type PanelContext,
  type PanelTitle,
  type OwnMessage,
  ViewPanel,
} from '../../panels/viewPanel.ts';
import { isBinaryLog } from './logContent.ts';
import { showModelOfRun } from './modelOfRun.ts';
import { TrainingLog, type LogServices } from './trainingLog.ts';

/** What a run view needs from the rest of the extension. */
export interface RunContext extends PanelContext, LogServices {}

/** The view of one or more training logs. */
export class RunPanel extends ViewPanel<FromRunView, ToRunView> {
  private logs: readonly TrainingLog[] = [];

  constructor(
    panel: WebviewPanel,
    uris: readonly Uri[],
    protected override readonly context: RunContext,
  ) {
    super(panel, 'run', context);
    this.add(uris);
  }

  get uris(): readonly Uri[] {
    return this.logs.map(({ uri }) => uri);
  }

  override dispose(): void {
    for (const log of this.logs) log.dispose();
    super.dispose();
  }

  protected get title(): PanelTitle {
    const [first, ...others] = this.uris;
    if (others.length > 0) return l10n.t('{0} training logs', this.logs.length);
    return { uri: first ?? Uri.file('/'), titleOf: (name) => l10n.t('Run: {0}', name) };
  }

  /** The state of the view is kept with the first log, apart from that of its text. */
  protected override get stateUri(): Uri | undefined {
    return this.uris.at(0)?.with({ fragment: 'run' });
  }

  protected restore(): void {
    this.post({ kind: 'restore', state: this.keptState });
    this.sendUris();
    this.sendLogs();
  }

  protected handle(message: OwnMessage<FromRunView>): void {
    switch (message.kind) {
      case 'map':
        this.logOf(message.uri)?.map(message.role, message.column);
        break;
      case 'add':
        this.attempt(this.askAndAdd());
        break;
      case 'remove':
        this.replace(message.uri);
        break;
      case 'openLog':
        this.attempt(openLog(Uri.parse(message.uri), message.line));
        break;
      case 'showModel':
        this.attempt(showModelOfRun(Uri.parse(message.uri), message.setup, message.origin));
        break;
    }
  }

  protected follow(uri: Uri, before: Uri): void {
    this.replace(before.toString(), this.open(uri));
  }

  private logOf(uri: string): TrainingLog | undefined {
    return this.logs.find((log) => log.uri.toString() === uri);
  }

  private open(uri: Uri): TrainingLog {
    const log = new TrainingLog(uri, this.context);
    log.onChanged(() => {
      this.sendLogs();
    });
    log.onProgress((share) => {
      if (this.logs.every(({ shown }) => !shown.result)) this.post({ kind: 'reading', share });
    });
    return log;
  }

  private add(uris: readonly Uri[]): void {
    const added = uris.filter((uri) => !this.logOf(uri.toString()));
    this.logs = [...this.logs, ...added.map((uri) => this.open(uri))];
    this.retitle();
    this.sendUris();
  }

  private async askAndAdd(): Promise<void> {
    this.add((await askForLogs()) ?? []);
  }

  /** Replaces a log by others, or removes it. */
  private replace(uri: string, ...by: readonly TrainingLog[]): void {
    this.logOf(uri)?.dispose();
    this.logs = this.logs.flatMap((log) => (log.uri.toString() === uri ? by : [log]));
    this.retitle();
    this.sendUris();
    this.sendLogs();
  }

  private sendUris(): void {
    this.post({ kind: 'uris', uris: this.uris.map(String) });
  }

  private sendLogs(): void {
    const paths = this.uris.map(({ path }) => path);
    const logs = this.logs
      .map(({ uri, shown }) => ({ ...shown, fileName: distinctName(uri.path, paths) }))
      .filter((log) => log.result ?? log.failure);
    if (logs.length > 0 || this.logs.length === 0) this.post({ kind: 'logs', logs });
  }
}

/** Asks which logs to show. */
export function askForLogs(): Thenable<readonly Uri[] | undefined> {
  return window.showOpenDialog({
    canSelectMany: true,
    title: l10n.t('Choose training logs'),
    openLabel: l10n.t('Show'),
    filters: logFilters(),
  });
}

async function openLog(uri: Uri, line?: number): Promise<void> {
  if (await isBinaryLog(uri)) {
    await commands.executeCommand('revealInExplorer', uri);
    return;
  }
  const at = line === undefined ? undefined : new Range(line - 1, 0, line - 1, 0);
  await window.showTextDocument(uri, {
    viewColumn: ViewColumn.Beside,
    ...(at && { selection: at }),
  });
}
