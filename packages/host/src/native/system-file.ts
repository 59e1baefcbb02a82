// Windows: where the system's own programs and libraries lie. Named without their folder they would be looked for beside
// the program and in the current folder first: in the folder for downloads, where any web site can put a file.

export function systemFile(name: string, systemRoot = process.env['SystemRoot'] ?? 'C:\\Windows'): string {
  return `${systemRoot}\\System32\\${name}`;
}

/** Of these Windows takes the version that the program's manifest names, and only where no folder is said. */
const chosenByManifest = new Set(['comctl32.dll']);

/** As it is to be loaded. */
export function systemLibrary(name: string, systemRoot?: string): string {
  return chosenByManifest.has(name.toLowerCase()) ? name : systemFile(name, systemRoot);
}
