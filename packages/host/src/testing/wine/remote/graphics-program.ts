// Runs under Wine: takes a drawing through a real graphics device the way a frame of desktop duplication goes, turned by a
// quarter, and says what of it arrived and how long it is until a reference is the last.

import koffi from 'koffi';
import { copyArea } from '../../../windows/capture/duplication/pixel-copy.ts';
import { turnedRect } from '../../../windows/capture/duplication/turned.ts';
import { emptyPicture } from '../../../windows/capture/frame-source.ts';
import { taken } from '../../../windows/native/com-object.ts';
import { type Found, loadGraphics } from '../../../windows/native/graphics-calls.ts';
import { methods, result } from '../../../windows/native/graphics-interfaces.ts';
import {
  bgra,
  box,
  doNotWait,
  mapRead,
  mappedRecord,
  readableTexture,
  textureRecord,
} from '../../../windows/native/graphics-records.ts';
import { windowsLibraries } from '../../../windows/native/windows-libraries.ts';

const drawing = { widthPx: 37, heightPx: 21 };
const area = { x: 5, y: 3, width: 20, height: 11 };

const calls = await loadGraphics(windowsLibraries().kernel32);
if (calls === null) throw new Error('There is no Direct3D 11.');
const [factory, adapter, device, context]: [Found, Found, Found, Found] = [[null], [null], [null], [null]];
const factory1 = taken(calls, 'IDXGIFactory1', await calls.createFactory(factory), factory, 'factory');
const adapter1 = taken(calls, 'IDXGIAdapter1', factory1.call('EnumAdapters1', 0, adapter), adapter, 'adapter');
const made = await calls.createDevice(adapter1.address, device, context);
const device3d = taken(calls, 'ID3D11Device', made, device, 'device');
const context3d = taken(calls, 'ID3D11DeviceContext', made, context, 'context');

// A texture as the system's own: filled from the start, for the graphics processor alone.
const pixels = Uint32Array.from({ length: drawing.widthPx * drawing.heightPx }, (_, index) => 0xff00_0000 + index);
const content = new DataView(new ArrayBuffer(16));
content.setBigUint64(0, BigInt(koffi.address(pixels)), true);
content.setUint32(8, drawing.widthPx * 4, true);
const ordinary = Uint32Array.of(drawing.widthPx, drawing.heightPx, 1, 1, bgra, 1, 0, 0, 8, 0, 0);
const [source, target]: [Found, Found] = [[null], [null]];
const filled = device3d.call('CreateTexture2D', ordinary, new Uint8Array(content.buffer), source);
const frame = taken(calls, 'ID3D11Texture2D', filled, source, 'frame').as('ID3D11Texture2D');
const empty = device3d.call('CreateTexture2D', readableTexture(drawing.widthPx, drawing.heightPx), null, target);
const copy = taken(calls, 'ID3D11Texture2D', empty, target, 'copy');
const size = new Uint8Array(textureRecord.bytes);
frame.call('GetDesc', size);

const part = box(area.x, area.y, area.width, area.height);
context3d.call('CopySubresourceRegion', copy.address, 0, area.x, area.y, 0, frame.address, 0, part);
context3d.call('Flush');
const record = new Uint8Array(mappedRecord.bytes);
let code: number;
do {
  code = context3d.call('Map', copy.address, 0, mapRead, doNotWait, record);
} while (code === result.wasStillDrawing);
const fields = new DataView(record.buffer);
const memory = fields.getBigUint64(mappedRecord.memory, true);
const rowBytes = fields.getUint32(mappedRecord.rowBytes, true);
const picture = emptyPicture(drawing.heightPx, drawing.widthPx);
copyArea({ ...drawing, memory, rowBytes }, area, 90, picture, (into, from) => calls.read(into, from));
context3d.call('Unmap', copy.address, 0);

const seen = turnedRect(area, drawing, 90);
const shown = new Uint32Array(picture.data.buffer);
let wrong = 0;
for (let y = 0; y < picture.heightPx; y++) {
  for (let x = 0; x < picture.widthPx; x++) {
    const isInside = x >= seen.x && x < seen.x + seen.width && y >= seen.y && y < seen.y + seen.height;
    const expected = isInside ? pixels[(drawing.heightPx - 1 - x) * drawing.widthPx + y] : 0;
    if (shown[y * picture.widthPx + x] !== expected) wrong++;
  }
}
// What Release answers is how many references are left; the frame was asked for twice.
const left = [frame, copy].map(({ address }) => calls.call(address, methods.IDXGIResource.Release, []));
const told = new DataView(size.buffer);
const [width, format] = [told.getUint32(textureRecord.width, true), told.getUint32(textureRecord.format, true)];
process.stdout.write(`${JSON.stringify({ code, width, format, wrong, left })}\n`);
process.exit(0);
