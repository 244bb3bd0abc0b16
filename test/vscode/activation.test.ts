import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import { activated } from './specs.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('activation', () => {
  it('registers exactly the commands of the manifest', async () => {
    await activated();
    const manifest = extensions.getExtension('fold-complex.fold-complex')?.packageJSON as Manifest;
    const declared = manifest.contributes.commands.map(({ command }) => command);
    const registered = await commands.getCommands(true);
    assert.deepEqual(
      registered.filter((name) => name.startsWith('foldComplex.')).sort(),
      declared.sort(),
    );
  });
});
