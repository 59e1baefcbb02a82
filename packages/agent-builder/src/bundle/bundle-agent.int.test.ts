import { beforeAll, expect, it } from 'vitest';
import { type AgentBundle, bundleAgent } from './bundle-agent.ts';

let agent: AgentBundle;
let texts: readonly string[];
beforeAll(async () => {
  agent = await bundleAgent();
  const scripts = [...agent.assets].filter(([name]) => name.endsWith('.worker.ts'));
  texts = [agent.main, ...scripts.map(([, bytes]) => new TextDecoder().decode(bytes))];
}, 60_000);

it('BLD53: threads that draw windows load no schemas of messages', () => {
  const drawing = [...agent.assets.keys()].filter((name) => /\/window\/.*\.worker\.ts$/.test(name));
  expect(drawing.length).toBe(2);
  for (const name of drawing) {
    expect(new TextDecoder().decode(agent.assets.get(name))).not.toMatch(/ZodObject|zod\/v4/);
  }
});

it("BLD53: no import of Node's reads exports that nobody asked for", () => {
  expect(agent.main).toContain('process.getBuiltinModule("node:http")');
  expect(agent.main).not.toMatch(/^import\s[^"]*from/m);
});

it('BLD53: the engine can keep the program at one byte a character', () => {
  for (const text of texts) expect(/[^\0-\xff]/.exec(text)?.[0]).toBeUndefined();
  // French, which needs more, is still there: written as escapes.
  expect(agent.main).toContain('\\u2019');
});
