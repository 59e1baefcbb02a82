// What nearly every part of a link needs: time and the log.

import type { Clock, Logger } from '@nearhand/base';

export interface Runtime {
  readonly clock: Clock;
  readonly logger: Logger;
}
