// Amounts of memory and storage in words: as systems count them, by 1024, in the largest unit that says at least one.
import { useFormat } from './format.ts';

const units = ['megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
const megabyte = 2 ** 20;

export interface Amount {
  readonly value: number;
  readonly unit: (typeof units)[number];
}

export function amountOf(bytes: number): Amount {
  let [value, index] = [bytes / megabyte, 0];
  // 1023.96 would be written as 1,024.
  while (value >= 1023.95 && index < units.length - 1) [value, index] = [value / 1024, index + 1];
  return { value, unit: units[index] ?? 'petabyte' };
}

export function useByteFormat(): (bytes: number) => string {
  const format = useFormat();
  return (bytes) => {
    const { value, unit } = amountOf(bytes);
    return format.number(value, { style: 'unit', unit, maximumFractionDigits: value < 100 ? 1 : 0 });
  };
}
