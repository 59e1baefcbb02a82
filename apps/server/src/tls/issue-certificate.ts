// Makes X.509 certificates (RFC 5280): a small authority that can only sign for one place's names, and a server's
// certificate under it. Elliptic curve P-256 and SHA-256 throughout.

import { type KeyObject, createHash, createPublicKey, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import * as der from './der.ts';
import { type CertificateNames, addressBytes, isPrivate, maskBytes, privateBlocks } from './names.ts';

export interface Validity {
  readonly from: Date;
  readonly until: Date;
}

export interface AuthorityOptions {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly validity: Validity;
  /** All it may ever sign for, besides private addresses. */
  readonly names: CertificateNames;
}

export interface ServerCertificateOptions {
  readonly authority: { readonly name: string; readonly privateKey: KeyObject };
  readonly publicKey: KeyObject;
  readonly validity: Validity;
  readonly names: CertificateNames;
}

const identifiers = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  organisation: '2.5.4.10',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
} as const;

/** DER. */
export function issueAuthority({ name, privateKey, validity, names }: AuthorityOptions): Buffer {
  const publicKey = createPublicKey(privateKey);
  const permitted = [
    ...names.dns.map((dns) => der.sequence(dnsName(dns))),
    ...privateBlocks.map(({ address, bits }) => der.sequence(addressBlock(address, bits))),
    ...names.addresses
      .filter((address) => !isPrivate(address))
      .map((address) => der.sequence(addressBlock(address, isIPv4(address) ? 32 : 128))),
  ];
  return signed(privateKey, {
    issuer: name,
    subject: name,
    publicKey,
    validity,
    extensions: [
      extension(identifiers.basicConstraints, true, der.sequence(der.boolean(true), der.integer(Buffer.from([0])))),
      // keyCertSign (5) and cRLSign (6)
      extension(identifiers.keyUsage, true, der.bitString(Buffer.from([0b0000_0110]), 1)),
      extension(identifiers.nameConstraints, true, der.sequence(der.explicit(0, ...permitted))),
      extension(identifiers.subjectKeyIdentifier, false, der.octetString(keyIdentifier(publicKey))),
    ],
  });
}

/** DER. */
export function issueServerCertificate(options: ServerCertificateOptions): Buffer {
  const { authority, publicKey, validity, names } = options;
  const authorityKey = createPublicKey(authority.privateKey);
  const alternatives = [
    ...names.dns.map(dnsName),
    ...names.addresses.map((address) => der.implicit(7, addressBytes(address))),
  ];
  return signed(authority.privateKey, {
    issuer: authority.name,
    subject: names.dns[0] ?? names.addresses[0] ?? 'Nearhand',
    publicKey,
    validity,
    extensions: [
      extension(identifiers.basicConstraints, true, der.sequence()),
      // digitalSignature (0)
      extension(identifiers.keyUsage, true, der.bitString(Buffer.from([0b1000_0000]), 7)),
      extension(
        identifiers.extendedKeyUsage,
        false,
        der.sequence(der.objectIdentifier(identifiers.serverAuthentication)),
      ),
      extension(identifiers.subjectAlternativeName, false, der.sequence(...alternatives)),
      extension(identifiers.subjectKeyIdentifier, false, der.octetString(keyIdentifier(publicKey))),
      extension(identifiers.authorityKeyIdentifier, false, der.sequence(der.implicit(0, keyIdentifier(authorityKey)))),
    ],
  });
}

interface CertificateBody {
  readonly issuer: string;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly validity: Validity;
  readonly extensions: readonly Buffer[];
}

function signed(privateKey: KeyObject, body: CertificateBody): Buffer {
  const algorithm = der.sequence(der.objectIdentifier(identifiers.ecdsaWithSha256));
  const serial = randomBytes(16);
  // Positive and never zero.
  serial.writeUInt8((serial.readUInt8(0) & 0x7f) | 0x01, 0);
  const content = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(serial),
    algorithm,
    distinguishedName(body.issuer),
    der.sequence(der.time(body.validity.from), der.time(body.validity.until)),
    distinguishedName(body.subject),
    body.publicKey.export({ type: 'spki', format: 'der' }),
    der.explicit(3, der.sequence(...body.extensions)),
  );
  return der.sequence(content, algorithm, der.bitString(sign('sha256', content, privateKey)));
}

function distinguishedName(commonName: string): Buffer {
  const part = (identifier: string, text: string): Buffer =>
    der.set(der.sequence(der.objectIdentifier(identifier), der.utf8String(text)));
  // X.520 allows 64 characters.
  return der.sequence(
    part(identifiers.organisation, 'Nearhand'),
    part(identifiers.commonName, commonName.slice(0, 64)),
  );
}

function extension(identifier: string, critical: boolean, value: Buffer): Buffer {
  return der.sequence(
    der.objectIdentifier(identifier),
    ...(critical ? [der.boolean(true)] : []),
    der.octetString(value),
  );
}

function dnsName(name: string): Buffer {
  return der.implicit(2, Buffer.from(name));
}

function addressBlock(address: string, bits: number): Buffer {
  const bytes = addressBytes(address);
  return der.implicit(7, Buffer.concat([bytes, maskBytes(bits, bytes.length)]));
}

/** RFC 7093 method 1: the first 160 bits of the key's SHA-256. */
function keyIdentifier(publicKey: KeyObject): Buffer {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);
}
