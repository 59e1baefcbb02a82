import koffi from 'koffi';
import { describe, expect, it } from 'vitest';
import { headerMethods } from '../testing/graphics-headers.ts';
import { idBytes, methods } from './graphics-interfaces.ts';
import {
  duplicationRecord,
  frameRecord,
  mappedRecord,
  moveRecord,
  outputRecord,
  rectRecord,
  textureRecord,
} from './graphics-records.ts';

describe('what is known of the headers of Direct3D and DXGI', () => {
  it('HST114: every method is called at the place that the headers give it', () => {
    const headers = headerMethods();
    let compared = 0;
    for (const [name, places] of Object.entries(methods)) {
      for (const [method, { place }] of Object.entries(places)) {
        expect([name, method, headers.get(name)?.indexOf(method)]).toEqual([name, method, place]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(30);
  });

  it('HST114: interfaces are asked for by their ids as they lie in memory', () => {
    expect(Buffer.from(idBytes('IDXGIFactory1')).toString('hex')).toBe('78ae0a776ff2ba4da829253c83d1b387');
  });

  it('HST114: records have the sizes and places of the declarations', () => {
    const rect = koffi.struct('TestRect', { left: 'int32_t', top: 'int32_t', right: 'int32_t', bottom: 'int32_t' });
    const point = koffi.struct('TestPoint', { x: 'int32_t', y: 'int32_t' });
    const output = koffi.struct('TestOutput', {
      name: koffi.array('char16_t', 32),
      bounds: rect,
      isAttached: 'int',
      rotation: 'int',
      monitor: 'void *',
    });
    expect(outputRecord).toEqual({
      bytes: koffi.sizeof(output),
      nameBytes: 64,
      bounds: koffi.offsetof(output, 'bounds'),
      isAttached: koffi.offsetof(output, 'isAttached'),
    });
    const rational = koffi.struct('TestRational', { above: 'uint32_t', below: 'uint32_t' });
    const mode = koffi.struct('TestMode', {
      width: 'uint32_t',
      height: 'uint32_t',
      refreshRate: rational,
      format: 'int',
      scanlines: 'int',
      scaling: 'int',
    });
    const duplication = koffi.struct('TestDuplication', { mode, rotation: 'int', inSystemMemory: 'int' });
    expect(duplicationRecord).toEqual({
      bytes: koffi.sizeof(duplication),
      rotation: koffi.offsetof(duplication, 'rotation'),
    });
    const frame = koffi.struct('TestFrame', {
      lastPresent: 'int64_t',
      lastMouse: 'int64_t',
      accumulated: 'uint32_t',
      coalesced: 'int',
      masked: 'int',
      pointer: point,
      isPointerVisible: 'int',
      metadataBytes: 'uint32_t',
      pointerBytes: 'uint32_t',
    });
    expect(frameRecord).toEqual({
      bytes: koffi.sizeof(frame),
      lastPresent: 0,
      accumulated: koffi.offsetof(frame, 'accumulated'),
      metadataBytes: koffi.offsetof(frame, 'metadataBytes'),
    });
    const move = koffi.struct('TestMove', { from: point, to: rect });
    expect(moveRecord).toEqual({ bytes: koffi.sizeof(move), from: 0, to: koffi.offsetof(move, 'to') });
    expect(rectRecord.bytes).toBe(koffi.sizeof(rect));
    const mapped = koffi.struct('TestMapped', { memory: 'void *', rowBytes: 'uint32_t', depthBytes: 'uint32_t' });
    expect(mappedRecord).toEqual({
      bytes: koffi.sizeof(mapped),
      memory: 0,
      rowBytes: koffi.offsetof(mapped, 'rowBytes'),
    });
    expect([textureRecord.bytes, textureRecord.format]).toEqual([11 * 4, 4 * 4]);
  });
});
