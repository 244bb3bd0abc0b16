import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { globSync } from '../glob.mjs';
import { launchChromium } from './chromium.mjs';
import { installCodeServer } from './install.mjs';
import { quietSettings, serverEnvironment, startServer } from './server.mjs';
import { logIn } from './session.mjs';
import { storesOpenEditors } from './storedEditors.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('playwright-core').FrameLocator} FrameLocator */

/**
 * Timeout for an expected state, generous for slow and busy machines. Shorter than mocha's timeout, so
 * that a failure names the state.
 */
const patienceMs = 90_000;

/**
 * A real VS Code with a packaged extension installed, and a browser that shows it. `close` deletes
 * everything it has written.
 */
export class Studio {
  /**
   * With `webHost` the extension runs in the web extension host, as in environments without Node.
   * @param {string} vsix
   * @param {{ webgl?: boolean, webHost?: boolean }} [options]
   */
  static async start(vsix, { webHost = false, ...options } = {}) {
    const scratch = mkdtempSync(join(tmpdir(), 'fold-'));
    const userData = join(scratch, 'data');
    const extensions = join(scratch, 'extensions');
    const codeServer = installCodeServer();
    const entry = join(codeServer.dir, 'out/node/entry.js');
    const config = ['--config', join(userData, 'code-server.yaml')];
    const places = [...config, '--user-data-dir', userData, '--extensions-dir', extensions];
    execFileSync(codeServer.node, [entry, ...places, '--install-extension', vsix], {
      env: serverEnvironment(),
      stdio: 'pipe', // included in the error if it fails
    });
    if (webHost) leaveOnlyTheWebEntry(extensions);
    const log = join(scratch, 'server.log');
    const server = await startServer({ codeServer, userData, extensions, log });
    const browser = await launchChromium(options);
    return new Studio(scratch, server, browser, await logIn(server));
  }

  /**
   * @param {string} scratch
   * @param {import('./server.mjs').Server} server
   * @param {import('playwright-core').Browser} browser
   * @param {Awaited<ReturnType<typeof logIn>>} session  One login for all pages.
   */
  constructor(scratch, server, browser, session) {
    this.scratch = scratch;
    this.server = server;
    this.browser = browser;
    this.session = session;
  }

  /**
   * Opens the workbench on a copy of a folder, in its own browser profile.
   * @param {string} original
   * @param {object} [options]
   * @param {Record<string, unknown>} [options.settings]
   * @param {Record<string, string>} [options.copies]  Additional files, each with the name of the file that it copies.
   * @param {number} [options.width]
   * @param {number} [options.height]
   * @param {number} [options.scale]
   */
  async open(original, { settings = {}, copies = {}, width = 1400, height = 900, scale = 1 } = {}) {
    const folder = join(mkdtempSync(join(this.scratch, 'work-')), 'examples');
    cpSync(original, folder, { recursive: true });
    for (const [name, of] of Object.entries(copies)) cpSync(join(original, of), join(folder, name));
    const user = join(this.scratch, 'data/User');
    mkdirSync(user, { recursive: true });
    writeFileSync(
      join(user, 'settings.json'),
      JSON.stringify({ ...quietSettings, 'files.autoSave': 'off', ...settings }),
    );
    const profile = await this.browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      reducedMotion: 'reduce',
      storageState: this.session,
    });
    profile.setDefaultTimeout(patienceMs);
    const page = await profile.newPage();
    await page.goto(this.server.urlOf(folder));
    const workbench = new Workbench(page, folder, join(user, 'Backups'));
    await workbench.ready();
    return workbench;
  }

  async close() {
    await this.browser.close();
    await this.server.stop();
    rmSync(this.scratch, { recursive: true, force: true });
  }
}

/** One window of VS Code, driven with mouse and keyboard. */
export class Workbench {
  /**
   * @param {Page} page
   * @param {string} folder
   * @param {string} backups  The folder with the backups of unsaved files of all windows.
   */
  constructor(page, folder, backups) {
    this.page = page;
    this.folder = folder;
    this.backups = backups;
  }

  /** Opens a second window on the same folder, in the same browser profile. */
  async openAgain() {
    await until('the stored editors', () => this.page.evaluate(storesOpenEditors));
    const page = await this.page.context().newPage();
    await page.goto(this.page.url());
    const second = new Workbench(page, this.folder, this.backups);
    await second.ready();
    return second;
  }

  /** Waits until the files of the folder are listed. */
  async ready() {
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  /**
   * The row of a file in the explorer, scrolled into view: the explorer has no rows for other files.
   * @param {string} name
   */
  async fileRow(name) {
    const list = this.page.locator('.explorer-folders-view .monaco-list');
    const row = list.locator('.monaco-list-row', { hasText: name }).first();
    let tries = 0;
    await until(`the file ${name}`, async () => {
      if (await row.isVisible()) return true;
      await list.hover();
      // From the top down, again and again.
      await this.page.mouse.wheel(0, tries++ % 10 === 0 ? -10_000 : 200);
      return row.isVisible();
    });
    return row;
  }

  /**
   * Opens a file of the folder in a permanent tab, as a double click in the explorer does.
   * @param {string} name
   */
  async openFile(name) {
    await (await this.fileRow(name)).dblclick();
    // The preview that follows the editor may have a tab of that name, too.
    await this.page.locator(`.tabs-container .tab[data-resource-name="${name}"]`).first().waitFor();
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** @param {string} name */
  tab(name) {
    return this.page.locator('.tabs-container .tab', { hasText: name });
  }

  /**
   * Runs a command from the palette by its title. A palette opened before the extensions were loaded
   * never lists their commands, so it is reopened until it does.
   * @param {string} title
   */
  async run(title) {
    await until(`the command ${title}`, async () => {
      await this.quickInput('F1', `>${title}`);
      const listed = await this.option(title)
        .waitFor({ timeout: 5000 })
        .then(
          () => true,
          () => false,
        );
      if (!listed) await this.page.keyboard.press('Escape');
      return listed;
    });
    await this.pick(title);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /**
   * Reopens the document of the active editor with another editor.
   * @param {string} editor
   */
  async reopenWith(editor) {
    await this.quickInput('F1', '>View: Reopen Editor With');
    await this.pick('Reopen Editor With...');
    await this.pick(editor);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /**
   * Chooses a colour theme by its name in the list.
   * @param {string} name
   */
  async chooseTheme(name) {
    await this.quickInput('F1', '>Preferences: Color Theme');
    await this.pick('Color Theme');
    const input = this.page.locator('.quick-input-widget input[placeholder*="Theme"]');
    await input.fill(name);
    await this.pick(name);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /**
   * Opens the context menu of an element and chooses an item with the keyboard, as a newly opened menu
   * ignores mouse buttons for 100 ms.
   * @param {Locator} element
   * @param {string} name
   */
  async pickFromMenu(element, name) {
    await element.click({ button: 'right' });
    const item = this.page.getByRole('menuitem', { name });
    await item.hover();
    await this.page.locator('.action-item.focused').filter({ has: item }).waitFor();
    await this.page.keyboard.press('Enter');
    await item.waitFor({ state: 'detached' });
  }

  /**
   * Presses the button with this name in the title of the active editor group.
   * @param {string} name
   */
  async pressTitleButton(name) {
    const buttons = this.page.locator('.editor-group-container.active .editor-actions');
    await buttons.getByRole('button', { name }).click();
  }

  /**
   * Selects `length` characters of the active editor and types over them.
   * @param {{ line: number, column: number, length: number }} place  Counting from 1.
   * @param {string} text
   */
  async typeOver({ line, column, length }, text) {
    const { keyboard } = this.page;
    await this.quickInput('Control+G', `:${line}:${column}`);
    await keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    for (let i = 0; i < length; i++) await keyboard.press('Shift+ArrowRight');
    await keyboard.type(text);
  }

  /** Closes all editors without saving them, and the panel. */
  async closeEditors() {
    await this.run('Close All Editors');
    const discard = this.page.getByRole('button', { name: "Don't Save" });
    await until('the end of all editors', async () => {
      if (await discard.isVisible()) await discard.click();
      return (await this.page.locator('.tabs-container .tab').count()) === 0;
    });
    const panel = this.page.locator('.part.panel');
    if (await panel.isVisible()) await this.page.keyboard.press('Control+J');
    await panel.waitFor({ state: 'hidden' });
  }

  /** Saves the active editor. */
  async save() {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }

  /** Opens the Problems panel and returns its rows. */
  async problems() {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) await this.page.keyboard.press('Control+Shift+M');
    await panel.waitFor();
    return panel.locator('.monaco-list-row');
  }

  /** The page inside the webview that was opened last. */
  view() {
    const outer = this.page.locator('iframe.webview').last().contentFrame();
    return outer.frameLocator('iframe#active-frame');
  }

  /**
   * Waits until the page of a panel that can be seen shows a text, and returns that page.
   * @param {RegExp} text
   */
  async visibleView(text) {
    const panels = this.page.locator('iframe.webview').filter({ visible: true });
    let found = panels.first();
    await until(`a panel that shows ${text}`, async () => {
      for (const panel of await panels.all()) {
        found = panel;
        const page = panel.contentFrame().locator('iframe#active-frame').contentFrame();
        // A page that is only now loading has no text yet, or loses what was found of it.
        const [body] = await page
          .locator('body')
          .allInnerTexts()
          .catch(() => []);
        if (body !== undefined && text.test(body)) return true;
      }
      return false;
    });
    return found.contentFrame().locator('iframe#active-frame').contentFrame();
  }

  /**
   * Reloads the window, which restores its state. Waits until the backups of saved files are removed,
   * which happens with a delay: VS Code would restore them over the saved files.
   */
  async reload() {
    await until(
      'the end of backups',
      async () => (await this.page.locator('.tab.dirty').count()) > 0 || !this.isBackedUp(),
    );
    await until('the stored editors', () => this.page.evaluate(storesOpenEditors));
    await this.page.reload();
    await this.ready();
  }

  /** Whether any file of the folder has a backup. A backup starts with the URI of its file. */
  isBackedUp() {
    return globSync(this.backups, /./).some((file) => {
      try {
        return readFileSync(file, 'utf8').includes(this.folder);
      } catch {
        return true; // it is being removed; check again
      }
    });
  }

  /** @param {string} file */
  async screenshot(file) {
    await this.page.screenshot({ path: file, animations: 'disabled' });
  }

  async close() {
    await this.page.close();
  }

  /**
   * Opens an input with a key and types a text. Retries until the input accepts it, because a workbench
   * that is still moving the focus may ignore the key or close the input at once.
   * @param {string} key
   * @param {string} text
   */
  async quickInput(key, text) {
    const input = this.page.locator('.quick-input-widget input');
    await until('the palette', async () => {
      await this.page.keyboard.press(key);
      return input.fill(text, { timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /**
   * The entry of the quick input with this name: a category may precede it, and a key may follow.
   * @param {string} name
   */
  option(name) {
    const list = this.page.locator('.quick-input-list');
    const plain = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return list.getByRole('option', { name: new RegExp(`(^|: )${plain}(,|$)`) }).first();
  }

  /**
   * Accepts the entry of the quick input with this name.
   * @param {string} name
   */
  async pick(name) {
    await this.option(name).click();
    // Moves the pointer to the middle of the status bar, where it shows no tooltip.
    const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 };
    await this.page.mouse.move(width / 2, height - 4);
  }
}

/**
 * VS Code runs an extension in the web host if it only has a browser entry point.
 * @param {string} extensions
 */
function leaveOnlyTheWebEntry(extensions) {
  const [file] = globSync(extensions, /^package\.json$/);
  const manifest = /** @type {{ main?: string }} */ (JSON.parse(readFileSync(file, 'utf8')));
  delete manifest.main;
  writeFileSync(file, JSON.stringify(manifest));
}

/**
 * Polls until `check` returns true; throws after a minute and a half.
 * @param {string} what
 * @param {() => Promise<boolean>} check
 */
export async function until(what, check) {
  const deadline = Date.now() + patienceMs;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`Waited ${patienceMs / 1000} s for ${what}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
