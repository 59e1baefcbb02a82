// From nothing to the duplication of one display: factory, adapter, output, device on that adapter. What takes long runs in
// another thread. DuplicateOutput, not DuplicateOutput1: it hands out eight bits a colour whatever the display shows.

import { AppError, type Clock, DisposableStore } from '@nearhand/base';
import type { Rect } from '@nearhand/protocol';
import { type ComObject, demand, taken } from '../../native/com-object.ts';
import type { Found, GraphicsCalls } from '../../native/graphics-calls.ts';
import { result } from '../../native/graphics-interfaces.ts';
import { duplicationRecord, outputRecord } from '../../native/graphics-records.ts';
import { OutputDuplication } from './output-duplication.ts';
import { rectAt } from './frame-changes.ts';
import { type Turn, turnOf } from './turned.ts';

/** More adapters, or outputs of one, are nobody's honest computer. */
const maximumOfAKind = 16;

export interface OutputPlace {
  /** As Windows names it, such as \\.\DISPLAY1. */
  readonly device: string;
  /** Where it is, as Windows counts. */
  readonly bounds: Rect;
}

type Adapter = ComObject<'IDXGIAdapter1'>;
type Output = ComObject<'IDXGIOutput'>;
type Duplication = ComObject<'IDXGIOutputDuplication'>;

/** Throws AppError `desktop_unavailable`, when aborted too. Whatever is thrown, everything has been given back then. */
export async function openDuplication(
  { calls, clock }: { readonly calls: GraphicsCalls; readonly clock: Clock },
  place: OutputPlace,
  signal: AbortSignal,
): Promise<OutputDuplication> {
  const [passing, kept] = [new DisposableStore(), new DisposableStore()];
  try {
    const { adapter, output } = await findOutput(calls, place, passing);
    goOn(signal);
    const [device, context]: [Found, Found] = [[null], [null]];
    const made = await calls.createDevice(adapter.address, device, context);
    const device3d = kept.add(taken(calls, 'ID3D11Device', made, device, 'D3D11CreateDevice'));
    const context3d = kept.add(taken(calls, 'ID3D11DeviceContext', made, context, 'D3D11CreateDevice'));
    goOn(signal);
    const found: Found = [null];
    const code = await passing.add(output.as('IDXGIOutput1')).callLater('DuplicateOutput', device3d.address, found);
    const duplication = kept.add(taken(calls, 'IDXGIOutputDuplication', code, found, 'DuplicateOutput'));
    goOn(signal);
    const display = { widthPx: place.bounds.width, heightPx: place.bounds.height };
    const objects = { duplication, device: device3d, context: context3d, kept };
    return new OutputDuplication({ calls, clock, ...objects, display, turn: turnedBy(duplication) });
  } catch (error) {
    kept.dispose();
    throw error;
  } finally {
    passing.dispose();
  }
}

interface FoundOutput {
  readonly adapter: Adapter;
  readonly output: Output;
}

async function findOutput(calls: GraphicsCalls, place: OutputPlace, passing: DisposableStore): Promise<FoundOutput> {
  const found: Found = [null];
  const code = await calls.createFactory(found);
  const factory = passing.add(taken(calls, 'IDXGIFactory1', code, found, 'CreateDXGIFactory1'));
  const list = (index: number, each: Found): Promise<number> => factory.callLater('EnumAdapters1', index, each);
  for (let index = 0; index < maximumOfAKind; index++) {
    const adapter = await next(calls, 'IDXGIAdapter1', index, list, 'EnumAdapters1');
    if (adapter === null) break;
    passing.add(adapter);
    const output = await outputOf(calls, adapter, place, passing);
    if (output !== null) return { adapter, output };
  }
  throw unavailable('no graphics adapter has this display');
}

async function outputOf(
  calls: GraphicsCalls,
  adapter: Adapter,
  { device, bounds }: OutputPlace,
  passing: DisposableStore,
): Promise<Output | null> {
  const list = (index: number, each: Found): Promise<number> => adapter.callLater('EnumOutputs', index, each);
  for (let index = 0; index < maximumOfAKind; index++) {
    const output = await next(calls, 'IDXGIOutput', index, list, 'EnumOutputs');
    if (output === null) return null;
    passing.add(output);
    const record = new Uint8Array(outputRecord.bytes);
    demand('GetDesc', output.call('GetDesc', record));
    const fields = new DataView(record.buffer);
    const name = Buffer.from(record.buffer, 0, outputRecord.nameBytes).toString('utf16le').split('\0')[0];
    if (name !== device || fields.getInt32(outputRecord.isAttached, true) === 0) continue;
    const { x, y, width, height } = rectAt(fields, outputRecord.bounds);
    const isThere = x === bounds.x && y === bounds.y && width === bounds.width && height === bounds.height;
    if (!isThere) throw unavailable('the display has just moved');
    return output;
  }
  return null;
}

/** null: that was the last. */
async function next<Name extends 'IDXGIAdapter1' | 'IDXGIOutput'>(
  calls: GraphicsCalls,
  name: Name,
  index: number,
  list: (index: number, found: Found) => Promise<number>,
  what: string,
): Promise<ComObject<Name> | null> {
  const found: Found = [null];
  const code = await list(index, found);
  return code === result.notFound ? null : taken(calls, name, code, found, what);
}

function turnedBy(duplication: Duplication): Turn {
  const record = new Uint8Array(duplicationRecord.bytes);
  duplication.call('GetDesc', record);
  const rotation = new DataView(record.buffer).getUint32(duplicationRecord.rotation, true);
  const turn = turnOf(rotation);
  if (turn === undefined) throw unavailable(`turned in a way that there is none: ${rotation}`);
  return turn;
}

function goOn(signal: AbortSignal): void {
  if (signal.aborted) throw unavailable('it was given up');
}

function unavailable(message: string): AppError {
  return new AppError('desktop_unavailable', message);
}
