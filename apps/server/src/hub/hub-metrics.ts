// What the hub counts: agents online and open sockets, looked up when the numbers are read.

import { Gauge, type Registry } from 'prom-client';
import type { SocketRouter } from '../sockets/socket-router.ts';
import type { AgentPresence } from './presence.ts';

export function registerHubMetrics(
  registry: Registry,
  sources: { presence: AgentPresence; sockets: SocketRouter },
): void {
  const registers = [registry];
  const agents: Gauge = new Gauge({
    name: 'nearhand_agents_online',
    help: 'Agents connected to this server',
    registers,
    collect: () => agents.set(sources.presence.onlineKeys.length),
  });
  const sockets: Gauge = new Gauge({
    name: 'nearhand_sockets_open',
    help: 'WebSockets of agents, members and sessions',
    registers,
    collect: () => sockets.set(sources.sockets.connectionCount),
  });
}
