import {
  commands,
  type Disposable,
  l10n,
  type LogOutputChannel,
  TabInputCustom,
  TabInputText,
  Uri,
  ViewColumn,
  window,
} from 'vscode';
import { isEntropySpecName } from '../language/text/format.ts';
import { convertDocument } from './language/convert.ts';
import { newNetwork } from './language/newNetwork.ts';
import type { EntropyPanels } from './entropy/model/entropyPanels.ts';
import { openExample } from './examples/openExample.ts';
import { copyAnalysis, exportComplex } from './export/exportCommand.ts';
import type { Interventions } from './entropy/interventions/interventionsPanel.ts';
import { Lifetime } from './lifetime.ts';
import type { Engine } from '../protocol/engine.ts';
import { peekAtBoth } from './examples/peek.ts';
import type { Previews } from './preview/previews.ts';
import type { RunPanels } from './entropy/runs/runPanels.ts';
import type { SelfCheck } from './selfCheck.ts';
import { fileNameOf } from './spec/specText.ts';
import type { ProgressionPanels } from './progression/progressionPanels.ts';

/** What commands act on. */
export interface CommandContext {
  readonly extensionUri: Uri;
  readonly previews: Previews;
  readonly progressions: ProgressionPanels;
  readonly entropy: Pick<EntropyPanels, 'peek'>;
  readonly engine: Engine;
  readonly selfCheck: SelfCheck;
  readonly runPanels: RunPanels;
  readonly interventions: Interventions;
  readonly log: LogOutputChannel;
}

/** Registers every command of the manifest. */
export function registerCommands({
  extensionUri,
  previews,
  progressions,
  entropy,
  engine,
  selfCheck,
  runPanels,
  interventions,
  log,
}: CommandContext): Disposable {
  const lifetime = new Lifetime();
  const register = (
    name: string,
    run: (target?: unknown, all?: unknown) => Promise<void> | void,
  ): void => {
    lifetime.own(
      commands.registerCommand(`foldComplex.${name}`, async (target?: unknown, all?: unknown) => {
        try {
          await run(target, all);
        } catch (error) {
          await reportFailure(name, error, log);
        }
      }),
    );
  };

  const onSpec = async (
    target: unknown,
    run: (uri: Uri, engine: Engine) => Promise<void> | void,
  ): Promise<void> => {
    // From the title of a preview comes the name of the panel, not that of the spec.
    const named = target instanceof Uri && target.scheme !== 'webview-panel';
    const shown = previews.active?.uri ?? progressions.active?.uri;
    const uri = named ? target : (shown ?? activeDocument());
    if (uri) await run(uri, engine);
    else await offerExample();
  };
  const show = async (target: unknown, column: ViewColumn): Promise<void> => {
    const uri = target instanceof Uri ? target : activeDocument();
    if (uri) previews.show(uri, column);
    else await offerExample();
  };
  register('show', (target) => show(target, ViewColumn.Beside));
  register('showInGroup', (target) => show(target, ViewColumn.Active));
  register('openExample', async () => {
    const isEntropy = (uri: Uri): boolean => isEntropySpecName(fileNameOf(uri));
    const peek = peekAtBoth(previews.peek(), entropy.peek(), (uri) => !isEntropy(uri));
    const copy = await openExample(extensionUri, peek);
    if (!copy) return;
    if (isEntropy(copy)) await commands.executeCommand('foldComplex.showEntropyCollapse', copy);
    else previews.show(copy, ViewColumn.Beside);
  });
  register('explain', (target) =>
    onSpec(target, (uri) => {
      previews.explain(uri);
    }),
  );
  register('showLocked', async (target) => {
    const uri = target instanceof Uri ? target : activeDocument();
    if (uri) previews.showLocked(uri);
    else await offerExample();
  });
  register('toggleLock', () => {
    previews.toggleLock();
  });
  register('showSource', () => (previews.active ?? progressions.active)?.showSource());
  register('revealInView', async () => {
    const editor = window.activeTextEditor;
    if (editor) previews.revealCaret(editor);
    else await offerExample();
  });
  register('newNetwork', newNetwork);
  register('convert', async (target) => {
    const uri = target instanceof Uri ? target : activeDocument();
    if (uri) await convertDocument(uri);
  });
  register('showProgression', (target) =>
    onSpec(target, (uri) => {
      progressions.show(uri);
    }),
  );
  register('export', (target) =>
    onSpec(target, (uri, engine) => exportComplex(uri, engine, previews)),
  );
  register('copyAnalysis', (target) => onSpec(target, copyAnalysis));
  register('showRun', (target, all) => runPanels.show(logsMeant(target, all)));
  register('compareInterventions', () => {
    interventions.show();
  });
  register('selfCheck', () => selfCheck.run());
  register('showLog', () => {
    log.show(true);
  });
  return lifetime;
}

/** The files chosen in the explorer, or else the document of the active tab. */
function logsMeant(target: unknown, all: unknown): Uri[] {
  const chosen = (Array.isArray(all) ? all : [target]).filter((one) => one instanceof Uri);
  const active = chosen.length === 0 ? activeDocument() : undefined;
  return active ? [active] : chosen;
}

/** The document of the active tab; also one too large for VS Code to hand out as text. */
function activeDocument(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof TabInputText || input instanceof TabInputCustom) return input.uri;
  return window.activeTextEditor?.document.uri;
}

async function offerExample(): Promise<void> {
  const open = l10n.t('Open an example');
  const choice = await window.showInformationMessage(
    l10n.t('Open a network spec first: a JSON or YAML file such as xor.fold.yaml.'),
    open,
  );
  if (choice === open) await commands.executeCommand('foldComplex.openExample');
}

async function reportFailure(name: string, error: unknown, log: LogOutputChannel): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  log.error(
    `Command ${name} failed: ${error instanceof Error ? (error.stack ?? message) : message}`,
  );
  const showLog = l10n.t('Show log');
  const choice = await window.showErrorMessage(`Fold Complex: ${message}`, showLog);
  if (choice === showLog) log.show(true);
}
