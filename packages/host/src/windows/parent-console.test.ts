import { expect, it } from 'vitest';
import type { Console } from './native/console.ts';
import { ParentConsole } from './parent-console.ts';

class TestConsole implements Console {
  readonly calls: string[] = [];
  isThere = true;

  attachToParents(): boolean {
    this.calls.push('attach');
    return this.isThere;
  }
  detach(): void {
    this.calls.push('detach');
  }
  openOutput(): bigint {
    return 7n;
  }
  write(output: bigint, text: string): void {
    this.calls.push(`${output} ${JSON.stringify(text)}`);
  }
  close(output: bigint): void {
    this.calls.push(`close ${output}`);
  }
}

it('AGT128: lines go whole to the console, before anything else happens', () => {
  const native = new TestConsole();
  const stream = new ParentConsole(() => native).openStream();
  stream.write('é €\nthere already\r\n');
  stream.write('no end');
  const first = ['attach', '7 "é €\\r\\n"', '7 "there already\\r\\n"', 'close 7', 'detach'];
  expect(native.calls).toEqual([...first, 'attach', '7 "no end"', 'close 7', 'detach']);
});

it('AGT128: without a console nothing is shown, and it is not looked for again', () => {
  const native = new TestConsole();
  native.isThere = false;
  let loads = 0;
  const parent = new ParentConsole(() => {
    loads += 1;
    return native;
  });
  expect(loads).toBe(0);
  parent.write('first\n');
  native.isThere = true;
  parent.write('second\n');
  expect(loads).toBe(1);
  expect(native.calls).toEqual(['attach']);
});

it('AGT129: it lets go of a console that cannot be written to', () => {
  const native = Object.assign(new TestConsole(), { openOutput: () => null });
  new ParentConsole(() => native).write('text\n');
  expect(native.calls).toEqual(['attach', 'detach']);
});
