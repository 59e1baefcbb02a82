// Which file systems of Linux are disks, from /proc/self/mounts (fstab(5)): each device once, where it is mounted first. Pure.

/** Where what is not stored lies: pictures of snaps, of containers, of installers. */
const readOnlyPictures = new Set(['squashfs', 'iso9660', 'udf', 'erofs']);

export function mountedDisks(mounts: string): string[] {
  const devices = new Set<string>();
  return mounts.split('\n').flatMap((line) => {
    const [device = '', place = '', kind = ''] = line.split(' ').map(unescaped);
    if (!device.startsWith('/dev/') || device.startsWith('/dev/loop') || readOnlyPictures.has(kind)) return [];
    if (place === '' || devices.has(device)) return [];
    devices.add(device);
    return [place];
  });
}

/** Spaces, tabs, line breaks and backslashes are written as three octal digits. */
function unescaped(word: string): string {
  return word.replace(/\\([0-7]{3})/g, (_all, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}
