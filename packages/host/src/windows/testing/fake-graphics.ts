// A graphics driver behind the edge to COM that counts references, knows methods only by their places, and answers, at any
// call, what a test wants: losses, removed devices, drawings of another size. What no driver forgives it does not forgive
// either: memory or an object used after its end, a frame acquired twice, an area outside a texture.

import type { Rect } from '@nearhand/protocol';
import type { Pointer } from '../../native/library.ts';
import type { Found, GraphicsCalls } from '../native/graphics-calls.ts';
import { type InterfaceName, type Method, result } from '../native/graphics-interfaces.ts';
import { headerMethods } from './graphics-headers.ts';
import { type FakeTexture, FakeTextures } from './fake-textures.ts';

export interface FakeFrame {
  /** What the whole output looks like now, row by row. */
  readonly pixels: Uint32Array;
  readonly painted?: readonly Rect[];
  readonly moved?: readonly { readonly x: number; readonly y: number; readonly to: Rect }[];
  /** The pointer alone moved. */
  readonly isPointerOnly?: boolean;
  /** Instead of what the lists take. */
  readonly metadataBytes?: number;
  readonly format?: number;
}

export interface FakeOutput {
  readonly device: string;
  readonly bounds: Rect;
  /** DXGI_MODE_ROTATION */
  readonly rotation?: number;
  readonly isAttached?: boolean;
}

interface FakeObject {
  readonly name: InterfaceName;
  readonly data: unknown;
  references: number;
}

type Words = readonly unknown[];

const invalidCall = 0x887a_0001 | 0;
const noInterface = 0x8000_4002 | 0;

export class FakeGraphics implements GraphicsCalls {
  /** A list for each adapter. */
  adapters: readonly (readonly FakeOutput[])[];
  readonly frames: FakeFrame[] = [];
  /** What a call answers instead of doing anything, by the method's name. */
  readonly refusals = new Map<string, number>();
  /** How often `Map` finds the copy not done yet. */
  stillDrawing = 0;
  /** What each step of opening waits for. */
  gate: () => Promise<void> = () => Promise.resolve();
  /** Names of the methods called, in order. */
  readonly called: string[] = [];
  readonly textures: FakeTextures;
  readonly #headers = headerMethods();
  readonly #objects = new Map<Pointer, FakeObject>();
  #nextAddress = 0x1000n;
  #frame: FakeFrame | null = null;

  constructor(outputs: readonly FakeOutput[], drawing: { readonly widthPx: number; readonly heightPx: number }) {
    this.adapters = [outputs];
    this.textures = new FakeTextures(drawing);
  }

  /** Objects that were not given back. */
  get kept(): readonly string[] {
    return [...this.#objects.values()].filter(({ references }) => references > 0).map(({ name }) => name);
  }

  get holdsFrame(): boolean {
    return this.#frame !== null;
  }

  async createFactory(found: Found): Promise<number> {
    return this.#unlessRefused('CreateDXGIFactory1', () => this.#give('IDXGIFactory1', null, found));
  }

  async createDevice(adapter: Pointer, device: Found, context: Found): Promise<number> {
    this.#living(adapter);
    await this.gate();
    return this.#unlessRefused('D3D11CreateDevice', () => {
      this.#give('ID3D11Device', null, device);
      return this.#give('ID3D11DeviceContext', null, context);
    });
  }

  call(address: Pointer, { place }: Method, words: Words): number {
    const object = this.#living(address);
    const name = this.#headers.get(object.name)?.[place] ?? `nothing at ${place}`;
    const answer = (): number => this.#answer(object, name, words);
    return name === 'Release' ? answer() : this.#unlessRefused(name, answer);
  }

  async callLater(address: Pointer, method: Method, words: Words): Promise<number> {
    await this.gate();
    return this.call(address, method, words);
  }

  read(into: Uint8Array, from: Pointer): void {
    this.textures.read(into, from);
  }

  #living(address: Pointer): FakeObject {
    const object = this.#objects.get(address);
    if (object === undefined || object.references === 0) throw new Error('an object after its end');
    return object;
  }

  #unlessRefused(name: string, answer: () => number): number {
    this.called.push(name);
    return this.refusals.get(name) ?? answer();
  }

  #give(name: InterfaceName, data: unknown, found: Found): number {
    const address = this.#nextAddress;
    this.#nextAddress += 16n;
    this.#objects.set(address, { name, data, references: 1 });
    found[0] = address;
    return result.ok;
  }

  #answer(object: FakeObject, name: string, words: Words): number {
    const handlers: Readonly<Record<string, () => number>> = {
      Release: () => --object.references,
      QueryInterface: () => this.#query(object, words),
      EnumAdapters1: () => this.#list('IDXGIAdapter1', this.adapters, words),
      EnumOutputs: () => this.#list('IDXGIOutput', object.data as readonly FakeOutput[], words),
      DuplicateOutput: () => this.#duplicate(object.data as FakeOutput, words),
      AcquireNextFrame: () => this.#acquire(words),
      GetFrameMoveRects: () => fill(words, movedBytes(this.#frame)),
      GetFrameDirtyRects: () => fill(words, paintedBytes(this.#frame)),
      ReleaseFrame: () => this.#release(),
      CreateTexture2D: () =>
        this.#give('ID3D11Texture2D', this.textures.create(words[0] as Uint32Array), words[2] as Found),
      CopySubresourceRegion: () => this.#copy(words),
      Flush: () => result.ok,
      Map: () => this.#map(words),
      Unmap: () => this.textures.unmap(),
      GetDesc: () => describe(object, words[0] as Uint8Array),
    };
    const handler = handlers[name];
    if (handler === undefined) throw new Error(`${object.name}: ${name} was not to be called`);
    return handler();
  }

  #query(object: FakeObject, [id, found]: Words): number {
    const asked = Buffer.from(id as Uint8Array).toString('hex');
    // Output1, texture: as bytes lie in memory.
    if (object.name === 'IDXGIOutput' && asked === 'a8decd009b93834ba340a685226666cc') {
      return this.#give('IDXGIOutput1', object.data, found as Found);
    }
    if (object.name === 'IDXGIResource' && asked === 'f2aa156f08d2894e9ab4489535d34f9c') {
      return this.#give('ID3D11Texture2D', object.data, found as Found);
    }
    return noInterface;
  }

  #list(name: InterfaceName, all: readonly unknown[], [index, found]: Words): number {
    const data = all[index as number];
    return data === undefined ? result.notFound : this.#give(name, data, found as Found);
  }

  #duplicate(output: FakeOutput, [device, found]: Words): number {
    this.#living(device as Pointer);
    return this.#give('IDXGIOutputDuplication', output, found as Found);
  }

  #acquire([timeOutMs, record, found]: Words): number {
    if (timeOutMs !== 0) throw new Error('It would wait.');
    if (this.#frame !== null) return invalidCall;
    const frame = this.frames.shift();
    if (frame === undefined) return result.waitTimeout;
    this.#frame = frame;
    const fields = new DataView((record as Uint8Array).buffer);
    fields.setBigInt64(0, frame.isPointerOnly === true ? 0n : 77n, true);
    fields.setUint32(16, frame.isPointerOnly === true ? 0 : 1, true);
    const listed = movedBytes(frame).length + paintedBytes(frame).length;
    fields.setUint32(40, frame.metadataBytes ?? listed, true);
    return this.#give('IDXGIResource', this.textures.ofFrame(frame.pixels, frame.format), found as Found);
  }

  #release(): number {
    if (this.#frame === null) return invalidCall;
    this.#frame = null;
    return result.ok;
  }

  #copy([to, toPart, x, y, z, from, fromPart, area]: Words): number {
    if (this.#frame === null) throw new Error('The frame was given back.');
    if (toPart !== 0 || z !== 0 || fromPart !== 0) throw new Error('There are no such parts.');
    const [source, target] = [this.#living(from as Pointer), this.#living(to as Pointer)];
    const texture = target.data as FakeTexture;
    this.textures.copy(source.data as FakeTexture, texture, { x: x as number, y: y as number }, area as Uint32Array);
    return result.ok;
  }

  #map([texture, part, type, flags, record]: Words): number {
    if (part !== 0 || type !== 1 || flags !== 0x10_0000) throw new Error('It would wait, or write.');
    if (this.stillDrawing > 0) {
      this.stillDrawing--;
      return result.wasStillDrawing;
    }
    return this.textures.map(this.#living(texture as Pointer).data as FakeTexture, record as Uint8Array);
  }
}

function describe({ name, data }: FakeObject, record: Uint8Array): number {
  const fields = new DataView(record.buffer);
  if (name === 'ID3D11Texture2D') {
    const { widthPx, heightPx, format } = data as FakeTexture;
    fields.setUint32(0, widthPx, true);
    fields.setUint32(4, heightPx, true);
    fields.setUint32(16, format, true);
    return result.ok;
  }
  const { device, bounds, rotation = 1, isAttached = true } = data as FakeOutput;
  if (name === 'IDXGIOutputDuplication') fields.setUint32(28, rotation, true);
  else {
    record.set(Buffer.from(device, 'utf16le'));
    writeRect(fields, 64, bounds);
    fields.setInt32(80, isAttached ? 1 : 0, true);
    fields.setInt32(84, rotation, true);
  }
  return result.ok;
}

function fill([bytes, memory, filled]: Words, content: Uint8Array): number {
  if (content.length > (bytes as number)) return 0x887a_0003 | 0;
  (memory as Uint8Array).set(content);
  (filled as [number])[0] = content.length;
  return result.ok;
}

function paintedBytes(frame: FakeFrame | null): Uint8Array {
  const rects = frame?.painted ?? [];
  const fields = new DataView(new ArrayBuffer(rects.length * 16));
  for (const [index, rect] of rects.entries()) writeRect(fields, index * 16, rect);
  return new Uint8Array(fields.buffer);
}

function movedBytes(frame: FakeFrame | null): Uint8Array {
  const moves = frame?.moved ?? [];
  const fields = new DataView(new ArrayBuffer(moves.length * 24));
  for (const [index, { x, y, to }] of moves.entries()) {
    fields.setInt32(index * 24, x, true);
    fields.setInt32(index * 24 + 4, y, true);
    writeRect(fields, index * 24 + 8, to);
  }
  return new Uint8Array(fields.buffer);
}

function writeRect(fields: DataView, at: number, { x, y, width, height }: Rect): void {
  for (const [index, value] of [x, y, x + width, y + height].entries()) fields.setInt32(at + index * 4, value, true);
}
