// Makes Node for Windows the agent: the agent inside as a resource, the brand's icon, name and version, and a manifest. Also
// makes it a program of the desktop, so that no console window opens. Node's own signature goes with the change.

import { NtExecutable, NtExecutableResource, Data, Resource } from 'resedit';
import { markAsSingleExecutable } from '../formats/single-executable.ts';
import { pageAligned } from './page-aligned.ts';
import { systemLibrariesOnly } from './system-libraries-only.ts';

export interface WindowsLook {
  /** The brand; shown by Windows wherever it names the program. */
  readonly productName: string;
  /** Four numbers in a row are what Windows keeps: the fourth is 0. */
  readonly version: string;
  /** An `.ico` file. */
  readonly icon: Uint8Array;
}

const english = 1033;
const unicode = 1200;
const rawData = 10;
const manifestType = 24;
const windowsProgram = 2;
/** Windows 10 and 11 have one id. */
const windows10 = '{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}';

export function makeWindowsProgram(node: Uint8Array, blob: Uint8Array, look: WindowsLook): Uint8Array {
  const executable = NtExecutable.from(arrayBuffer(node), { ignoreCert: true });
  const resources = NtExecutableResource.from(executable);
  const { entries } = resources;
  for (const group of Resource.IconGroupEntry.fromEntries(entries)) {
    Resource.IconGroupEntry.replaceIconsForResource(entries, group.id, group.lang, []);
  }
  const icons = Data.IconFile.from(arrayBuffer(look.icon)).icons.map(({ data }) => data);
  Resource.IconGroupEntry.replaceIconsForResource(entries, 1, english, icons);
  setVersion(resources, look);
  resources.replaceResourceEntry({
    type: manifestType,
    id: 1,
    lang: english,
    codepage: 0,
    bin: arrayBuffer(new TextEncoder().encode(manifest)),
  });
  resources.replaceResourceEntry({
    type: rawData,
    id: 'NODE_SEA_BLOB',
    lang: english,
    codepage: 0,
    bin: arrayBuffer(blob),
  });
  resources.outputResource(executable);
  executable.newHeader.optionalHeader.subsystem = windowsProgram;
  return markAsSingleExecutable(systemLibrariesOnly(pageAligned(new Uint8Array(executable.generate()))));
}

function setVersion(resources: NtExecutableResource, { productName, version }: WindowsLook): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  for (const old of Resource.VersionInfo.fromEntries(resources.entries)) {
    resources.removeResourceEntry(16, 1, old.lang);
  }
  const info = Resource.VersionInfo.create({
    lang: english,
    fixedInfo: {},
    strings: [{ lang: english, codepage: unicode, values: {} }],
  });
  info.setFileVersion(major, minor, patch, 0, english);
  info.setProductVersion(major, minor, patch, 0, english);
  info.setStringValues(
    { lang: english, codepage: unicode },
    {
      ProductName: productName,
      FileDescription: productName,
      CompanyName: productName,
      InternalName: 'nearhand-agent',
      OriginalFilename: 'nearhand-agent.exe',
      LegalCopyright: 'Nearhand contributors, Apache-2.0; contains Node.js, MIT',
    },
  );
  info.outputToResourceEntries(resources.entries);
}

/** Today's look of controls, sharp on every monitor, no more rights than the person has, paths of any length. */
const manifest = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <dependency><dependentAssembly>
    <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0" processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
  </dependentAssembly></dependency>
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3"><security><requestedPrivileges>
    <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
  </requestedPrivileges></security></trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1"><application>
    <supportedOS Id="${windows10}"/>
  </application></compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3"><windowsSettings>
    <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
    <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2</dpiAwareness>
    <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
  </windowsSettings></application>
</assembly>
`;

function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
