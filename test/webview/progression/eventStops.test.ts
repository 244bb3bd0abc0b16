import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProgressionEvent } from '../../../src/core/progression/events.ts';
import {
  countOf,
  eventKinds,
  listedEvents,
  rowsAt,
} from '../../../src/webview/progression/eventList.ts';
import { eventsByFrame, nextEvent, snapped } from '../../../src/webview/progression/eventStops.ts';

const narrow = (to: number): ProgressionEvent => ({
  from: to - 2 ** -31,
  to,
  born: 1,
  died: 0,
  entered: [],
  left: [],
  x: 0,
  y: 0,
});
const wide = (to: number): ProgressionEvent => ({ ...narrow(to), from: to - 0.01 });
const place = { layer: 0, neuron: 1, breakpoint: 0 };

describe('stops at events', () => {
  it('are visited once each, forwards and backwards', () => {
    const times = fc.array(fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 200 }), (all, last) => {
        const events = all.map(narrow);
        const frames = [...eventsByFrame(events, last).keys()];
        const walk = (direction: 1 | -1): number[] => {
          const met: number[] = [];
          let at: number | undefined = direction === 1 ? -1 : last + 1;
          while ((at = nextEvent(events, last, at, direction)) !== undefined) met.push(at);
          return met;
        };
        assert.deepEqual(walk(1), frames);
        assert.deepEqual(walk(-1), frames.toReversed());
        for (const [frame, own] of eventsByFrame(events, last))
          for (const { to } of own) assert.ok(frame >= to * last && frame <= to * last + 1);
      }),
    );
  });

  it('attract only nearby positions', () => {
    const events = [narrow(0.2), narrow(0.23)];
    assert.equal(snapped(events, 100, 21, 2), 20);
    assert.equal(snapped(events, 100, 22, 2), 23);
    assert.equal(snapped(events, 100, 26, 2), 26);
  });

  it('exclude merged events, unless a fold enters or leaves', () => {
    assert.equal(snapped([wide(0.2)], 100, 21, 2), 21);
    assert.equal(snapped([{ ...wide(0.2), left: [place] }], 100, 21, 2), 20);
  });
});

describe('the list of events', () => {
  it('assigns each row to exactly one frame', () => {
    const times = fc.array(fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 50 }), (all, last) => {
        const events = all.toSorted((p, q) => p - q).map(narrow);
        const listed = listedEvents(events, last, undefined);
        const met: ProgressionEvent[] = [];
        for (let frame = 0; frame <= last; frame++) {
          const { from, to } = rowsAt(listed, frame);
          const own = listed.slice(from, to);
          for (const one of own) assert.equal(one.frame, frame);
          met.push(...own.map(({ event }) => event));
        }
        assert.deepEqual(met, events);
      }),
    );
  });

  it('includes all events of a kind', () => {
    const some = fc.record({
      to: fc.double({ min: 0, max: 1, noNaN: true }),
      born: fc.nat(3),
      died: fc.nat(3),
      entered: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(some), fc.constantFrom(...eventKinds), (drawn, kind) => {
        const events = drawn.map(({ to, born, died, entered }) => ({
          ...narrow(to),
          ...{ born, died },
          entered: Array.from({ length: entered }, () => place),
        }));
        const sum = (of: readonly ProgressionEvent[]): number =>
          of.reduce((all, event) => all + countOf(event, kind), 0);
        const listed = listedEvents(events, 10, kind).map(({ event }) => event);
        assert.equal(sum(listed), sum(events));
        for (const event of listed) assert.ok(countOf(event, kind) > 0);
      }),
    );
  });
});
