import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dependenciesInstalled } from '../../scripts/project.mjs';

describe('installed dependencies', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'project-'));
    mkdirSync(join(dir, 'node_modules'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  const write = (file: string, packages: Record<string, unknown>): void => {
    writeFileSync(join(dir, file), JSON.stringify({ packages }));
  };
  const asked = 'package-lock.json';
  const present = 'node_modules/.package-lock.json';

  it('are missing in a fresh clone', () => {
    write(asked, { '': {}, 'node_modules/a': { version: '1.0.0' } });
    assert.equal(dependenciesInstalled(dir), false);
  });

  it('are up to date when the versions agree, whatever the dates', () => {
    write(present, { 'node_modules/a': { version: '1.0.0' } });
    write(asked, { '': { version: '9' }, 'node_modules/a': { version: '1.0.0' } });
    assert.equal(dependenciesInstalled(dir), true);
  });

  it('are outdated when one version differs', () => {
    write(asked, { '': {}, 'node_modules/a': { version: '1.0.1' } });
    write(present, { 'node_modules/a': { version: '1.0.0' } });
    assert.equal(dependenciesInstalled(dir), false);
  });

  it('may lack packages that are only for other platforms', () => {
    write(asked, { '': {}, 'node_modules/b': { version: '1.0.0', optional: true } });
    write(present, {});
    assert.equal(dependenciesInstalled(dir), true);
  });
});
