import { AppError, utf8 } from '@nearhand/base';
import { inputMessageSchema, permissions, viewerControlMessageSchema } from '@nearhand/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectivePermissions, LocalPermissions } from './local-permissions.ts';
import { demandPermission, permissionOfControl, permissionOfInput, readControl, readInput } from './message-gate.ts';

describe('local permissions', () => {
  it('AGT13: a viewer gets what both its ticket and the person here allow, and control only with view', () => {
    const sets = fc.subarray([...permissions]);
    fc.assert(
      fc.property(sets, sets, (ticket, allowed) => {
        const effective = effectivePermissions(ticket, allowed);
        for (const permission of effective)
          expect(ticket.includes(permission) && allowed.includes(permission)).toBe(true);
        expect(effective.includes('control') && !effective.includes('view')).toBe(false);
      }),
    );
    expect(effectivePermissions(['view', 'control'], ['view'])).toEqual(['view']);
    expect(effectivePermissions(['control'], ['view', 'control'])).toEqual([]);
  });

  it('tells a change once', () => {
    const local = new LocalPermissions(['control', 'view']);
    const seen: string[] = [];
    local.onChanged.on((allowed) => seen.push(allowed.join()));
    local.withdraw('control');
    local.withdraw('control');
    local.allow(['view']);
    local.withdraw('view');
    expect(seen).toEqual(['view', '']);
  });
});

describe('message gate', () => {
  const bytes = (value: unknown) => utf8.encode(typeof value === 'string' ? value : JSON.stringify(value));

  it('AGT14: every message of a viewer has its line in the permission table', () => {
    const control = viewerControlMessageSchema.options.map(({ shape }) => shape.type.value);
    const input = inputMessageSchema.options.map(({ shape }) => shape.type.value);
    expect(Object.keys(permissionOfControl).sort()).toEqual([...control].sort());
    expect(Object.keys(permissionOfInput).sort()).toEqual([...input].sort());
  });

  it('AGT14: size comes before schema, schema before permission', () => {
    expect(() => readInput(new Uint8Array(16 * 1024 + 1))).toThrow('too large');
    expect(() => readInput(bytes({ type: 'pointer.move', x: 1e9, y: 0 }))).toThrow('schema');
    expect(readInput(bytes({ type: 'pointer.move', x: 3, y: 4 }))).toEqual({ type: 'pointer.move', x: 3, y: 4 });
    expect(readControl(bytes({ type: 'weather.select' }))).toBeNull();
    expect(readControl(bytes({ type: 'toString' }))).toBeNull();
    expect(() => demandPermission('control', ['view'])).toThrow('control');
    expect(() => demandPermission(null, [])).not.toThrow();
  });

  it('any bytes are a message, unknown, or refused with an AppError', () => {
    const input = fc.oneof(fc.uint8Array(), fc.json().map(bytes), fc.record({ type: fc.string() }).map(bytes));
    const isHandled = (read: (noise: Uint8Array) => unknown, noise: Uint8Array): boolean => {
      try {
        read(noise);
        return true;
      } catch (error) {
        return error instanceof AppError;
      }
    };
    fc.assert(fc.property(input, (noise) => isHandled(readInput, noise) && isHandled(readControl, noise)));
    expect(isHandled(readInput, bytes('{'))).toBe(true);
  });
});
