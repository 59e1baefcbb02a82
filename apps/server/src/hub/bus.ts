// Carries messages between the nodes of one server. In one process it only calls the subscribers; a message is
// delivered at most once, in order per publisher, and never answered.

import { type Disposable, toDisposable } from '@nearhand/base';
import type { Action, AgentServerMessage, MemberServerMessage, Right } from '@nearhand/protocol';
import type { Target } from '../rights/decide.ts';

export type Audience =
  /** Whoever holds it. */
  | { readonly right: Right }
  | {
      readonly action: Action;
      readonly target: Target;
      /** Not those who may do it with this. */
      readonly except?: Target;
    };

export interface BusTopics {
  /** To the node that holds the agent's socket; the id is the agent's key. */
  agent:
    | { readonly type: 'send'; readonly message: AgentServerMessage }
    /** Another connection of this agent has taken its place. */
    | { readonly type: 'replaced'; readonly byConnectionId: string }
    /** Its computer is gone: the key is known here no more. */
    | { readonly type: 'forgotten' };
  /** To the members of an organisation who may do that with it. */
  organisation: { readonly audience: Audience; readonly message: MemberServerMessage };
  /** Rights of anybody in the organisation may have changed. */
  rights: { readonly type: 'changed' };
  /** A member's role changed, or the member was removed. */
  member: { readonly type: 'changed' };
  /** To one person's open portals; within an organisation, or wherever they are where it is null. */
  user: {
    readonly organisationId: string | null;
    readonly right: Right | null;
    readonly message: MemberServerMessage;
    /** Told in its place to sign-ins without a second factor. */
    readonly withoutSecondFactor?: MemberServerMessage;
  };
  /** A sign-in ended, or its device is in another organisation now; the id is the sign-in's. */
  signIn: { readonly type: 'ended' | 'enteredOrganisation' };
  /** To the node that relays; the id is the link's. */
  link: { readonly type: 'ended' };
}
export type BusTopic = keyof BusTopics;

export interface Bus {
  publish<Topic extends BusTopic>(topic: Topic, id: string, message: BusTopics[Topic]): void;
  subscribe<Topic extends BusTopic>(
    topic: Topic,
    id: string,
    listener: (message: BusTopics[Topic]) => void,
  ): Disposable;
}

type Listeners = { [Topic in BusTopic]: Map<string, Set<(message: BusTopics[Topic]) => void>> };

export class LocalBus implements Bus {
  readonly #listeners: Listeners = {
    agent: new Map(),
    organisation: new Map(),
    rights: new Map(),
    member: new Map(),
    user: new Map(),
    signIn: new Map(),
    link: new Map(),
  };

  publish<Topic extends BusTopic>(topic: Topic, id: string, message: BusTopics[Topic]): void {
    const listeners: Listeners[Topic] = this.#listeners[topic];
    for (const listener of listeners.get(id) ?? []) listener(message);
  }

  subscribe<Topic extends BusTopic>(
    topic: Topic,
    id: string,
    listener: (message: BusTopics[Topic]) => void,
  ): Disposable {
    const listeners: Listeners[Topic] = this.#listeners[topic];
    const ofId = listeners.get(id) ?? new Set();
    listeners.set(id, ofId);
    ofId.add(listener);
    return toDisposable(() => {
      ofId.delete(listener);
      if (ofId.size === 0 && listeners.get(id) === ofId) listeners.delete(id);
    });
  }
}
