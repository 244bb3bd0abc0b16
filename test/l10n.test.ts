import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { globSync } from '../scripts/glob.mjs';
import { textsOf } from '../scripts/l10n/texts.mjs';
import { root } from '../scripts/project.mjs';
import { viewPage } from '../src/extension/panels/viewPage.ts';
import { l10n, setBundle } from '../src/webview/kit/l10n.ts';

type Bundle = Record<string, string>;

const { texts, faults } = textsOf(root);
const bundles = globSync('l10n', /\.json$/);
const manifests = readdirSync('.').filter((name) => /^package\.nls\.[\w-]+\.json$/.test(name));

describe('interface strings', () => {
  it('all go through l10n.t, as one literal, with a value for every placeholder', () => {
    assert.ok(texts.length > 200);
    assert.deepEqual(faults, []);
  });

  it('are found where they bypass l10n.t', () => {
    const source = [
      "const late = l10n.t('Said before the language is known');",
      'function say(name: string) {',
      "  button('Close');",
      '  note(`and ${name} more of them`);',
      '  note(l10n.t(name));',
      "  note(l10n.t('{0} and {1}', name));",
      "  log.info('Nobody translates the log');",
      "  note(l10n.t('{0} is fine', name));",
      '  show(html`<p class="muted number" title="Not translated">${name}</p>`);',
      '  show(html`<p class=${name}>Not translated</p>`);',
      '}',
    ];
    const { texts, faults } = inProject(source.join('\n'), textsOf);
    assert.deepEqual(
      faults.map((fault) => fault.split(':').slice(0, 2).join(':')),
      [1, 3, 4, 5, 6, 9, 10].map((line) => `src/webview/some.ts:${line}`),
    );
    assert.ok(texts.includes('{0} is fine'));
  });

  for (const path of bundles) {
    const bundle = JSON.parse(readFileSync(path, 'utf8')) as Bundle;
    it(`are all translated in ${basename(path)}, with their placeholders`, () => {
      const known = new Set(texts);
      const stale = Object.keys(bundle).filter((text) => !known.has(text));
      assert.deepEqual(stale, [], 'npm run l10n takes them out');
      assertSameHoles(Object.entries(bundle), /\{\d+\}/g);
    });
  }

  for (const path of manifests) {
    it(`of the manifest are all translated in ${basename(path)}, with their links`, () => {
      const english = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Bundle;
      const translated = JSON.parse(readFileSync(path, 'utf8')) as Bundle;
      const stale = Object.keys(translated).filter((key) => !(key in english));
      assert.deepEqual(stale, []);
      // Names of settings, commands and links stay what they are.
      assertSameHoles(
        Object.entries(translated).map(([key, text]) => [english[key], text]),
        /`[^`]+`|#[\w.]+#|\]\([^)]+\)/g,
      );
    });
  }

  it('are delivered to the view with its page, whatever they contain', () => {
    const tricky = { 'A <b>': '</script><!-- {0} "&" \u2028' };
    const page = viewPage({
      view: 'complex',
      sharedScript: 'shared.js',
      script: 's',
      styles: ['c'],
      source: 'o',
      nonce: 'n',
      language: 'de',
      texts: tricky,
    });
    const [, inside] = /<script id="texts" type="application\/json">(.*?)<\/script>/s.exec(page)!;
    assert.deepEqual(JSON.parse(inside), tricky);
    assert.match(page, /<html lang="de">/);
  });

  it('are joined in the order of their language', () => {
    setBundle({ '{0} of {1}': 'von {1} sind es {0}' });
    try {
      assert.equal(l10n.t('{0} of {1}', 3, 'vier'), 'von vier sind es 3');
      assert.equal(l10n.t('{0} is not translated', 0), '0 is not translated');
      assert.equal(l10n.t('{0} fills no further hole', '{0}'), '{0} fills no further hole');
    } finally {
      setBundle({});
    }
  });
});

function assertSameHoles(pairs: readonly (readonly [string, string])[], hole: RegExp): void {
  const holes = (text: string): string[] => [...new Set(text.match(hole))].sort();
  for (const [english, translated] of pairs) {
    assert.notEqual(translated.trim(), '', english);
    assert.deepEqual(holes(translated), holes(english), english);
  }
}

/** Runs something on a project of one source. */
function inProject<T>(source: string, run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'words-'));
  try {
    mkdirSync(join(folder, 'src/webview'), { recursive: true });
    writeFileSync(join(folder, 'src/webview/some.ts'), source);
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
