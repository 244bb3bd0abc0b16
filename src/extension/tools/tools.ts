import {
  type CancellationToken,
  type Disposable,
  l10n,
  type LanguageModelTool,
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
} from 'vscode';
import { excerpt } from '../../core/export/excerpt.ts';
import { markdown } from '../../core/export/markdown.ts';
import { regionsAt } from '../../core/export/regionRecord.ts';
import type { ComputeResult, Engine } from '../../protocol/engine.ts';
import type { Picture } from '../../protocol/preview.ts';
import { type Format, formatOf } from '../../language/text/format.ts';
import { problemText } from '../../language/text/problemLines.ts';
import { Lifetime } from '../lifetime.ts';
import { settingsFor } from '../settings.ts';
import { fileNameOf, readSpec, type SpecText } from '../spec/specText.ts';
import { specAt } from './specAt.ts';

/** Answers are cut at this length, at the end of a line. */
const longest = 20_000;

interface FileInput {
  readonly path: string;
}

interface CheckInput {
  readonly path?: string;
  readonly text?: string;
  readonly format?: Format;
}

interface PointsInput extends FileInput {
  readonly points: readonly (readonly number[])[];
}

/**
 * Three read-only tools for language models, if VS Code supports them. Failures are reported to the
 * model, with what to try.
 */
export function registerTools(engine: Engine): Disposable {
  const lifetime = new Lifetime();
  if (typeof lm?.registerTool !== 'function') return lifetime;
  const register = <Input>(
    name: string,
    message: (input: Input) => string,
    answer: (input: Input, signal: AbortSignal) => Promise<string>,
  ): void => {
    const tool: LanguageModelTool<Input> = {
      prepareInvocation: ({ input }) => ({ invocationMessage: message(input) }),
      invoke: async ({ input }, token) =>
        new LanguageModelToolResult([
          new LanguageModelTextPart(excerpt(await answer(input, signalOf(token)), longest)),
        ]),
    };
    lifetime.own(lm.registerTool(name, tool));
  };

  register<CheckInput>(
    'fold-complex_check_spec',
    ({ path }) => l10n.t('Checking {0}', path ?? l10n.t('a network spec')),
    async (input, signal) => {
      const spec = await specOf(input);
      const { problems } = await compute(engine, spec, 'problems', signal);
      return problemText(spec.fileName, spec.text, problems);
    },
  );
  register<FileInput>(
    'fold-complex_summarize_network',
    ({ path }) => l10n.t('Computing the fold complex of {0}', path),
    async ({ path }, signal) => {
      const { picture, spec, maxCells } = await pictureOf(engine, path, signal);
      // The complex is in the cache of the engine.
      const { facts } = await compute(engine, spec, 'facts', signal, maxCells);
      if (!facts) throw new Error(`${spec.fileName} has a picture but no facts`);
      return markdown(picture, facts);
    },
  );
  register<PointsInput>(
    'fold-complex_regions_at_points',
    ({ path }) => l10n.t('Finding the regions of {0}', path),
    async ({ path, points }, signal) => {
      const { picture } = await pictureOf(engine, path, signal);
      return regionsAt(picture, points)
        .map((region) => JSON.stringify(region))
        .join('\n');
    },
  );
  return lifetime;
}

async function specOf({ path, text, format }: CheckInput): Promise<SpecText> {
  if (text !== undefined)
    return { text, version: 0, format: format ?? 'yaml', fileName: path ?? 'spec' };
  if (path === undefined) throw new Error('Give the path of a spec, or its text');
  return readSpec(await specAt(path));
}

/** The picture of a file, partial if it is too large. Throws its problems if it has errors. */
async function pictureOf(
  engine: Engine,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly spec: SpecText; readonly maxCells: number; readonly picture: Picture }> {
  const uri = await specAt(path);
  if (!formatOf(fileNameOf(uri)))
    throw new Error(`${fileNameOf(uri)} is no network spec: those are JSON or YAML files`);
  const spec = await readSpec(uri);
  const maxCells = settingsFor(uri).maxRegions;
  const { picture, problems } = await compute(engine, spec, 'picture', signal, maxCells);
  if (picture) return { spec, maxCells, picture };
  throw new Error(problemText(spec.fileName, spec.text, problems));
}

async function compute(
  engine: Engine,
  spec: SpecText,
  want: 'problems' | 'facts' | 'picture',
  signal: AbortSignal,
  maxCells = Infinity,
): Promise<ComputeResult> {
  const result = await engine.compute({ ...spec, want, maxCells }, signal, () => undefined);
  signal.throwIfAborted();
  return result;
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => {
    controller.abort();
  });
  return controller.signal;
}
