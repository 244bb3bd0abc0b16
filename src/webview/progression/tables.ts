import { record } from '../../core/csvRecord.ts';
import type { Network } from '../../core/network/network.ts';
import type { FoldPlace, ProgressionEvent } from '../../core/progression/events.ts';
import { placeName } from '../viewport/names.ts';
import type { Curve } from './curves.ts';
import { listedEvents } from './eventList.ts';

/** The curves as CSV: one row per frame, with empty fields for missing values. */
export function curvesCsv(frames: readonly string[], curves: readonly Curve[]): string {
  const columns = curves.flatMap(({ key, values, bound }) => [
    { key, values },
    ...(bound ? [{ key: `${key}.bound`, values: bound.values }] : []),
  ]);
  const rows = frames.map((title, i) =>
    record([title, ...columns.map(({ values }) => (Number.isFinite(values[i]) ? values[i] : ''))]),
  );
  return [record(['frame', ...columns.map(({ key }) => key)]), ...rows].join('');
}

/**
 * The events as CSV, one row each: the bounds of its time t, the first frame that shows it, the numbers
 * of regions that appear and vanish, the names of the folds that enter and leave, and its place.
 */
export function eventsCsv(
  events: readonly ProgressionEvent[],
  last: number,
  network: Network,
  inputNames: readonly string[],
): string {
  const names = (places: readonly FoldPlace[]): string =>
    places.map((place) => placeName(network, place)).join('; ');
  const rows = listedEvents(events, last, undefined).map(({ event, frame }) =>
    record([
      event.from,
      event.to,
      frame,
      event.born,
      event.died,
      names(event.entered),
      names(event.left),
      ...[event.x, event.y].slice(0, inputNames.length),
    ]),
  );
  const head = ['from', 'to', 'frame', 'born', 'died', 'entered', 'left', ...inputNames];
  return [record(head), ...rows].join('');
}
