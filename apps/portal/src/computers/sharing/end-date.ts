// The end of a share as a day, where the person is: it lasts until that day is over.

/** Of a date field; null for an empty one. */
export function endOfDay(day: string): string | null {
  const end = new Date(`${day}T23:59:59`);
  return day === '' || Number.isNaN(end.getTime()) ? null : end.toISOString();
}

/** As a date field takes it. */
export function dayOf(isoTime: string): string {
  const time = new Date(isoTime);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(time.getFullYear()).padStart(4, '0')}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
