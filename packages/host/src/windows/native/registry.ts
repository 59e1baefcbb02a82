// advapi32.dll: values in the registry. Signatures only.

import type { LibraryHandle } from 'koffi';

/** HKEY_CURRENT_USER */
export const currentUser = 0x8000_0001n;
/** REG_SZ, and RRF_RT_REG_SZ where one is asked for. */
export const textValue = { type: 1, filter: 2 } as const;
/** RRF_RT_REG_BINARY */
export const binaryFilter = 8;

export function bindRegistry(library: LibraryHandle) {
  return {
    /** 0: it is there and of this kind. `bytes`: how many fit, then how many there are. */
    getValue: library.func(
      'int32_t RegGetValueW(uintptr_t key, str16 path, str16 name, uint32_t filter, void *type, void *data, _Inout_ uint32_t *bytes)',
    ) as (
      key: bigint,
      path: string,
      name: string,
      filter: number,
      type: null,
      data: Uint8Array | null,
      bytes: [number] | null,
    ) => number,
    setValue: library.func(
      'int32_t RegSetKeyValueW(uintptr_t key, str16 path, str16 name, uint32_t type, void *data, uint32_t bytes)',
    ) as (key: bigint, path: string, name: string, type: number, data: Uint8Array, bytes: number) => number,
    deleteValue: library.func('int32_t RegDeleteKeyValueW(uintptr_t key, str16 path, str16 name)') as (
      key: bigint,
      path: string,
      name: string,
    ) => number,
  };
}
