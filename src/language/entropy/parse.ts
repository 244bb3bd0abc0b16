import type { ModelSettings } from '../../core/entropy/modelView.ts';
import { usualControls, type ControlSettings } from '../../core/entropy/controls.ts';
import type { ControlWindow } from '../../core/entropy/sheetRaster.ts';
import { fieldsFrom, listFrom, required, textFrom } from '../text/decode.ts';
import type { Format } from '../text/format.ts';
import type { Problem, TextRange } from '../text/problem.ts';
import { readText } from '../text/read.ts';
import { Report } from '../text/report.ts';
import { headOf, type SourceNode } from '../text/source.ts';
import { wordFrom } from '../text/word.ts';
import { successRange } from '../../core/entropy/diagnostics/runTrack.ts';
import { numberIn, pairIn } from './bounds.ts';
import { controlKeys, controlsFrom } from './controls.ts';
import type { EntropySpec, Intervention, Refresh, RunSource, Sheet } from './entropySpec.ts';
import { hintAtKlGradient, kindOf, lacksKlGradient, modelFrom } from './model.ts';
import { entropyOutline, type EntropyOutlineItem } from './outline.ts';

export interface ParsedEntropySpec {
  /** Absent exactly when the problems contain an error. */
  readonly spec?: EntropySpec;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
  /** The kind of model, also in a spec with errors elsewhere. */
  readonly kind?: ModelSettings['kind'];
  /** The outline, also of a spec with errors; absent if its syntax is invalid. */
  readonly outline?: EntropyOutlineItem;
}

const keys = ['name', 'model', 'controls', 'start', 'range', 'interventions', 'runs'];

/** Parses and decodes the text of an entropy spec. Never throws for what a text may contain. */
export function parseEntropySpec(text: string, format: Format): ParsedEntropySpec {
  const report = new Report();
  const root = readText(text, format, report, 'model');
  const spec = root && specFrom(root, report);
  const outline = root && entropyOutline(root);
  const kind = root && kindOf(root);
  return {
    ...(kind && { kind }),
    ...(spec && report.errors === 0 && { spec }),
    problems: report.problems(),
    ...(outline && { outline }),
  };
}

function specFrom(root: SourceNode, report: Report): EntropySpec | undefined {
  const fields = fieldsFrom(root, report, () => 'An entropy spec', keys);
  if (!fields) return undefined;
  const nameNode = fields.get('name');
  const name = nameNode && textFrom(nameNode, report, () => '"name"');
  const message = 'A spec needs "model", such as { kind: grpo }';
  const modelNode = required(fields, 'model', report, message);
  const model = modelNode && modelFrom(modelNode, report);
  if (!model) return undefined;
  const controlsNode = fields.get('controls');
  const controls = controlsNode
    ? writtenControls(controlsNode, model, report)
    : usualControls(model.kind);
  const startNode = fields.get('start');
  const start = startNode ? wordFrom(startNode, report, () => '"start"', sheets) : 'lower';
  const rangeNode = fields.get('range');
  const range = rangeNode ? rangeFrom(rangeNode, model, report) : {};
  if (!controls) return undefined;
  const interventionNodes = itemsOf(fields.get('interventions'), report, 'interventions');
  const interventions = interventionNodes.map((node, i) =>
    interventionFrom(node, i, controls, report),
  );
  const runNodes = itemsOf(fields.get('runs'), report, 'runs');
  const runs = runNodes.map((node, i) => runFrom(node, i, controls, report));
  const weights = [controls, ...interventions.map((one) => one?.controls)];
  // A run may log a weight that the spec does not contain.
  const usesKl = weights.some((one) => one?.kind === 'grpo' && one.kl > 0) || runNodes.length > 0;
  const assumesKlGradient = model.kind === 'grpo' && usesKl && lacksKlGradient(modelNode);
  if (assumesKlGradient) hintAtKlGradient(modelNode, report);
  if (report.errors > 0 || !start || !range) return undefined;
  return {
    ...(name !== undefined && { name }),
    model,
    ...(assumesKlGradient && { assumesKlGradient }),
    controls,
    start,
    range,
    interventions: interventions.filter((one) => one !== undefined),
    runs: runs.filter((one) => one !== undefined),
    source: {
      model: modelNode.range,
      ...(controlsNode && { controls: controlsNode.range }),
      interventions: interventionNodes.map(({ range }) => range),
      runs: runNodes.map(pathRange),
    },
  };
}

const sheets: Readonly<Record<string, Sheet>> = { lower: 'lower', upper: 'upper' };

function writtenControls(
  node: SourceNode,
  model: ModelSettings,
  report: Report,
): ControlSettings | undefined {
  const fields = fieldsFrom(node, report, () => '"controls"', controlKeys[model.kind]);
  return fields && controlsFrom(fields, report, 'controls', usualControls(model.kind));
}

/** Names of the two controls by kind of model, and the least that the second may be. */
const axes = {
  grpo: { control1: 'anchor', control2: 'strength', least: 1e-4 },
  normalForm: { control1: 'forcing', control2: 'splitting', least: -1000 },
  twoFormats: { control1: 'advantage', control2: 'feedback', least: 0 },
} as const;

/** Keys of "range" by kind of model. */
export const rangeKeys: Readonly<Record<ModelSettings['kind'], readonly string[]>> = {
  grpo: [axes.grpo.control1, axes.grpo.control2],
  normalForm: [axes.normalForm.control1, axes.normalForm.control2],
  twoFormats: [axes.twoFormats.control1, axes.twoFormats.control2],
};

function rangeFrom(
  node: SourceNode,
  { kind }: ModelSettings,
  report: Report,
): Partial<ControlWindow> | undefined {
  const { control1, control2, least } = axes[kind];
  const fields = fieldsFrom(node, report, () => '"range"', rangeKeys[kind]);
  if (!fields) return undefined;
  const errors = report.errors;
  const interval = (key: string, min: number): readonly [number, number] | undefined => {
    const own = fields.get(key);
    return own && pairIn(own, report, `"${key}" in "range"`, { min, max: 1000 }, true);
  };
  const first = interval(control1, -1000);
  const second = interval(control2, least);
  if (report.errors > errors) return undefined;
  return { ...(first && { control1: first }), ...(second && { control2: second }) };
}

function itemsOf(node: SourceNode | undefined, report: Report, key: string): readonly SourceNode[] {
  return (node && listFrom(node, report, () => `"${key}"`)) ?? [];
}

function interventionFrom(
  node: SourceNode,
  i: number,
  before: ControlSettings,
  report: Report,
): Intervention | undefined {
  const where = `intervention ${i + 1}`;
  const own = controlKeys[before.kind];
  const known = before.kind === 'grpo' ? ['name', ...own, 'refresh'] : ['name', ...own];
  const fields = fieldsFrom(node, report, () => `Intervention ${i + 1}`, known);
  if (!fields) return undefined;
  const nameNode = fields.get('name');
  const name = nameNode && textFrom(nameNode, report, () => `The name of ${where}`);
  const controls = controlsFrom(fields, report, where, before);
  const refreshNode = before.kind === 'grpo' ? fields.get('refresh') : undefined;
  const refresh = refreshNode && refreshFrom(refreshNode, where, report);
  if (!refreshNode && own.every((key) => !fields.get(key))) {
    const message = `Intervention ${i + 1} changes nothing: set one of ${known.slice(1).join(', ')}`;
    report.warning('no-effect', headOf(node), message);
  }
  if ((nameNode && name === undefined) || !controls || (refreshNode && !refresh)) return undefined;
  return { ...(name !== undefined && { name }), controls, ...(refresh && { refresh }) };
}

/** The range of the path in a run. */
function pathRange(node: SourceNode): TextRange {
  const path = node.kind === 'object' && node.entries.find(({ key }) => key === 'path');
  return path ? path.value.range : node.range;
}

function refreshFrom(node: SourceNode, where: string, report: Report): Refresh | undefined {
  const fields = fieldsFrom(node, report, () => `"refresh" of ${where}`, ['share', 'success']);
  if (!fields) return undefined;
  const limits = { min: 0, max: 1 };
  const share = numberIn(fields, 'share', report, 'refresh', { ...limits, fallback: 0.5 });
  const success = numberIn(fields, 'success', report, 'refresh', {
    ...limits,
    above: true,
    below: true,
    fallback: 0.25,
  });
  return share === undefined || success === undefined ? undefined : { share, success };
}

function runFrom(
  node: SourceNode,
  i: number,
  before: ControlSettings,
  report: Report,
): RunSource | undefined {
  const own = before.kind === 'grpo' ? controlKeys.grpo : [];
  const known = ['path', 'name', 'reward_range', ...own];
  const fields = fieldsFrom(node, report, () => `Run ${i + 1}`, known);
  const message = `Run ${i + 1} needs "path", the path of its log relative to this file`;
  const pathNode = fields && required(fields, 'path', report, message);
  const path = pathNode && textFrom(pathNode, report, () => `The path of run ${i + 1}`);
  if (!fields || path === undefined) return undefined;
  const rangeNode = fields.get('reward_range');
  const rewardRange = rangeNode
    ? pairIn(rangeNode, report, `"reward_range" of run ${i + 1}`, { min: -1e6, max: 1e6 }, true)
    : successRange;
  const nameNode = fields.get('name');
  const name = nameNode ? textFrom(nameNode, report, () => `The name of run ${i + 1}`) : path;
  const written = controlsFrom(fields, report, `run ${i + 1}`, before);
  if (name === undefined || !written || !rewardRange) return undefined;
  if (written.kind !== 'grpo') return { path, name, controls: undefined, rewardRange };
  // Without a reference, a run is assumed to start at it.
  const { kl, entropyBonus, credit } = written;
  const referenceSuccess = fields.get('reference_success') && written.referenceSuccess;
  return { path, name, controls: { kl, entropyBonus, credit, referenceSuccess }, rewardRange };
}
