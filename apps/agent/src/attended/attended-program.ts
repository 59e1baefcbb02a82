// Wires an attended run and sees it to its end: last word to the server, farewell to the person, folder removed.

import { join } from 'node:path';
import { AppError, DisposableStore, Emitter, type Logger } from '@nearhand/base';
import { ChatRoom } from '../chat/chat-room.ts';
import type { RunOptions } from '../command-line/options.ts';
import { systemLanguage } from '../command-line/system-language.ts';
import { composeCore } from '../compose-core.ts';
import { awayOf } from '../consent/away.ts';
import { ConsentFlow } from '../consent/consent-flow.ts';
import type { ConsentState } from '../consent/consent-view.ts';
import { ConsentWindow } from '../consent/consent-window.ts';
import { mayShowPage, openFrontEnd, startWantedWindows } from '../consent/open-front-end.ts';
import { storedVisitsSchema } from '../consent/visit-record.ts';
import { type AccountView, mayLeaveToComputer } from '../consent/window/window-content.ts';
import { pagePlaceSchema } from '../consent/page/page-place.ts';
import { openReports } from '../diagnosis/open-reports.ts';
import { DesktopHolder } from '../desktop/desktop-holder.ts';
import type { Way } from '../dialling/way.ts';
import { outageLine } from '../hub/outage.ts';
import { pinSchema } from '../hub/ticket-key-pin.ts';
import { loadIdentity } from '../identity/identity.ts';
import { keptAnyway, type StoredValue, storedValue } from '../identity/stored-value.ts';
import { exitCodes, type Machine, type SeenProgram } from '../machine.ts';
import { LocalPermissions } from '../permissions/local-permissions.ts';
import { AttendedEnding } from './attended-ending.ts';
import { AttendedRun } from './attended-run.ts';
import { PresenceWatch } from './presence-watch.ts';
import { requestConsent } from './request-consent.ts';
import { type RequestFolder, removeRequestFolder } from './request-folders.ts';
import { RequestMemory } from './request-memory.ts';

const answerTimeoutMs = 30 * 60_000;
const retryLimitMs = 10_000;
const maxLinks = 16;

export interface AttendedProgramOptions {
  readonly run: RunOptions;
  readonly code: string | null;
  readonly folder: RequestFolder;
  readonly machine: Machine;
  readonly logger: Logger;
  readonly way: Way;
  /** Whose this computer is beside the session. */
  readonly account: AccountView;
}

export async function startAttended(options: AttendedProgramOptions): Promise<SeenProgram> {
  const { run, folder, machine, logger, way, account } = options;
  const { clock, desktop } = machine;
  const locale = run.language ?? systemLanguage(machine.environment);
  const store = new DisposableStore();
  const windows = startWantedWindows(run, machine, logger);
  if (windows !== null) store.add(windows);
  const keep = <T>(value: StoredValue<T>): StoredValue<T> =>
    keptAnyway(value, (error) => logger.warn('something could not be written', { error }));
  const keys = {
    identity: loadIdentity(folder.path),
    pin: keep(storedValue(join(folder.path, 'ticket-key.json'), pinSchema)),
  };
  const core = composeCore({ run, machine, logger, locale, keys, retryLimitMs, way });
  const local = new LocalPermissions();
  const chat = store.add(new ChatRoom(clock));
  const desktops = store.add(new DesktopHolder({ open: () => desktop.open(clock, logger), clock, logger }));
  const reports = store.add(
    openReports({ machine, access: core.access, folder: folder.path, logger, desktops, isFree: () => false }),
  );
  const memory = new RequestMemory(run.origin, keep(folder.record), options.code);
  const place = keep(storedValue(join(folder.path, 'page.json'), pagePlaceSchema));
  const frontEnd = await openFrontEnd({ run, machine, windows, place, locale, account, logger });
  const visits = keep(storedValue(join(folder.path, 'visits.json'), storedVisitsSchema));
  const flow = new ConsentFlow({ local, clock, logger, answerTimeoutMs, visits });
  store.add(reports.onSent.on(({ linkId }) => flow.reportSent(linkId)));
  const window = store.add(new ConsentWindow({ flow, frontEnd, local, chat, reports, locale, limit: desktop.limit }));
  const presence = store.add(new PresenceWatch(clock, () => flow.state.kind === 'active'));
  store.add(core.store);
  const links = core.createLinks({
    desktops,
    consent: requestConsent({ local, flow, presence, memory }),
    chat: { offered: chat, onOffered: new Emitter<void>() },
    reports,
    unlock: null,
    isAsking: () => flow.state.kind === 'asking',
    maxLinks,
  });
  const startComputer = (): void => {
    const mayBeSeen = windows !== null || mayShowPage(run, machine);
    if (!mayLeaveToComputer(account) || !mayBeSeen) throw new AppError('state_forbids', 'It is not offered here');
    machine.startAgain([account.kind === 'linked' ? '--computer' : '--sign-in']);
  };
  const attended = store.add(
    new AttendedRun({ hub: core.hub, links, consent: { flow, local }, memory, presence, chat, reports, startComputer }),
  );
  frontEnd.onAnswer.on((answer) => attended.answer(answer));
  frontEnd.onPresence.on((present) => presence.changed(present));
  if (frontEnd.alwaysVisible) presence.changed(true);
  core.hub.onOutage.on((outage) => {
    window.setAway(awayOf(outage));
    // The conversation in the terminal says it in its own words; a page cannot say what a technician would need.
    if (!frontEnd.alwaysVisible) machine.terminal.output.write(`${outageLine(run.origin, outage)}\n`);
  });
  const onSettled = (): void => {
    core.store.dispose();
    if (isSettled(flow.state)) removeRequestFolder(folder);
  };
  const ending = new AttendedEnding({ attended, hub: core.hub, links, window, clock, onSettled });
  const finished = ending.over.then(() => {
    store.dispose();
    // The server took it in for no request: there is nothing to come back for.
    if (memory.requestId === null) removeRequestFolder(folder);
    return flow.state.kind === 'failed' ? exitCodes.refused : exitCodes.done;
  });
  attended.start();
  return { finished, stop: () => ending.stop(), bringForward: () => frontEnd.bringForward() };
}

/** Nothing of this run is needed any more. A run that was only stopped may come back, and needs its key. */
function isSettled(state: ConsentState): boolean {
  if (state.kind === 'denied') return true;
  if (state.kind === 'ended') return state.by !== 'stopped';
  return state.kind === 'failed' && state.reason !== 'agent_replaced' && state.reason !== 'identity_changed';
}
