import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A password for one run of a server, and its SHA-256 for code-server's `HASHED_PASSWORD`. A plain
 * hash is safe here, as the password has 128 random bits. With `PASSWORD` instead, code-server would
 * compute a slow hash for every request.
 */
export function newPassword() {
  const password = randomBytes(16).toString('hex');
  return { password, hash: createHash('sha256').update(password).digest('hex') };
}

/**
 * Writes a page that logs the browser in and goes on to `url`. The page is a file that only its
 * user can read. A secret in the address would not be safe: a browser gets the address in its
 * arguments, and every user of the machine can list those.
 * @param {string} url  The workbench, on a folder or not.
 * @param {string} password
 * @param {string} parent  Where to put the file on Linux.
 * @returns The address of the page, and a function that deletes the page.
 */
export function writeLoginPage(url, password, parent) {
  // On Linux a browser installed as a snap cannot read /tmp. On macOS and Windows each user has a
  // private folder for temporary files, and Windows ignores the mode of a file.
  const folder = mkdtempSync(join(process.platform === 'linux' ? parent : tmpdir(), 'login-'));
  const file = join(folder, 'index.html');
  const login = new URL(url);
  login.pathname = '/login';
  const page = [
    '<!doctype html>',
    '<meta charset="utf-8">',
    '<title>VS Code</title>',
    `<form method="post" action="${login.href.replaceAll('&', '&amp;')}">`,
    `<input type="hidden" name="password" value="${password}">`,
    '<button>Open VS Code</button>',
    '</form>',
    '<script>document.forms[0].submit();</script>',
  ];
  writeFileSync(file, page.join('\n') + '\n', { mode: 0o600 });
  return {
    address: pathToFileURL(file).href,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
