import type { MakeExport } from '../../protocol/exports.ts';
import type { FromProgression, ToProgression } from '../../protocol/progression.ts';
import type { Store } from '../kit/store.ts';
import type { Frames } from './frames.ts';
import type { ProgressionState } from './state.ts';
import type { ProgressionViewState } from './viewState.ts';

export interface MessageReceiverParts {
  readonly store: Store<ProgressionState>;
  readonly frames: Frames;
  /** The view state to save for the document. */
  readonly restore: (uri: string, state: unknown) => ProgressionViewState;
  readonly send: (message: FromProgression) => void;
  readonly makeExport: (message: MakeExport) => void;
}

/** Applies messages of the extension to the state and the frame cache, and requests unloaded frames. */
export interface MessageReceiver {
  /** The current run; −1 before the first. */
  readonly run: number;
  receive(message: ToProgression): void;
  /** Shows the next sequence, if it is a training, as it is in the end, as far as it is computed. */
  openAtEnd(): void;
  /** Requests those of the given frames that have been unloaded, once each. */
  recall(needed: readonly number[]): void;
}

/** Creates the message handler of a page. */
export function createMessageReceiver({
  store,
  frames,
  restore,
  send,
  makeExport,
}: MessageReceiverParts): MessageReceiver {
  let run = -1;
  /** Whether the next training is shown from its end. */
  let opensAtEnd = false;
  /** Frames that were requested again and have not arrived yet. */
  const recalled = new Set<number>();
  return {
    get run() {
      return run;
    },
    openAtEnd: () => {
      opensAtEnd = true;
    },
    recall: (needed) => {
      const missing = needed.filter((i) => frames.has(i) && !frames.at(i) && !recalled.has(i));
      if (missing.length === 0) return;
      for (const index of missing) recalled.add(index);
      send({ kind: 'recall', run, indices: missing });
    },
    receive: (message) => {
      switch (message.kind) {
        case 'restore': {
          const {
            position,
            course: sequence,
            frame,
            ...kept
          } = restore(message.uri, message.state);
          store.set({ ...kept, sceneFrame: frame, sequence, position });
          send({ kind: 'follow', sequence, first: position });
          // What was saved says where it was left.
          opensAtEnd = message.state === undefined;
          return;
        }
        case 'plan': {
          run = message.run;
          recalled.clear();
          frames.begin(run, message.plan);
          const { length, sequence } = message.plan;
          const isAtEnd = opensAtEnd && sequence.kind === 'training';
          opensAtEnd = false;
          const position = isAtEnd ? length - 1 : Math.min(store.get().position, length - 1);
          const { plan } = message;
          const { generation } = frames;
          const unknown = { ending: undefined, events: undefined, event: undefined };
          store.set({ plan, sequence, position, generation, ...unknown });
          return;
        }
        case 'ending': {
          const { plan, position } = store.get();
          if (!plan || message.run !== run) return;
          const { ending, length } = message;
          frames.shorten(length);
          const shortened = { ...plan, length };
          store.set({ ending, plan: shortened, position: Math.min(position, length - 1) });
          return;
        }
        case 'events':
          if (message.run === run) store.set({ events: message.events });
          return;
        case 'frame': {
          const { frame } = message;
          recalled.delete(frame.index);
          const { recording, position } = store.get();
          if (frames.add(message.run, frame, recording ?? position))
            store.set({ generation: frames.generation });
          return;
        }
        case 'status':
          store.set({ status: message.status });
          return;
        case 'makeExport':
          makeExport(message);
          return;
      }
    },
  };
}
