import { regimeOf, type RunRegime } from '../../src/core/entropy/diagnostics/regime.ts';
import { trendOf } from '../../src/core/entropy/diagnostics/trend.ts';
import {
  measured,
  noiseOf,
  simulations,
  type NoiseKind,
} from '../../test/core/entropy/syntheticLogs.ts';
import { percent, type Table } from './table.ts';

const noises: readonly (readonly [name: string, share: number, kind: NoiseKind])[] = [
  ['10 %, white', 0.1, { correlation: 0 }],
  ['10 %, ρ = 0.8', 0.1, { correlation: 0.8 }],
  ['10 %, ρ = 0.95', 0.1, { correlation: 0.95 }],
  ['20 %, ρ = 0.9', 0.2, { correlation: 0.9 }],
  ['40 %, white', 0.4, { correlation: 0 }],
  ['40 %, heavy-tailed', 0.4, { correlation: 0, heavy: true }],
  ['40 %, ρ = 0.5', 0.4, { correlation: 0.5 }],
  ['40 %, ρ = 0.9', 0.4, { correlation: 0.9 }],
];

/** What is said about the level of entropy, where it is known. */
export function levelTables(reps: number, seed: number): readonly Table[] {
  const rows = [60, 100, 300];
  const lengths = [60, 150, 500];
  return [
    {
      title:
        'Trend over the last third, true change over it: called falling or rising if 0 | called level if −20 % | called falling if −40 %',
      head: ['noise', ...rows.map((n) => `${n} rows`)],
      rows: trendRows(rows, reps, seed),
    },
    {
      title: 'A level that does not change: collapse | explosion | risen or reduced',
      head: ['noise', ...lengths.map((n) => `${n} rows`)],
      rows: alarmRows(lengths, reps, seed),
    },
  ];
}

function* trendRows(
  lengths: readonly number[],
  reps: number,
  seed: number,
): Iterable<readonly string[]> {
  for (const [name, share, kind] of noises)
    yield [
      name,
      ...lengths.map((rows) => {
        const said = (change: number): readonly string[] =>
          simulations(reps, seed + rows).map((uniform) => {
            const level = Array.from(
              { length: rows },
              (_, i) => 1 + change * (i / (rows - 1) - 0.5),
            );
            return trendOf(measured(level, share, noiseOf(rows, kind, uniform)));
          });
        const count = (trends: readonly string[], ...wanted: readonly string[]): string =>
          percent(trends.filter((trend) => wanted.includes(trend)).length, reps);
        return [
          count(said(0), 'falling', 'rising'),
          count(said(-0.2), 'level'),
          count(said(-0.4), 'falling'),
        ].join(' / ');
      }),
    ];
}

function* alarmRows(
  lengths: readonly number[],
  reps: number,
  seed: number,
): Iterable<readonly string[]> {
  for (const [name, share, kind] of noises)
    yield [
      name,
      ...lengths.map((rows) => {
        const flat = Array<number>(rows).fill(1);
        const regimes = simulations(reps, seed + rows).map((uniform) =>
          regimeOf([...flat.keys()], measured(flat, share, noiseOf(rows, kind, uniform))),
        );
        const has = (code: string) => (regime: RunRegime) =>
          'events' in regime && regime.events.some((event) => event.code === code);
        const changed = ({ code }: RunRegime) => ['risen', 'reduced', 'collapsing'].includes(code);
        return [has('collapse'), has('explosion'), changed]
          .map((test) => percent(regimes.filter(test).length, reps))
          .join(' / ');
      }),
    ];
}
