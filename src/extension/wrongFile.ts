import { commands, l10n, type Uri, window, workspace } from 'vscode';
import { documentKind, type DocumentKind } from '../language/text/documentKind.ts';
import { fileNameOf, openDocument } from './spec/specText.ts';

/** Files up to this size are read to see what they are; larger ones are told by their names. */
const maxPeek = 4e6;

/** A choice besides the command that fits. */
export interface Choice {
  readonly label: string;
  readonly run: () => unknown;
}

/**
 * Whether a command for one kind of file can run on this one. Otherwise tells the user what the file
 * is and what the command is for, and offers the command that fits.
 */
export async function isFileFor(
  wanted: 'network' | 'entropy' | 'log',
  uri: Uri,
  ...others: readonly Choice[]
): Promise<boolean> {
  const kind = await kindOfFile(uri);
  if (kind === wanted || kind === 'unknown') return true;
  const choices = [fitting(kind, uri), ...others];
  // The command is done; nobody waits for the answer.
  void window
    .showWarningMessage(
      `${whatItIs(kind, fileNameOf(uri))} ${purpose(wanted)}`,
      ...choices.map(({ label }) => label),
    )
    .then((chosen) => choices.find(({ label }) => label === chosen)?.run());
  return false;
}

/** What a file is, by its name or its text. */
export async function kindOfFile(uri: Uri): Promise<DocumentKind> {
  return documentKind(fileNameOf(uri), await textOf(uri));
}

async function textOf(uri: Uri): Promise<string> {
  const document = openDocument(uri);
  if (document) return document.getText();
  try {
    const { size } = await workspace.fs.stat(uri);
    return size > maxPeek ? '' : new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    // The view that is going to show it says why it cannot be read.
    return '';
  }
}

function whatItIs(kind: DocumentKind, name: string): string {
  switch (kind) {
    case 'network':
      return l10n.t('{0} is a network spec.', name);
    case 'entropy':
      return l10n.t('{0} is an entropy spec.', name);
    case 'log':
      return l10n.t('{0} is a training log.', name);
    default:
      return l10n.t('{0} is neither a spec nor a training log.', name);
  }
}

function purpose(wanted: 'network' | 'entropy' | 'log'): string {
  switch (wanted) {
    case 'network':
      return l10n.t('This command is for network specs, such as xor.fold.yaml.');
    case 'entropy':
      return l10n.t('This command is for entropy specs, such as cusp.entropy.yaml.');
    case 'log':
      return l10n.t(
        'This command is for training logs: CSV, JSON Lines, trainer_state.json, console output or TensorBoard event files.',
      );
  }
}

function fitting(kind: DocumentKind, uri: Uri): Choice {
  const running = (label: string, command: string, ...args: readonly unknown[]): Choice => ({
    label,
    run: () => commands.executeCommand(`foldComplex.${command}`, ...args),
  });
  switch (kind) {
    case 'network':
      return running(l10n.t('Show Fold Complex'), 'show', uri);
    case 'entropy':
      return running(l10n.t('Show Entropy Collapse'), 'showEntropyCollapse', uri);
    case 'log':
      return running(l10n.t('Analyse Training Run'), 'showRun', uri);
    default:
      return running(l10n.t('Open an example'), 'openExample');
  }
}
