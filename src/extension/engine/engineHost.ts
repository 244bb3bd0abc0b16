import type { Disposable, LogOutputChannel } from 'vscode';
import { engineOf } from '../../engine/engineOf.ts';
import { connect, type RemoteEngine } from '../../engine/remote.ts';
import type { FromEngine, Port, ToEngine } from '../../engine/port.ts';
import type { Engine } from '../../protocol/engine.ts';

/** A running engine thread. */
export interface EngineThread {
  readonly port: Port<ToEngine, FromEngine>;
  /** Called once if the thread ends without being stopped. */
  onExit(listener: (reason: Error) => void): void;
  stop(): void;
}

/**
 * The engine of the extension host: a thread that is started at the first request, and again after a
 * crash, so that a document that crashes it does not affect the ones after it.
 */
export function engineHost(
  startThread: () => EngineThread,
  log: LogOutputChannel,
): Engine & Disposable {
  let running: { readonly thread: EngineThread; readonly remote: RemoteEngine } | undefined;

  function start(): RemoteEngine {
    const thread = startThread();
    const remote = connect(thread.port);
    running = { thread, remote };
    thread.onExit((reason) => {
      log.error(`The engine stopped: ${reason.message}`);
      if (running?.remote === remote) running = undefined;
      remote.fail(reason);
    });
    log.debug('Engine started');
    return remote;
  }

  return {
    ...engineOf((name) => (request, signal, onUpdate) => {
      const engine: Engine = running?.remote ?? start();
      return engine[name](request, signal, onUpdate);
    }),
    dispose() {
      running?.remote.fail(new Error('The extension was stopped'));
      running?.thread.stop();
      running = undefined;
    },
  };
}
