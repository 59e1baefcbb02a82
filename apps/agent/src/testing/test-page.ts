// For tests: what a browser does with the consent page, without a browser: follows its events and sends answers.

import { type ConsentAnswer, type ConsentView, consentViewSchema } from '../consent/consent-view.ts';

export class TestPage {
  readonly url: string;
  readonly views: ConsentView[] = [];
  readonly #stop = new AbortController();
  #ended = false;

  private constructor(url: string) {
    this.url = url;
  }

  /** Opens the page and follows it. */
  static async open(url: string): Promise<TestPage> {
    const page = new TestPage(url);
    const response = await fetch(`${url}/events`, { signal: page.#stop.signal });
    if (!response.ok || response.body === null) throw new Error(`The page answered ${response.status}`);
    void page.#follow(response.body);
    return page;
  }

  get view(): ConsentView | undefined {
    return this.views.at(-1);
  }

  get kind(): string | undefined {
    return this.view?.state.kind;
  }

  /** The program closed the stream. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Status of the answer. */
  async answer(answer: ConsentAnswer, headers: Record<string, string> = {}): Promise<number> {
    const response = await fetch(`${this.url}/answer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(this.url).origin, ...headers },
      body: JSON.stringify(answer),
    });
    return response.status;
  }

  close(): void {
    this.#stop.abort();
  }

  async #follow(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = '';
    try {
      const decoder = new TextDecoder();
      for await (const part of body) {
        text += decoder.decode(part, { stream: true });
        const events = text.split('\n\n');
        text = events.pop() ?? '';
        for (const event of events) this.#take(event);
      }
    } catch {
      // Closed by the test, or the program ended.
    }
    this.#ended = true;
  }

  #take(event: string): void {
    const data = /^data: (.*)$/m.exec(event)?.[1];
    if (data !== undefined) this.views.push(consentViewSchema.parse(JSON.parse(data)));
  }
}
