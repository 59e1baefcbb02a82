// Keeps what the pages show true while somebody is signed in, and knows whether the hub can be heard.
import { Emitter, systemClock } from '@nearhand/base';
import { type MemberServerMessage, organisationSubprotocol } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, createContext, useContext, useEffect, useState } from 'react';
import { socketUrl } from '../api/socket-url.ts';
import { pageOrganisation } from '../organisations/page-organisation.ts';
import { ActivityWatch } from '../presence/activity-watch.ts';
import { applyHubMessage } from './apply.ts';
import { HubMessagesContext } from './hub-messages.ts';
import { HubSocket, type HubState, type Socket } from './hub-socket.ts';

const HubStateContext = createContext<HubState>('connecting');

export function useHubState(): HubState {
  return useContext(HubStateContext);
}

function openHubSocket(): Socket {
  const organisation = pageOrganisation();
  const subprotocols = organisation === undefined ? [] : [organisationSubprotocol(organisation)];
  const socket = new WebSocket(socketUrl('/hub/member'), subprotocols);
  const port: Socket = {
    onmessage: null,
    onclose: null,
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
  socket.onmessage = (event: MessageEvent<unknown>) => port.onmessage?.({ data: event.data });
  socket.onclose = (event) => port.onclose?.({ code: event.code });
  return port;
}

interface LiveProviderProps {
  onSignedOut: () => void;
  children: ReactNode;
}

export function LiveProvider({ onSignedOut, children }: LiveProviderProps) {
  const client = useQueryClient();
  const [state, setState] = useState<HubState>('connecting');
  const [messages] = useState(() => new Emitter<MemberServerMessage>());

  useEffect(() => {
    const hub = new HubSocket({ open: openHubSocket, clock: systemClock, random: Math.random });
    const activity = new ActivityWatch({ window, document }, systemClock);
    const report = () => hub.send({ type: 'activity.changed', active: activity.active });
    const retryNow = () => hub.retryNow();
    activity.onChanged.on(report);
    hub.onState.on((next) => {
      setState(next);
      if (next === 'signedOut') onSignedOut();
    });
    hub.onMessage.on((message) => {
      if (message.type === 'hub.ready') report();
      applyHubMessage(client, message);
      messages.emit(message);
    });
    window.addEventListener('online', retryNow);
    return () => {
      window.removeEventListener('online', retryNow);
      activity.dispose();
      hub.dispose();
    };
  }, [client, messages, onSignedOut]);

  return (
    <HubMessagesContext value={messages}>
      <HubStateContext value={state}>{children}</HubStateContext>
    </HubMessagesContext>
  );
}
