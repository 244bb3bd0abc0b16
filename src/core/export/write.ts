import { factsOf } from '../analysis/facts.ts';
import { foldTable } from '../network/folds.ts';
import { contourCsv } from './contourTables.ts';
import { csv } from './csv.ts';
import { glb } from './glb.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { mtl, obj } from './obj.ts';
import { sceneOf } from './scene.ts';
import { cornerCamera } from './svg/camera.ts';
import { svg, type SvgLook } from './svg/plane.ts';
import { surfaceSvg } from './svg/surfaceSvg.ts';
import type { Subject } from '../subject.ts';
import { inkOf } from '../figure/page.ts';

/** The kinds of export. */
const kinds = [
  'svg',
  'surface',
  'glb',
  'obj',
  'regions',
  'vertices',
  'edges',
  'boundaries',
  'levels',
  'json',
  'markdown',
] as const;

export type Kind = (typeof kinds)[number];

const endings: Readonly<Record<Kind | 'png', string>> = {
  svg: '.svg',
  surface: '.surface.svg',
  glb: '.glb',
  obj: '.obj',
  regions: '.regions.csv',
  vertices: '.vertices.csv',
  edges: '.edges.csv',
  boundaries: '.boundaries.csv',
  levels: '.levels.csv',
  json: '.complex.json',
  markdown: '.md',
  png: '.png',
};

/** The file name of an export: xor.svg for xor.fold.yaml. */
export function fileNameFor(specName: string, kind: Kind | 'png'): string {
  return specName.replace(/(\.fold)?\.(ya?ml|jsonc?)$/i, '') + endings[kind];
}

/** A file of an export. */
export interface Written {
  readonly name: string;
  /** Bytes, or chunks of text to be encoded as UTF-8. */
  readonly content: Uint8Array | Iterable<string>;
}

/**
 * The kinds of export that a subject has. With one input, there is no surface and there are no
 * lines; with one output, no decision boundaries.
 */
export function kindsFor({
  graph,
  outputNames,
}: Pick<Subject, 'graph' | 'outputNames'>): readonly Kind[] {
  return kinds.filter(
    (kind) =>
      !(graph && planar.includes(kind)) && !(kind === 'boundaries' && outputNames.length < 2),
  );
}

const planar: readonly Kind[] = ['surface', 'glb', 'obj', 'edges', 'boundaries', 'levels'];

/** The names of the files that `write` makes. */
export function fileNamesOf(kind: Kind, name: string): readonly [string, ...string[]] {
  return kind === 'obj' ? [name, materialsName(name)] : [name];
}

/** The name of the file with the materials of an OBJ. */
function materialsName(name: string): string {
  return name.replace(/(\.obj)?$/i, '.mtl');
}

/**
 * Exports a subject. The first file has the given name; OBJ has a second file with its materials.
 * Throws a RangeError for a kind that the subject does not have (see `kindsFor`), and a
 * ContourError for lines that it does not have.
 */
export function write(
  subject: Subject,
  kind: Kind,
  name: string,
  look: SvgLook,
): readonly Written[] {
  const scene = () => sceneOf(subject, { ...look, theme: inkOf(look.style).theme });
  switch (kind) {
    case 'svg':
      return [{ name, content: svg(subject, look) }];
    case 'surface':
      return [{ name, content: surfaceSvg(subject, look, cornerCamera()) }];
    case 'glb':
      return [{ name, content: glb(scene()) }];
    case 'obj': {
      const drawn = scene();
      const materials = materialsName(name);
      return [
        { name, content: obj(drawn, materials) },
        { name: materials, content: mtl(drawn) },
      ];
    }
    case 'regions':
    case 'vertices':
    case 'edges':
      return [{ name, content: csv(subject, kind) }];
    case 'boundaries':
    case 'levels':
      return [{ name, content: contourCsv(subject, kind, look) }];
    case 'json':
      return [{ name, content: json(subject, look) }];
    case 'markdown': {
      const { network, complex } = subject;
      const facts = factsOf(network, foldTable(network), complex);
      return [{ name, content: [markdown(subject, facts)] }];
    }
  }
}
