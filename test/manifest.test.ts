import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { globSync } from '../scripts/glob.mjs';
import { panelTypes as entropyPanels } from '../src/extension/entropy/panelTypes.ts';
import { panelTypes } from '../src/extension/panels/panelTypes.ts';
import { isEntropySpecName, isSpecName } from '../src/language/text/format.ts';

interface Command {
  readonly command: string;
  readonly icon?: string | { readonly dark: string; readonly light: string };
}

interface Placed {
  readonly command: string;
  readonly alt?: string;
  readonly when?: string;
}

interface Manifest {
  readonly main: string;
  readonly browser: string;
  readonly bin: Record<string, string>;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Record<string, string>;
  readonly dependencies?: unknown;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly keybindings: readonly Placed[];
    readonly menus: Record<string, readonly Placed[]>;
    readonly configuration: { readonly properties: Record<string, { readonly default: unknown }> };
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly yamlValidation: readonly { readonly url: string }[];
    readonly customEditors: readonly {
      readonly viewType: string;
      readonly selector: readonly { readonly filenamePattern: string }[];
      readonly priority: string;
    }[];
    readonly languageModelTools: readonly { readonly name: string }[];
    readonly walkthroughs: readonly {
      readonly icon: string;
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const { contributes } = manifest;
const steps = contributes.walkthroughs.flatMap(({ steps }) => steps);
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const placed = [...contributes.keybindings, ...Object.values(contributes.menus).flat()];
const sources = globSync('src/extension', /\.ts$/)
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

describe('the manifest', () => {
  it('has a text for every key, and a key for every text', () => {
    const keys = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(keys)].sort(), Object.keys(texts).sort());
  });

  it('places only commands that it declares', () => {
    const names = new Set(contributes.commands.map(({ command }) => command));
    const used = placed.flatMap(({ command, alt }) => (alt ? [command, alt] : [command]));
    assert.deepEqual(
      used.filter((name) => !names.has(name)),
      [],
    );
  });

  it('refers in its walkthrough only to commands and contexts that exist', () => {
    const names = new Set(contributes.commands.map(({ command }) => command));
    for (const { description, completionEvents } of steps) {
      const text = texts[description.replaceAll('%', '')];
      const linked = [...text.matchAll(/\(command:([\w.]+)\)/g)].map(([, name]) => name);
      const done = completionEvents.map((event) => event.split(':'));
      for (const name of linked) assert.ok(names.has(name), `there is no ${name}`);
      for (const [kind, name] of done) {
        if (kind === 'onCommand') assert.ok(linked.includes(name), `no button runs ${name}`);
        else assert.ok(kind === 'onContext' && sources.includes(`'${name}'`), name);
      }
    }
  });

  it('declares the tools for language models that are registered', () => {
    const registered = [...sources.matchAll(/'(fold-complex_\w+)'/g)].map(([, name]) => name);
    const declared = contributes.languageModelTools.map(({ name }) => name);
    assert.deepEqual(registered.sort(), declared.sort());
  });

  it('refers only to context keys and views that the sources set', () => {
    const own = /foldComplex\.\w+/g;
    const asked = placed.flatMap(({ when }) => when?.match(own) ?? []);
    const woken = manifest.activationEvents.flatMap((event) => event.match(own) ?? []);
    assert.ok(asked.length > 0 && woken.length > 0);
    for (const name of new Set([...asked, ...woken])) {
      assert.ok(sources.includes(`'${name}'`), `nothing in src/extension says ${name}`);
    }
  });

  it('knows a spec by its name until the extension has set a context key, which also knows others', () => {
    const kinds = [
      ['foldComplex.activeIsSpec', isSpecName],
      ['foldComplex.activeIsEntropySpec', isEntropySpecName],
    ] as const;
    const names = ['fold', 'entropy', 'other'].flatMap((kind) =>
      ['yaml', 'yml', 'json', 'jsonc', 'yaml.txt'].flatMap((ending) =>
        [`a.${kind}.${ending}`, `${kind}.${ending}`].flatMap((name) => [name, name.toUpperCase()]),
      ),
    );
    const pattern = String.raw`resourceFilename =~ /(\S+)/i`;
    for (const [key, isOfKind] of kinds) {
      const asked = placed.flatMap(({ when }) => (when?.includes(key) ? [when] : []));
      assert.ok(asked.length > 0);
      for (const when of asked) {
        const [, source] = new RegExp(`\\(${key} \\|\\| ${pattern}\\)`).exec(when) ?? [];
        assert.ok(source, `${when} waits for the context key`);
        const known = names.filter((name) => new RegExp(source, 'i').test(name));
        assert.deepEqual(known, names.filter(isOfKind), when);
      }
    }
  });

  it('activates the extension for exactly the panels that it opens and restores', () => {
    const types = [...Object.values(panelTypes), ...Object.values(entropyPanels)];
    const events = manifest.activationEvents.filter((event) => event.startsWith('onWebviewPanel:'));
    assert.deepEqual(events.sort(), types.map((type) => `onWebviewPanel:${type}`).sort());
    // A panel of a type that is in neither table could not be in the manifest.
    const restored = [...sources.matchAll(/panels\s*\.(?:restore|open)\(\s*([\w.[\]]+)/g)];
    assert.ok(restored.length >= types.length);
    for (const [, type] of restored) assert.match(type, /^panelTypes[.[]/);
  });

  it('offers a custom editor for the names of specs, but opens them as text by default', () => {
    const [editor] = contributes.customEditors;
    assert.ok(sources.includes(`'${editor.viewType}'`), 'no source registers the editor');
    assert.equal(editor.priority, 'option');
    const names = editor.selector.map(({ filenamePattern }) => filenamePattern.replace('*', 'net'));
    assert.ok(names.every(isSpecName));
    assert.equal(names.length, 3);
  });

  it('declares the settings that are read, with the same defaults', () => {
    const reads = [...sources.matchAll(/\.get<[^>]*>\('(\w+)', ([^)]+)\)/g)];
    const fallbacks = reads.map(([, name, fallback]) => [
      `foldComplex.${name}`,
      fallback.replace(/['_]/g, ''),
    ]);
    const declared = Object.entries(contributes.configuration.properties).map(
      ([name, property]) => [name, String(property.default)],
    );
    assert.deepEqual(fallbacks.sort(), declared.sort());
  });

  it('refers to files that exist or that the build creates', () => {
    const icons = contributes.commands.flatMap(({ icon }) =>
      typeof icon === 'object' ? [icon.dark, icon.light] : [],
    );
    const schemas = [...contributes.jsonValidation, ...contributes.yamlValidation];
    const pictures = steps.map(({ media }) => media.svg);
    const files = [manifest.icon, ...pictures, ...icons, ...schemas.map(({ url }) => url)];
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
    const built = readFileSync('esbuild.mjs', 'utf8');
    for (const bundle of [manifest.main, manifest.browser, ...Object.values(manifest.bin)]) {
      assert.ok(built.includes(`'${bundle.replace('./', '')}'`), `esbuild.mjs makes no ${bundle}`);
    }
  });

  it('compiles against the oldest VS Code that it supports', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('needs nothing at run time that is not bundled', () => {
    assert.equal(manifest.dependencies, undefined);
  });

  it('pins every tool, whatever registry is used', () => {
    const loose = Object.entries(manifest.devDependencies).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    assert.deepEqual(loose, []);
    assert.doesNotMatch(readFileSync('package-lock.json', 'utf8'), /"resolved"/);
  });

  it('locks the packages that other platforms need', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const locked = Object.keys(lock.packages);
    const missing = Object.values(lock.packages)
      .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
      .filter((name) => !locked.some((path) => path.endsWith(`node_modules/${name}`)));
    assert.deepEqual(missing, [], 'npm ci refuses this lock file');
  });
});
