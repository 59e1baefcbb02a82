// A log file that stays small: when it is full it becomes `.1` and a new one begins. Readable by its owner only.

import { appendFileSync, renameSync, statSync } from 'node:fs';

const defaultLimitBytes = 2 * 1024 * 1024;

export interface LogFile {
  write(line: string): void;
}

/** A file that cannot be written (disk full, folder gone) is given up silently: the log must not end a session. */
export function createLogFile(path: string, limitBytes = defaultLimitBytes): LogFile {
  let open = true;
  let sizeBytes: number | null = null;
  return {
    write(line) {
      if (!open) return;
      try {
        sizeBytes ??= statSync(path, { throwIfNoEntry: false })?.size ?? 0;
        if (sizeBytes > limitBytes) {
          renameSync(path, `${path}.1`);
          sizeBytes = 0;
        }
        appendFileSync(path, line, { mode: 0o600 });
        sizeBytes += Buffer.byteLength(line);
      } catch {
        // Nobody can be told about a log that cannot be written.
        open = false;
      }
    },
  };
}
