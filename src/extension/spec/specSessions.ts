import {
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import type { Engine } from '../../protocol/engine.ts';
import { Lifetime } from '../lifetime.ts';
import { section } from '../settings.ts';
import type { Reading } from './reading.ts';
import { SpecSession } from './specSession.ts';
import { isSpec } from './specText.ts';
import { isWithin } from '../files/movedUri.ts';

/** A reference to a session, which lives until the last one is disposed. */
export interface Lease extends Disposable {
  readonly session: SpecSession;
}

/** A spec that has just been read. */
export interface ReadSpec {
  readonly uri: Uri;
  readonly reading: Reading;
}

/** The sessions of all specs that are open in an editor or shown in a preview, one per URI. */
export class SpecSessions implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly startedEmitter = this.lifetime.own(new EventEmitter<SpecSession>());
  private readonly readingEmitter = this.lifetime.own(new EventEmitter<ReadSpec>());
  private readonly endedEmitter = this.lifetime.own(new EventEmitter<SpecSession>());
  readonly onStarted = this.startedEmitter.event;
  /** Fires when any session has read its text. */
  readonly onReading = this.readingEmitter.event;
  readonly onEnded = this.endedEmitter.event;
  private readonly sessions = new Map<string, { session: SpecSession; leases: number }>();
  /** The reference that each open document has to its session. */
  private readonly documents = new Map<string, Lease>();

  constructor(
    private readonly engine: Engine,
    private readonly log: LogOutputChannel,
  ) {
    const own = this.lifetime.own.bind(this.lifetime);
    own(
      workspace.onDidOpenTextDocument((document) => {
        this.opened(document);
      }),
    );
    own(
      workspace.onDidCloseTextDocument((document) => {
        this.closed(document);
      }),
    );
    own(workspace.onDidSaveTextDocument((document) => this.find(document.uri)?.saved()));
    own(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        this.opened(document);
        this.find(document.uri)?.edited();
      }),
    );
    own(
      workspace.onDidChangeConfiguration((event) => {
        for (const { session } of this.sessions.values())
          if (event.affectsConfiguration(section, session.uri)) session.refresh();
      }),
    );
    this.watchFolders();
  }

  /**
   * Starts sessions for the specs that are open already. To be called once, after all listeners
   * have been added.
   */
  start(): void {
    for (const document of workspace.textDocuments) this.opened(document);
  }

  find(uri: Uri): SpecSession | undefined {
    return this.sessions.get(uri.toString())?.session;
  }

  /** A reference to the session of a URI, which is started if necessary. */
  lease(uri: Uri): Lease {
    const key = uri.toString();
    let entry = this.sessions.get(key);
    if (!entry) {
      entry = { session: new SpecSession(uri, this.engine, this.log), leases: 0 };
      this.sessions.set(key, entry);
      // Ends with the session, which owns its emitter.
      entry.session.onReading((reading) => {
        this.readingEmitter.fire({ uri, reading });
      });
      this.startedEmitter.fire(entry.session);
    }
    const { session } = entry;
    entry.leases++;
    let held = true;
    return {
      session,
      dispose: () => {
        if (held) this.release(key);
        held = false;
      },
    };
  }

  dispose(): void {
    for (const { session } of this.sessions.values()) session.dispose();
    this.sessions.clear();
    this.lifetime.dispose();
  }

  /** VS Code does not report the files in a deleted folder. */
  private watchFolders(): void {
    const watcher = this.lifetime.own(workspace.createFileSystemWatcher('**/*', true, true, false));
    watcher.onDidDelete((place) => {
      for (const { session } of this.sessions.values())
        if (isWithin(session.uri, place)) session.refresh();
    });
  }

  private release(key: string): void {
    const entry = this.sessions.get(key);
    if (!entry) return;
    entry.leases--;
    // Only an editor is left, and a picture can be hundreds of megabytes.
    if (entry.leases === 1 && this.documents.has(key)) entry.session.dropPictures();
    if (entry.leases > 0) return;
    this.sessions.delete(key);
    this.endedEmitter.fire(entry.session);
    entry.session.dispose();
  }

  private opened(document: TextDocument): void {
    const key = document.uri.toString();
    if (this.documents.has(key) || !isSpec(document)) return;
    this.documents.set(key, this.lease(document.uri));
    this.find(document.uri)?.edited();
  }

  private closed(document: TextDocument): void {
    const key = document.uri.toString();
    this.documents.get(key)?.dispose();
    this.documents.delete(key);
    this.find(document.uri)?.refresh();
  }
}
