import { commands, FileType, Range, Uri, workspace, WorkspaceEdit } from 'vscode';
import type { RunOrigin, TrainingSetup } from '../../../core/entropy/diagnostics/training.ts';
import { specOfRun } from '../../../language/entropy/specOfRun.ts';
import { fileNameOf } from '../../spec/specText.ts';

/**
 * Shows a run with the model of its training: the entropy spec beside its log and of the same name.
 * If there is none, opens a new one without saving it.
 */
export async function showModelOfRun(
  log: Uri,
  setup: TrainingSetup,
  origin: RunOrigin,
): Promise<void> {
  const name = fileNameOf(log);
  const spec = Uri.joinPath(log, '..', `${name.replace(/\.\w+$/, '')}.entropy.yaml`);
  const uri = (await isFile(spec)) ? spec : await newSpec(spec, specOfRun(name, setup, origin));
  await commands.executeCommand('foldComplex.showPhaseDiagram', uri);
}

/** An unsaved document with this text, which would be saved at this path. */
async function newSpec({ path }: Uri, text: string): Promise<Uri> {
  const uri = Uri.from({ scheme: 'untitled', path });
  const document = await workspace.openTextDocument(uri);
  if (document.getText() === text) return uri;
  const edit = new WorkspaceEdit();
  edit.replace(uri, new Range(0, 0, document.lineCount, 0), text);
  await workspace.applyEdit(edit);
  return uri;
}

async function isFile(uri: Uri): Promise<boolean> {
  try {
    return (await workspace.fs.stat(uri)).type === FileType.File;
  } catch {
    return false;
  }
}
