import {
  type Disposable,
  env,
  type Event,
  l10n,
  type LogOutputChannel,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import type { FromRunView, ToRunView } from '../../../protocol/entropy/runs.ts';
import { Lifetime } from '../../lifetime.ts';
import { saveText } from '../../files/saveFile.ts';
import type { PanelTitles } from '../../panels/panelTitles.ts';
import { showView } from '../../panels/viewPanel.ts';
import type { ViewStates } from '../../panels/viewStates.ts';
import { distinctName } from '../../panels/distinctName.ts';
import { showModelOfRun } from './modelOfRun.ts';
import { TrainingLog, type LogServices } from './trainingLog.ts';

export const runViewType = 'foldComplex.run';

/** What a run view needs from the rest of the extension. */
export interface RunContext extends LogServices {
  readonly extensionUri: Uri;
  readonly viewStates: ViewStates;
  readonly titles: PanelTitles;
  readonly log: LogOutputChannel;
}

/** The view of one or more training logs in a webview panel. */
export class RunPanel implements Disposable {
  readonly onClosed: Event<void>;
  private readonly lifetime = new Lifetime();
  private readonly logs: TrainingLog[] = [];
  private ready = false;

  constructor(
    private readonly panel: WebviewPanel,
    uris: readonly Uri[],
    private readonly context: RunContext,
  ) {
    this.onClosed = panel.onDidDispose;
    this.lifetime.own(panel);
    this.lifetime.own(
      panel.webview.onDidReceiveMessage((message: FromRunView) => {
        void this.receive(message);
      }),
    );
    this.lifetime.own(
      panel.onDidChangeViewState(() => {
        // A hidden webview is thrown away; it says ready again when it is back.
        if (!panel.visible) this.ready = false;
      }),
    );
    for (const uri of uris) this.add(uri);
    showView(panel, context.extensionUri, 'run');
  }

  get uris(): readonly Uri[] {
    return this.logs.map(({ uri }) => uri);
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    for (const log of this.logs) log.dispose();
    this.lifetime.dispose();
  }

  private add(uri: Uri): void {
    if (this.logs.some((log) => log.uri.toString() === uri.toString())) return;
    const log = new TrainingLog(uri, this.context);
    this.logs.push(log);
    log.onChanged(() => {
      this.sendLogs();
    });
    log.onProgress((share) => {
      if (this.logs.every(({ shown }) => !shown.result)) this.post({ kind: 'reading', share });
    });
    this.nameAfterLogs();
  }

  private remove(uri: string): void {
    const at = this.logs.findIndex((log) => log.uri.toString() === uri);
    if (at < 0) return;
    this.logs[at].dispose();
    this.logs.splice(at, 1);
    this.nameAfterLogs();
    this.sendLogs();
  }

  private nameAfterLogs(): void {
    const [first, ...others] = this.logs;
    const { titles } = this.context;
    if (others.length === 0) {
      titles.nameAfter(this.panel, first?.uri ?? Uri.file('/'), (name) => l10n.t('Run: {0}', name));
    } else {
      titles.release(this.panel);
      this.panel.title = l10n.t('{0} training logs', this.logs.length);
    }
  }

  private async receive(message: FromRunView): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        this.post({
          kind: 'restore',
          state: this.stateUri && this.context.viewStates.get(this.stateUri),
        });
        this.sendLogs();
        break;
      case 'keepState':
        if (this.stateUri) this.context.viewStates.set(this.stateUri, message.state);
        break;
      case 'map':
        this.logs
          .find((log) => log.uri.toString() === message.uri)
          ?.map(message.role, message.column);
        break;
      case 'add':
        for (const uri of (await askForLogs()) ?? []) this.add(uri);
        break;
      case 'remove':
        this.remove(message.uri);
        break;
      case 'openLog':
        await openLog(Uri.parse(message.uri), message.line);
        break;
      case 'showModel':
        await showModelOfRun(Uri.parse(message.uri), message.setup);
        break;
      case 'save':
        await saveText(message.fileName, message.content, this.logs[0]?.uri);
        break;
      case 'copy':
        await env.clipboard.writeText(message.text);
        break;
      case 'showLog':
        this.context.log.show(true);
        break;
    }
  }

  /** The view state is kept with the first log. */
  private get stateUri(): Uri | undefined {
    return this.logs[0]?.uri.with({ fragment: 'run' });
  }

  private sendLogs(): void {
    // Logs that are still being read for the first time are left out until they are.
    const paths = this.uris.map(({ path }) => path);
    const logs = this.logs
      .map(({ uri, shown }) => ({ ...shown, fileName: distinctName(uri.path, paths) }))
      .filter((log) => log.result ?? log.failure);
    if (logs.length > 0 || this.logs.length === 0) this.post({ kind: 'logs', logs });
  }

  private post(message: ToRunView): void {
    if (this.ready) void this.panel.webview.postMessage(message);
  }
}

/** Asks which logs to show. */
export function askForLogs(): Thenable<readonly Uri[] | undefined> {
  return window.showOpenDialog({
    canSelectMany: true,
    title: l10n.t('Choose training logs'),
    openLabel: l10n.t('Show'),
    filters: {
      [l10n.t('Training logs')]: ['csv', 'tsv', 'jsonl', 'json', 'log', 'txt'],
      [l10n.t('All files')]: ['*'],
    },
  });
}

async function openLog(uri: Uri, line?: number): Promise<void> {
  const at = line === undefined ? undefined : new Range(line - 1, 0, line - 1, 0);
  await window.showTextDocument(uri, {
    viewColumn: ViewColumn.Beside,
    ...(at && { selection: at }),
  });
}
