// The worker's end of the line to its supervisor: reports how it is, hears when to end. A supervisor that is gone is a
// reason to end too: another one starts another worker.

import { connect } from 'node:net';
import { type Disposable, Emitter, type Event } from '@nearhand/base';
import { type AgentReport, type InstanceAnswer, instanceAnswerSchema } from '../instance/instance-messages.ts';
import { LineSocket } from '../instance/line-socket.ts';

export class SupervisorLine implements Disposable {
  readonly #line: LineSocket<InstanceAnswer>;
  readonly #stop = new Emitter<void>();
  #last = '';

  /** Told to end, or the supervisor is gone. */
  readonly onStop: Event<void> = this.#stop;

  constructor(address: string, secret: string) {
    this.#line = new LineSocket<InstanceAnswer>(connect(address), instanceAnswerSchema);
    this.#line.send({ type: 'worker.hello', secret });
    this.#line.onMessage.on(({ type }) => {
      if (type === 'worker.stop') this.#stop.emit();
    });
    this.#line.onClosed.on(() => this.#stop.emit());
  }

  report(report: AgentReport): void {
    const text = JSON.stringify(report);
    if (text === this.#last) return;
    this.#last = text;
    this.#line.send({ type: 'worker.report', report });
  }

  dispose(): void {
    this.#stop.dispose();
    this.#line.dispose();
  }
}
