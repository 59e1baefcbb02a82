import { describe, expect, it } from 'vitest';
import { closingWords } from '../service/close-to-users.ts';
import { proxyQuestion } from '../proxy/system-proxy.ts';
import { systemFile, systemLibrary } from './system-file.ts';

describe('files of Windows itself', () => {
  it('HST117: are taken from its own folder, whatever lies beside the program', () => {
    expect(systemFile('reg.exe', 'D:\\W')).toBe('D:\\W\\System32\\reg.exe');
    expect(systemLibrary('wtsapi32.dll', 'D:\\W')).toBe('D:\\W\\System32\\wtsapi32.dll');
    const started = [proxyQuestion('win32', {})?.command, closingWords('C:\\data')[0]];
    expect(started).toEqual([
      expect.stringMatching(/\\System32\\reg\.exe$/),
      expect.stringMatching(/\\System32\\icacls\.exe$/),
    ]);
  });

  it('HST117: but for the one whose version the manifest names', () => {
    expect(systemLibrary('comctl32.dll', 'D:\\W')).toBe('comctl32.dll');
  });
});
