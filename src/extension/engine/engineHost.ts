import type { Disposable, LogOutputChannel } from 'vscode';
import { connect, type RemoteEngine } from '../../engine/remote.ts';
import type { FromEngine, Port, ToEngine } from '../../engine/port.ts';
import type { Engine } from '../../protocol/engine.ts';

/** A running engine thread. */
export interface EngineThread {
  readonly port: Port<ToEngine, FromEngine>;
  /** Called once when the thread has ended by itself. */
  onExit(listener: (reason: Error) => void): void;
  stop(): void;
}

/**
 * The engine of the extension host: a thread started at the first request and again after a crash,
 * so that one failing document cannot take the next ones with it.
 */
export class EngineHost implements Engine, Disposable {
  private running: { thread: EngineThread; remote: RemoteEngine } | undefined;

  constructor(
    private readonly startThread: () => EngineThread,
    private readonly log: LogOutputChannel,
  ) {}

  compute: Engine['compute'] = (request, signal, onUpdate) =>
    this.engine().compute(request, signal, onUpdate);

  readRuns: Engine['readRuns'] = (request, signal, onUpdate) =>
    this.engine().readRuns(request, signal, onUpdate);

  simulate: Engine['simulate'] = (request, signal, onUpdate) =>
    this.engine().simulate(request, signal, onUpdate);

  progress: Engine['progress'] = (request, signal, onUpdate) =>
    this.engine().progress(request, signal, onUpdate);

  selfCheck: Engine['selfCheck'] = (request, signal, onUpdate) =>
    this.engine().selfCheck(request, signal, onUpdate);

  dispose(): void {
    this.running?.remote.fail(new Error('The extension was stopped'));
    this.running?.thread.stop();
    this.running = undefined;
  }

  private engine(): RemoteEngine {
    if (!this.running) {
      const thread = this.startThread();
      const remote = connect(thread.port);
      this.running = { thread, remote };
      thread.onExit((reason) => {
        this.log.error(`The engine stopped: ${reason.message}`);
        if (this.running?.remote === remote) this.running = undefined;
        remote.fail(reason);
      });
      this.log.debug('Engine started');
    }
    return this.running.remote;
  }
}
