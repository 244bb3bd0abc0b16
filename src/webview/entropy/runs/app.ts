import type { FromRunView, ToRunView } from '../../../protocol/entropy/runs.ts';
import { element } from '../../kit/element.ts';
import { connectHost } from '../../kit/host.ts';
import { createStore } from '../../kit/store.ts';
import { onThemeChange, readTheme } from '../../kit/theme.ts';
import { createAbout } from './about.ts';
import { createColumns } from './columns.ts';
import { createFindings } from './findings.ts';
import { createRunHeader } from './header.ts';
import { createLawChart } from './lawChart.ts';
import { createRunList } from './runList.ts';
import { createStanding } from './standing.ts';
import {
  defaultSetup,
  defaultSweep,
  runsOf,
  type ListedRun,
  type RunPane,
  type RunState,
} from './state.ts';
import { createSweepPane } from './sweepPane.ts';
import { createTimeCharts } from './timeCharts.ts';
import { decodeKept, keptOf } from './viewState.ts';

/** Calm after the last change before the view state is kept. */
const keepAfter = 250;

/** Builds the view of training runs in `root` and keeps it going. */
export function startRuns(root: HTMLElement): void {
  const store = createStore<RunState>({
    logs: [],
    loaded: false,
    read: 0,
    chosen: 0,
    setup: defaultSetup,
    sweep: defaultSweep,
    step: undefined,
    columnsOpen: false,
    aboutOpen: false,
    theme: readTheme(),
  });
  const host = connectHost<ToRunView, FromRunView>(receive);
  const send = (message: FromRunView): void => host.send(message);

  let runs: readonly ListedRun[] = [];
  const choose = (chosen: number): void => store.set({ chosen });
  const panes: readonly RunPane[] = [
    createRunHeader({
      send,
      toggleColumns: () => store.set({ columnsOpen: !store.get().columnsOpen }),
      toggleAbout: () => store.set({ aboutOpen: !store.get().aboutOpen }),
    }),
    createAbout(),
    createRunList({ send, choose }),
    createColumns(send),
    createTimeCharts((step) => store.set({ step })),
    createFindings(send),
    createLawChart(),
    createStanding(
      (change) => store.set({ setup: { ...store.get().setup, ...change } }),
      () => {
        const { chosen, setup } = store.get();
        const listed = runs[chosen] as ListedRun | undefined;
        if (listed) send({ kind: 'showModel', uri: listed.uri, setup });
      },
    ),
    createSweepPane({
      ...{ send, choose },
      change: (change) => store.set({ sweep: { ...store.get().sweep, ...change } }),
    }),
  ];
  const [header, about, list, columns, time, findings, law, standing, sweep] = panes.map(
    (p) => p.node,
  );
  const middle = element(
    'main',
    { class: 'run-main' },
    about,
    list,
    columns,
    time,
    element('div', { class: 'run-reading' }, findings, law),
    standing,
    sweep,
  );
  root.append(header, middle);

  let scheduled = false;
  let keeping: ReturnType<typeof setTimeout> | undefined;
  store.subscribe(() => {
    schedule();
    clearTimeout(keeping);
    keeping = setTimeout(keep, keepAfter);
  });
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      for (const pane of panes) pane.update(store.get(), runs);
    });
  }
  function keep(): void {
    const { logs, loaded } = store.get();
    if (!loaded) return;
    const state = keptOf(store.get());
    host.keep({ uris: logs.map(({ uri }) => uri), state });
    send({ kind: 'keepState', state });
  }

  function receive(message: ToRunView): void {
    if (message.kind === 'restore') {
      store.set(decodeKept(message.state));
      return;
    }
    if (message.kind === 'reading') {
      store.set({ read: message.share });
      return;
    }
    const chosen = runs[store.get().chosen] as ListedRun | undefined;
    runs = runsOf(message.logs);
    // The same run stays chosen while logs come, go and grow.
    const again = runs.findIndex(({ uri, label }) => uri === chosen?.uri && label === chosen.label);
    const last = Math.max(0, runs.length - 1);
    const kept = again >= 0 ? again : Math.min(store.get().chosen, last);
    store.set({ logs: message.logs, loaded: true, chosen: kept });
  }

  new ResizeObserver(schedule).observe(middle);
  onThemeChange(() => store.set({ theme: readTheme() }));
  schedule();
  send({ kind: 'ready' });
}
