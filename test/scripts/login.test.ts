import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newPassword, writeLoginPage } from '../../scripts/vscode/login.mjs';

describe('the password of a served VS Code', () => {
  it('is new at every start and differs from its hash', () => {
    const made = Array.from({ length: 10 }, newPassword);
    assert.equal(new Set(made.flatMap(({ password, hash }) => [password, hash])).size, 20);
    for (const { password } of made) assert.match(password, /^[0-9a-f]{32}$/);
  });
});

describe('the page that logs a browser in', () => {
  const { password } = newPassword();
  let parent: string;
  let page: ReturnType<typeof writeLoginPage>;
  let file: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'login-test-'));
    page = writeLoginPage('http://127.0.0.1:8642/?folder=/a&ew=true', password, parent);
    file = fileURLToPath(page.address);
  });
  afterEach(() => {
    page.remove();
    rmSync(parent, { recursive: true });
  });

  it('has the password in the file, not in its address, which the process list shows', () => {
    assert.ok(readFileSync(file, 'utf8').includes(`value="${password}"`));
    assert.ok(!page.address.includes(password));
  });

  it('posts the password to the login of the server and keeps the folder to open', () => {
    const text = readFileSync(file, 'utf8');
    assert.ok(text.includes('action="http://127.0.0.1:8642/login?folder=/a&amp;ew=true"'));
  });

  it('can be read only by its user', function () {
    if (process.platform === 'win32') {
      this.test!.title += ' (skipped: no modes of files on Windows)';
      this.skip();
    }
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(file)).mode & 0o777, 0o700);
  });

  it('is deleted with its folder', () => {
    page.remove();
    assert.ok(!existsSync(dirname(file)));
  });
});
