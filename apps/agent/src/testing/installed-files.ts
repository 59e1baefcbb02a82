// For tests: the files of an agent as `install` leaves them, without a service of the system.

import { serviceSettingsOf, waitingTokenOf } from '../installation/service-settings.ts';
import { makePrivateFolder } from '../identity/private-files.ts';

/** A token of the right form; the server of the test decides what it is worth. */
export const testToken = '1cr5aymzrkmgwctrfphcfv0ha';

/** Then `run --data folder` starts the service. */
export function installFiles(folder: string, origin: string): void {
  makePrivateFolder(folder);
  serviceSettingsOf(folder).write({ origin, hasAuthority: false, language: null, proxy: { kind: 'automatic' } });
  waitingTokenOf(folder).write({ token: testToken });
}
