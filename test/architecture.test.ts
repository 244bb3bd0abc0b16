import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, posix, sep } from 'node:path';
import ts from 'typescript';
import { globSync } from '../scripts/glob.mjs';

type Layer =
  'kernel' | 'core' | 'language' | 'protocol' | 'engine' | 'cli' | 'extension' | 'webview';

/** What a layer may import besides itself; `types` vanish at build time. */
const arrows: Record<
  Layer,
  { readonly values: readonly Layer[]; readonly types?: readonly Layer[] }
> = {
  kernel: { values: [] },
  core: { values: ['kernel'] },
  language: { values: ['core'] },
  protocol: { values: [], types: ['core', 'language'] },
  engine: { values: ['core', 'language'], types: ['protocol'] },
  cli: { values: ['core', 'language', 'engine'], types: ['protocol'] },
  extension: { values: ['core', 'language', 'protocol', 'engine'] },
  webview: { values: ['core', 'protocol'], types: ['language'] },
};

/** Packages, and who may import them. Nothing else is imported from outside. */
const packages: readonly { readonly name: RegExp; readonly by: RegExp }[] = [
  { name: /^robust-predicates$/, by: /^src\/(core|language)\// },
  { name: /^(jsonc-parser|yaml)$/, by: /^src\/language\// },
  {
    name: /^node:/,
    by: /^src\/(cli\/|engine\/(main\.node|nodeFiles)|extension\/(engine|files)\/node)/,
  },
  { name: /^@bufbuild\/protobuf\/wire$/, by: /^src\/language\/protobuf\.ts$/ },
  { name: /^vscode$/, by: /^src\/extension\// },
  { name: /^vscode-webview$/, by: /^src\/webview\/kit\/host\.ts$/ },
  { name: /^gifenc$/, by: /^src\/webview\/progression\/animation\.ts$/ },
  { name: /^lit-html(\/|$)/, by: /^src\/webview\// },
  { name: /^d3-(array|scale|shape)$/, by: /^src\/webview\// },
  { name: /^three(\/|$)/, by: /^src\/webview\/viewport\/scene\// },
  { name: /^@vscode\/webview-ui-toolkit(\/|$)/, by: /^src\/webview\/kit\/toolkit\.ts$/ },
];

/** Models of entropy collapse, their specs, training logs and views. */
const entropyHalf =
  /^src\/((core|engine|protocol|cli|extension|webview)\/entropy|language\/(entropy|log))\//;

/** Where layers outside the entropy half register it; nothing else there imports it. */
const entropyRegistrations = [
  'src/cli/check.ts',
  'src/cli/run.ts',
  'src/core/selfCheck/selfCheck.ts',
  'src/engine/operations.ts',
  'src/extension/activate.ts',
  'src/protocol/engine.ts',
];

/** What is about fold complexes; everything in neither half is shared. */
const complexHalf = new RegExp(
  `^src/(${[
    'kernel/',
    'core/(analysis|arrangement|complex|exact|export|model|network|picture|progression|training)/',
    'core/(height|subject)\\.ts',
    'language/(convert|model|network|services|training|weights)/',
    'language/(parse|spec)\\.ts',
    'protocol/(preview|progression)\\.ts',
    'extension/(export|preview|progression|tools)/',
    'webview/(complex|progression)/',
  ].join('|')})`,
);

const modules = globSync('src', /\.ts$/).map(readModule);
const imports = modules.flatMap((module) =>
  module.imports.map((one) => ({ ...one, by: module.path })),
);

describe('the architecture', () => {
  it('keeps imports inside src', () => {
    assert.deepEqual(
      imports.filter(({ target }) => target?.startsWith('src/') === false),
      [],
    );
  });

  it('lets imports between layers point inwards only', () => {
    const wrong = imports.filter(
      ({ by, target, typeOnly }) =>
        target !== undefined && !isAllowed(layerOf(by), layerOf(target), typeOnly),
    );
    assert.deepEqual(wrong, []);
  });

  it('reaches the kernel through its compiled module', () => {
    const wrong = imports.filter(
      ({ by, target }) =>
        layerOf(by) !== 'kernel' &&
        target?.startsWith('src/kernel/') === true &&
        target !== 'src/kernel/kernel.wasm',
    );
    assert.deepEqual(wrong, []);
  });

  it('keeps the data structure of a complex independent of its computation', () => {
    const wrong = imports.filter(
      ({ by, target }) =>
        by.startsWith('src/core/complex/') && target?.startsWith('src/core/arrangement/'),
    );
    assert.deepEqual(wrong, []);
  });

  it('computes in the extension host process only where there are no threads', () => {
    const computing = imports.filter(
      ({ by, target }) => layerOf(by) === 'extension' && target === 'src/engine/inProcess.ts',
    );
    assert.deepEqual(
      computing.map(({ by }) => by),
      ['src/extension/main.web.ts'],
    );
  });

  it('imports packages only where they belong', () => {
    const wrong = imports.filter(
      ({ by, name, target }) =>
        target === undefined && !packages.some((p) => p.name.test(name) && p.by.test(by)),
    );
    assert.deepEqual(wrong, []);
  });

  it('has no rule about a layer or a package that no longer exists', () => {
    assert.deepEqual(
      [...new Set(modules.map(({ path }) => layerOf(path)))].sort(),
      Object.keys(arrows).sort(),
    );
    const unused = packages.filter(
      (p) => !imports.some(({ by, name }) => p.name.test(name) && p.by.test(by)),
    );
    assert.deepEqual(unused, []);
    for (const folder of ['src/core/complex/', 'src/core/arrangement/'])
      assert.ok(
        modules.some(({ path }) => path.startsWith(folder)),
        `${folder} is empty`,
      );
  });

  it('keeps the code that views share independent of any view', () => {
    const shared = /^src\/webview\/(kit|viewport)\//;
    const wrong = imports.filter(
      ({ by, target }) =>
        shared.test(by) && target?.startsWith('src/webview/') === true && !shared.test(target),
    );
    assert.deepEqual(wrong, []);
  });

  it('imports the entropy half only where it is registered', () => {
    const importers = imports
      .filter(({ by, target }) => !entropyHalf.test(by) && entropyHalf.test(target ?? ''))
      .map(({ by }) => by);
    assert.deepEqual([...new Set(importers)].sort(), entropyRegistrations);
  });

  it('keeps the entropy half independent of fold complexes', () => {
    const wrong = imports.filter(
      ({ by, target }) => entropyHalf.test(by) && complexHalf.test(target ?? ''),
    );
    assert.deepEqual(wrong, []);
    assert.ok(modules.some(({ path }) => complexHalf.test(path)));
    // Shared modules may use types of a complex, but must not bring its code along.
    const roots = modules.map(({ path }) => path).filter((path) => entropyHalf.test(path));
    assert.deepEqual(
      [...closureOf(roots)].filter((path) => complexHalf.test(path)),
      [],
    );
  });

  it('has no import cycle', () => {
    assert.deepEqual(findCycle(), []);
  });

  it('has no module without a subject', () => {
    const vague = /^(index|utils?|helpers?|misc|common|types|constants)\.ts$/;
    assert.deepEqual(
      modules.map(({ path }) => path).filter((path) => vague.test(basename(path))),
      [],
    );
  });
});

interface Import {
  /** As written. */
  readonly name: string;
  /** The file, for a relative import. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

interface Module {
  readonly path: string;
  readonly imports: readonly Import[];
}

function readModule(file: string): Module {
  const path = file.split(sep).join('/');
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const imports: Import[] = [];
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const name = specifier.text;
    // AssemblyScript does without extensions.
    const extension = path.startsWith('src/kernel/') ? '.ts' : '';
    const target = name.startsWith('.')
      ? posix.join(posix.dirname(path), name) + extension
      : undefined;
    imports.push({ name, target, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path, imports };
}

/** `import type { A }` and `import { type A }` leave nothing behind. */
function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = clause;
  return (
    !name &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

function layerOf(path: string): Layer {
  return path.split('/')[1] as Layer;
}

function isAllowed(from: Layer, to: Layer, typeOnly: boolean): boolean {
  const { values, types = [] } = arrows[from];
  return from === to || values.includes(to) || (typeOnly && types.includes(to));
}

/** The modules and everything that they import after the build, directly or through others. */
function closureOf(roots: readonly string[]): ReadonlySet<string> {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const found = new Set<string>();
  const queue = [...roots];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? [])
      if (target !== undefined && !typeOnly) queue.push(target);
  }
  return found;
}

/** The modules of one cycle of imports that remain after the build, or none. */
function findCycle(): string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const finished = new Set<string>();
  const follow = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (finished.has(path)) return [];
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? []) {
      const cycle = target && !typeOnly ? follow(target, [...trail, path]) : [];
      if (cycle.length > 0) return cycle;
    }
    finished.add(path);
    return [];
  };
  for (const { path } of modules) {
    const cycle = follow(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
