// How a program is made to run for ever by the system, and whose desktop it is to show. Backends: systemd/, launchd/,
// windows/; sessions/ tells who sits in front of the computer.

import type { Disposable, Event } from '@nearhand/base';

/** system: for the whole computer, by an administrator; user: while this user is signed in. */
export type ServiceScope = 'system' | 'user';

/** Where an installed program and its files lie. */
export interface ServicePlaces {
  /** Holds nothing but the program; removed on uninstalling. */
  readonly programFolder: string;
  readonly program: string;
  /** Private; removed on uninstalling. */
  readonly dataFolder: string;
  /** Of the agent, around the two: removed on uninstalling where nothing else lies there. Absent: they lie among others'. */
  readonly ownFolder?: string;
}

export interface ServicePlan extends ServicePlaces {
  /** For people. */
  readonly description: string;
  /** After the program's own path. */
  readonly words: readonly string[];
}

export interface ServiceState {
  readonly installed: boolean;
  readonly running: boolean;
}

export interface ServiceManager {
  readonly scope: ServiceScope;
  readonly places: ServicePlaces;
  /** null: this user may install and uninstall; otherwise what to do about it, in English. */
  missingRights(): string | null;
  /** null: the service manager answers; otherwise what is missing, in English. Absent: the system always has one. */
  missingManager?(): Promise<string | null>;
  state(): Promise<ServiceState>;
  /** Registers and starts; one that is there already is replaced. Throws AppError `unavailable` with the system's words. */
  install(plan: ServicePlan): Promise<void>;
  /** Stops and forgets it; without one, nothing happens. */
  uninstall(): Promise<void>;
  /** Removes what `install` wrote, without the service manager. Absent: nothing can be done without it. */
  forget?(): void;
}

/** The desktop in front of which somebody sits. */
export interface DesktopSession {
  /** Another one has another key. */
  readonly key: string;
  /** What a program needs in its environment to be there: DISPLAY, XAUTHORITY, XDG_SESSION_TYPE, ... */
  readonly environment: Readonly<Record<string, string>>;
  /** Starts a program there. Absent: a child of this process is there already. */
  readonly start?: (command: SessionCommand) => SessionProcess;
}

export interface SessionCommand {
  readonly file: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where it runs. */
  readonly folder: string;
}

export interface SessionProcess {
  /** Exit code; rejects with an AppError `unavailable` when it could not be started. */
  readonly ended: Promise<number>;
  kill(): void;
}

export interface DesktopSessions extends Disposable {
  /** null: nobody's desktop can be shown now. */
  readonly current: DesktopSession | null;
  readonly onChanged: Event<DesktopSession | null>;
}
