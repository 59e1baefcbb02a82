// The agents' socket route, `/hub/agent`.

import type { Clock, Logger } from '@nearhand/base';
import { maxHubMessageBytes } from '@nearhand/protocol';
import type { SocketRoute } from '../sockets/socket-router.ts';
import type { AgentAdmission } from './agent-admission.ts';
import type { AgentDesk } from './agent-desk.ts';
import { AgentSocket } from './agent-socket.ts';
import type { Bus } from './bus.ts';
import type { AgentPresence } from './presence.ts';

export interface AgentHubOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly bus: Bus;
  readonly agents: {
    readonly presence: AgentPresence;
    readonly admission: Pick<AgentAdmission, 'admit'>;
    readonly desk: Pick<AgentDesk, 'arrived' | 'left' | 'receive'>;
  };
  readonly site: {
    /** Raw Ed25519 key that signs tickets, base64url. */
    readonly ticketKey: string;
    readonly isOwnOrigin: (origin: string) => boolean;
    /** Sockets that close because the server stops say nothing about their agents. */
    readonly isStopping: () => boolean;
  };
}

export function agentHubRoute(options: AgentHubOptions): SocketRoute {
  return {
    path: '/hub/agent',
    origins: 'program',
    maxMessageBytes: maxHubMessageBytes,
    handle: (connection) => void new AgentSocket(connection, options),
  };
}
