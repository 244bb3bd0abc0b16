import {
  commands,
  type Disposable,
  type LogOutputChannel,
  TabInputText,
  Uri,
  ViewColumn,
  window,
} from 'vscode';
import { convertDocument } from './language/convert.ts';
import { newNetwork } from './language/newNetwork.ts';
import { copyAnalysis, exportComplex } from './export/exportCommand.ts';
import { Lifetime } from './lifetime.ts';
import type { Engine } from '../protocol/engine.ts';
import type { Previews } from './preview/previews.ts';

/** What commands act on. */
export interface CommandContext {
  readonly extensionUri: Uri;
  readonly previews: Previews;
  readonly engine: Engine;
  readonly log: LogOutputChannel;
}

/** Registers every command of the manifest. */
export function registerCommands({
  extensionUri,
  previews,
  engine,
  log,
}: CommandContext): Disposable {
  const lifetime = new Lifetime();
  const register = (name: string, run: (target?: unknown) => Promise<void> | void): void => {
    lifetime.own(
      commands.registerCommand(`foldComplex.${name}`, async (target?: unknown) => {
        try {
          await run(target);
        } catch (error) {
          await reportFailure(name, error, log);
        }
      }),
    );
  };

  const show = async (target: unknown, column: ViewColumn): Promise<void> => {
    const uri = target instanceof Uri ? target : activeDocument();
    if (uri) previews.show(uri, column);
    else await offerExample(extensionUri);
  };
  register('show', (target) => show(target, ViewColumn.Beside));
  register('showInGroup', (target) => show(target, ViewColumn.Active));
  register('showSource', () => previews.active?.showSource());
  register('revealInView', async () => {
    const editor = window.activeTextEditor;
    if (editor) previews.revealCaret(editor);
    else await offerExample(extensionUri);
  });
  register('newNetwork', newNetwork);
  register('convert', async (target) => {
    const uri = target instanceof Uri ? target : activeDocument();
    if (uri) await convertDocument(uri);
  });
  const onSpec = async (
    target: unknown,
    run: (uri: Uri, engine: Engine) => Promise<void>,
  ): Promise<void> => {
    // From the title of a preview comes the name of the panel, not that of the spec.
    const named = target instanceof Uri && target.scheme !== 'webview-panel';
    const uri = named ? target : (previews.active?.uri ?? activeDocument());
    if (uri) await run(uri, engine);
    else await offerExample(extensionUri);
  };
  register('export', (target) => onSpec(target, exportComplex));
  register('copyAnalysis', (target) => onSpec(target, copyAnalysis));
  register('showLog', () => {
    log.show(true);
  });
  return lifetime;
}

/** The document of the active tab; also one too large for VS Code to hand out as text. */
function activeDocument(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof TabInputText) return input.uri;
  return window.activeTextEditor?.document.uri;
}

async function offerExample(extensionUri: Uri): Promise<void> {
  const open = 'Open an example';
  const choice = await window.showInformationMessage(
    'Open a network spec first: a JSON or YAML file such as xor.fold.yaml.',
    open,
  );
  if (choice !== open) return;
  const example = Uri.joinPath(extensionUri, 'examples', 'xor.fold.yaml');
  await window.showTextDocument(example);
  await commands.executeCommand('foldComplex.show', example);
}

async function reportFailure(name: string, error: unknown, log: LogOutputChannel): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  log.error(
    `Command ${name} failed: ${error instanceof Error ? (error.stack ?? message) : message}`,
  );
  const showLog = 'Show log';
  const choice = await window.showErrorMessage(`Fold Complex: ${message}`, showLog);
  if (choice === showLog) log.show(true);
}
