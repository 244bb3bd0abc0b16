import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { writeLoginPage } from '../../scripts/vscode/login.mjs';
import type { Studio, Workbench } from '../../scripts/vscode/workbench.mjs';
import { openExamples, sharedStudio } from './session.ts';

describe('the login of a served VS Code', () => {
  let studio: Studio;
  let workbench: Workbench;
  /** The `Cookie` header of a browser that is logged in. */
  let cookie: string;
  /** The first part of the paths of VS Code's resources and sockets. */
  let base: string;
  let file: string;
  before(async () => {
    studio = await sharedStudio();
    workbench = await openExamples();
    cookie = studio.session.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const { body } = await ask(pathTo(workbench.folder), { cookie });
    base = /stable-[0-9a-f]{40}/.exec(body)?.[0] ?? '';
    assert.ok(base, 'the workbench opens with the cookie');
    const { pathname } = pathToFileURL(join(workbench.folder, 'xor.fold.yaml'));
    file = `/${base}/vscode-remote-resource?path=${pathname}`;
  });

  interface Answer {
    readonly status: number | undefined;
    readonly cookies: readonly string[];
    readonly location: string;
    readonly body: string;
  }

  /** Sends one request. Redirects are not followed. */
  function ask(
    path: string,
    headers: Record<string, string> = {},
    method = 'GET',
    body = '',
  ): Promise<Answer> {
    const { port } = studio.server;
    return new Promise((done, failed) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false });
      sent.once('error', failed);
      sent.once('response', (answer) => {
        const { 'set-cookie': cookies = [], location = '' } = answer.headers;
        text(answer).then((body) => {
          done({ status: answer.statusCode, cookies, location, body });
        }, failed);
      });
      sent.once('upgrade', (answer, socket) => {
        socket.destroy();
        done({ status: answer.statusCode, cookies: [], location: '', body: '' });
      });
      sent.end(body);
    });
  }

  /** Requests a WebSocket. Everything that VS Code's page does goes through one, terminals included. */
  function connect(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };
    const key = Buffer.from(randomUUID().slice(0, 16)).toString('base64');
    const socket = { 'sec-websocket-version': '13', 'sec-websocket-key': key };
    return ask(path, { ...upgrade, ...socket, ...headers });
  }

  /** The path and the query of the workbench on a folder. */
  function pathTo(folder: string): string {
    const { pathname, search } = new URL(studio.server.urlOf(folder));
    return pathname + search;
  }

  const socketPath = (): string => `/${base}?reconnectionToken=${randomUUID()}&reconnection=false`;
  const logIn = (password: string): Promise<Answer> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return ask('/login', headers, 'POST', new URLSearchParams({ password }).toString());
  };

  it('redirects from the workbench to the login page', async () => {
    const folder = pathTo(workbench.folder);
    for (const path of ['/', folder, '/?ew=true', `/vscode${folder}`]) {
      const { status, location, body } = await ask(path);
      assert.equal(status, 302, path);
      assert.match(location, /^\.\/(\.\.\/)?login(\?|$)/, path);
      assert.ok(!body.includes(base), path);
    }
  });

  it('serves no file or resource of VS Code without the cookie, and forwards no port', async () => {
    const open = await ask(file, { cookie });
    assert.equal(open.status, 200);
    assert.equal(open.body, readFileSync(join(workbench.folder, 'xor.fold.yaml'), 'utf8'));

    const page = `/${base}/static/out/vs/code/browser/workbench/workbench.js`;
    assert.equal((await ask(page, { cookie })).status, 200);
    for (const path of [file, page, `/vscode${file}`, '/update/check', '/mint-key']) {
      for (const method of ['GET', 'POST']) {
        const { status, body } = await ask(path, {}, method);
        assert.equal(status, 401, `${method} ${path}`);
        assert.ok(body.length < 100, body);
      }
    }
    const { port } = studio.server;
    for (const path of [`/proxy/${port}/healthz`, `/absproxy/${port}/healthz`]) {
      const { status, body } = await ask(path);
      assert.ok(status === 302 || status === 401, `${path}: ${status}`);
      assert.ok(!body.includes('alive'), path);
    }
  });

  it('opens no socket without the cookie', async () => {
    assert.equal((await connect(socketPath(), { cookie })).status, 101);
    const [name] = cookie.split('=');
    for (const headers of [{}, { cookie: `${name}=` }, { cookie: `${name}=${'0'.repeat(64)}` }]) {
      assert.equal((await connect(socketPath(), headers)).status, 401);
      assert.equal((await connect(`/vscode${socketPath()}`, headers)).status, 401);
      assert.equal((await connect(`/proxy/${studio.server.port}/`, headers)).status, 401);
    }
  });

  it('opens no socket for a page of another site, even with the cookie', async () => {
    const headers = { cookie, origin: 'https://example.com' };
    assert.equal((await connect(socketPath(), headers)).status, 403);
  });

  it('accepts only its own password', async () => {
    const wrong = await logIn('0'.repeat(32));
    assert.equal(wrong.status, 200);
    assert.deepEqual(wrong.cookies, []);
    assert.match(wrong.body, /Incorrect password/);

    const right = await logIn(studio.server.password);
    assert.equal(right.status, 302);
    assert.equal(right.cookies.length, 1);
    assert.ok(right.cookies[0].startsWith(cookie));
  });

  it('shows neither the password nor the cookie in the process list', function () {
    if (process.platform === 'win32') {
      this.test!.title += ' (skipped: no list of arguments on Windows)';
      this.skip();
    }
    const lines = commandLines();
    const { port, password } = studio.server;
    assert.ok(lines.some((line) => line.includes(`127.0.0.1:${port}`)));
    const secrets = [password, ...studio.session.cookies.map(({ value }) => value)];
    for (const secret of secrets) {
      assert.ok(secret.length >= 32);
      for (const line of lines) assert.ok(!line.includes(secret), line);
    }
  });

  it('is passed by the page that npm start opens in the browser', async () => {
    const folder = join(studio.scratch, 'R&D + more');
    mkdirSync(folder);
    writeFileSync(join(folder, 'only-here.txt'), '');
    const { server, browser, scratch } = studio;
    const login = writeLoginPage(server.urlOf(folder), server.password, scratch);
    const page = await browser.newPage();
    page.setDefaultTimeout(90_000);
    await page.goto(login.address);
    const row = page.locator('.explorer-folders-view .monaco-list-row');
    await row.filter({ hasText: 'only-here.txt' }).waitFor();
    await page.close();
    login.remove();
  });
});

/** The arguments of all processes that are running. */
function commandLines(): string[] {
  if (process.platform !== 'linux') {
    return execFileSync('ps', ['-A', '-ww', '-o', 'args='], { encoding: 'utf8' }).split('\n');
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return ''; // the process has ended in the meantime
      }
    });
}
