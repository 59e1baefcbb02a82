import { describe, expect, it } from 'vitest';
import { testDuplication } from '../../testing/test-duplication.ts';

const notImplemented = 0x8000_4001 | 0;
const notAvailable = 0x887a_0022 | 0;
const methodsOfOpening = [
  'CreateDXGIFactory1',
  'EnumAdapters1',
  'EnumOutputs',
  'GetDesc',
  'D3D11CreateDevice',
  'QueryInterface',
  'DuplicateOutput',
] as const;

describe('opening the duplication of a display', () => {
  it('HST110 HST114: its own output is found among others, and all but the duplication and its device is given back', async () => {
    const { graphics, open } = testDuplication();
    const duplication = await open();
    expect(graphics.kept).toEqual(['ID3D11Device', 'ID3D11DeviceContext', 'IDXGIOutputDuplication']);
    duplication.dispose();
    expect(graphics.kept).toEqual([]);
  });

  it.each(methodsOfOpening)('HST110 HST114: refused in %s it says so and gives everything back', async (method) => {
    const { graphics, open } = testDuplication();
    graphics.refusals.set(method, notImplemented);
    await expect(open()).rejects.toMatchObject({ code: 'desktop_unavailable', message: `${method}: 0x80004001` });
    expect(graphics.kept).toEqual([]);
  });

  it('HST110 HST114: what is answered without an object counts as refused', async () => {
    const { graphics, open } = testDuplication();
    for (const method of ['CreateDXGIFactory1', 'D3D11CreateDevice', 'DuplicateOutput']) {
      graphics.refusals.set(method, 0);
      await expect(open()).rejects.toThrow(`${method}: nothing was given`);
      graphics.refusals.clear();
    }
    expect(graphics.kept).toEqual([]);
  });

  it('HST110: a session without a screen, such as session 0, has no outputs', async () => {
    const { graphics, open } = testDuplication();
    graphics.refusals.set('EnumOutputs', notAvailable);
    await expect(open()).rejects.toThrow('EnumOutputs: 0x887a0022');
    graphics.refusals.clear();
    graphics.adapters = [[], []];
    await expect(open()).rejects.toThrow('no graphics adapter has this display');
    graphics.adapters = [];
    await expect(open()).rejects.toThrow('no graphics adapter has this display');
    expect(graphics.kept).toEqual([]);
  });

  it('HST110: an output that is off, elsewhere, or turned in no way is none', async () => {
    const { graphics, place, open } = testDuplication();
    graphics.adapters = [[{ ...place, isAttached: false }]];
    await expect(open()).rejects.toThrow('no graphics adapter has this display');
    graphics.adapters = [[{ ...place, bounds: { ...place.bounds, width: 41 } }]];
    await expect(open()).rejects.toThrow('the display has just moved');
    graphics.adapters = [[{ ...place, rotation: 9 }]];
    await expect(open()).rejects.toThrow('turned in a way that there is none: 9');
    expect(graphics.kept).toEqual([]);
  });

  it('HST110 HST114: given up while it is under way it gives back what arrives later', async () => {
    const steps = ['EnumAdapters1', 'EnumOutputs', 'EnumOutputs', 'D3D11CreateDevice', 'DuplicateOutput'];
    for (const last of steps.keys()) {
      const { graphics, open } = testDuplication();
      const given = new AbortController();
      let step = 0;
      graphics.gate = async () => (step++ === last ? given.abort() : undefined);
      await expect(open(given.signal)).rejects.toThrow('it was given up');
      expect(graphics.kept).toEqual([]);
    }
  });
});
