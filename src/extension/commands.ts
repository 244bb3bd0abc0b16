import {
  commands,
  type Disposable,
  l10n,
  type LogOutputChannel,
  Uri,
  ViewColumn,
  window,
} from 'vscode';
import { formatOf, isEntropySpecName } from '../language/text/format.ts';
import type { Engine } from '../protocol/engine.ts';
import { activeDocument } from './activeDocument.ts';
import { openExample } from './examples/openExample.ts';
import { peekAtBoth, type Peek } from './examples/peek.ts';
import { copyAnalysis, exportComplex } from './export/exportCommand.ts';
import type { ExportMemory } from './export/lastExport.ts';
import { convertDocument } from './language/convert.ts';
import { newNetwork } from './language/newNetwork.ts';
import { Lifetime } from './lifetime.ts';
import type { Previews } from './preview/previews.ts';
import type { Progressions } from './progression/progressions.ts';
import { registerCommand } from './registerCommand.ts';
import type { SelfCheck } from './selfCheck.ts';
import { fileNameOf } from './spec/specText.ts';
import { isFileFor } from './wrongFile.ts';
import type { Saver } from './files/saver.ts';

/** What commands act on. */
export interface CommandContext {
  readonly extensionUri: Uri;
  readonly engine: Engine;
  readonly previews: Previews;
  readonly progressions: Progressions;
  readonly entropy: { readonly peek: () => Peek };
  readonly selfCheck: SelfCheck;
  readonly exportMemory: ExportMemory;
  readonly saver: Saver;
  readonly log: LogOutputChannel;
}

/** Registers the commands of the manifest, except those of the entropy half. */
export function registerCommands({
  extensionUri,
  engine,
  previews,
  progressions,
  entropy,
  selfCheck,
  exportMemory,
  saver,
  log,
}: CommandContext): Disposable {
  const lifetime = new Lifetime();
  const register = (name: string, run: (target?: unknown) => Promise<void> | void): void => {
    lifetime.own(registerCommand(name, log, run));
  };

  const onSpec = async (
    target: unknown,
    run: (uri: Uri, engine: Engine) => Promise<void> | void,
  ): Promise<void> => {
    // From the title of a preview comes the name of the panel, not that of the spec.
    const named = target instanceof Uri && target.scheme !== 'webview-panel';
    const shown = previews.active?.uri ?? progressions.active?.uri;
    const uri = named ? target : (shown ?? activeDocument());
    if (!uri) await offerExample();
    else if (await isFileFor('network', uri)) await run(uri, engine);
  };
  const show = async (target: unknown, column: ViewColumn): Promise<void> => {
    const uri = target instanceof Uri ? target : activeDocument();
    if (!uri) await offerExample();
    else if (await isFileFor('network', uri)) previews.show(uri, column);
  };
  register('show', (target) => show(target, ViewColumn.Beside));
  register('showInGroup', (target) => show(target, ViewColumn.Active));
  register('openExample', async (target) => {
    const isEntropy = (uri: Uri): boolean => isEntropySpecName(fileNameOf(uri));
    const peek = peekAtBoth(previews.peek(), entropy.peek(), (uri) => !isEntropy(uri));
    const copy = await openExample(extensionUri, peek, target instanceof Uri ? target : undefined);
    if (!copy) return;
    if (formatOf(fileNameOf(copy)) === undefined)
      await commands.executeCommand('foldComplex.showRun', copy);
    else if (isEntropy(copy))
      await commands.executeCommand('foldComplex.showEntropyCollapse', copy);
    else previews.show(copy, ViewColumn.Beside);
  });
  register('explain', (target) =>
    onSpec(target, (uri) => {
      previews.explain(uri);
    }),
  );
  register('showLocked', async (target) => {
    const uri = target instanceof Uri ? target : activeDocument();
    if (!uri) await offerExample();
    else if (await isFileFor('network', uri)) previews.showLocked(uri);
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
    if (uri && (await isFileFor('network', uri))) await convertDocument(uri);
  });
  register('showProgression', (target) =>
    onSpec(target, (uri) => {
      progressions.show(uri);
    }),
  );
  register('export', (target) =>
    onSpec(target, (uri, engine) =>
      exportComplex(uri, { engine, previews, saver, memory: exportMemory }),
    ),
  );
  register('copyAnalysis', (target) => onSpec(target, copyAnalysis));
  register('selfCheck', () => selfCheck.run());
  register('showLog', () => {
    log.show(true);
  });
  return lifetime;
}

async function offerExample(): Promise<void> {
  const open = l10n.t('Open an example');
  const choice = await window.showInformationMessage(
    l10n.t('Open a network spec first, for example xor.fold.yaml.'),
    open,
  );
  if (choice === open) await commands.executeCommand('foldComplex.openExample');
}
