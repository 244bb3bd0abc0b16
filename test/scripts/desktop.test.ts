import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDesktop, hasDisplay } from '../../scripts/vscode/desktop.mjs';

describe('desktop VS Code', () => {
  it('is taken from the environment variable', () => {
    assert.equal(findDesktop({ VSCODE_EXECUTABLE: '/opt/code' }), '/opt/code');
  });

  it('is found next to the command on the path, through symbolic links', function () {
    if (process.platform !== 'linux') {
      this.test!.title += ' (skipped: the layout of Linux)';
      this.skip();
    }
    const dir = realpathSync(mkdtempSync(join(tmpdir(), 'desktop-')));
    mkdirSync(join(dir, 'app/bin'), { recursive: true });
    mkdirSync(join(dir, 'path'));
    writeFileSync(join(dir, 'app/code'), '');
    writeFileSync(join(dir, 'app/bin/code'), '');
    symlinkSync(join(dir, 'app/bin/code'), join(dir, 'path/code'));
    assert.equal(findDesktop({ PATH: join(dir, 'path') }), join(dir, 'app/code'));
    rmSync(dir, { recursive: true });
  });

  it('is not the command of a remote terminal, which belongs to no executable', function () {
    if (process.platform !== 'linux') {
      this.test!.title += ' (skipped: the layout of Linux)';
      this.skip();
    }
    const dir = mkdtempSync(join(tmpdir(), 'remote-'));
    mkdirSync(join(dir, 'bin/remote-cli'), { recursive: true });
    writeFileSync(join(dir, 'bin/remote-cli/code'), '');
    const found = findDesktop({ PATH: join(dir, 'bin/remote-cli') });
    assert.ok(!found?.startsWith(dir));
    rmSync(dir, { recursive: true });
  });

  it('needs a display on Linux', () => {
    const linux = process.platform === 'linux';
    assert.equal(hasDisplay({}), !linux);
    assert.equal(hasDisplay({ DISPLAY: ':0' }), true);
  });
});
