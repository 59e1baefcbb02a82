// Makes X.509 certificates (RFC 5280): a small authority that can only sign for one place's names, and a server's
// certificate under it. Elliptic curve P-256 and SHA-256 throughout. Heavy to load: import it when one is to be made.

// The library asks for it while it loads.
import 'reflect-metadata';
import { type KeyObject, createPublicKey } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  NameConstraints,
  id_ce_nameConstraints,
} from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';
import { AppError } from '@nearhand/base';
import { type CertificateNames, isPrivate, privateBlocks } from './names.ts';

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
  /** `certificate` is PEM. */
  readonly authority: { readonly certificate: string; readonly privateKey: KeyObject };
  readonly publicKey: KeyObject;
  readonly validity: Validity;
  readonly names: CertificateNames;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** PEM. */
export async function issueAuthority({ name, privateKey, validity, names }: AuthorityOptions): Promise<string> {
  const publicKey = publicKeyInfo(createPublicKey(privateKey));
  const subject = distinguishedName(name);
  const certificate = await x509.X509CertificateGenerator.create({
    issuer: subject,
    subject,
    publicKey,
    signingKey: await signingKey(privateKey),
    signingAlgorithm: algorithm,
    notBefore: validity.from,
    notAfter: validity.until,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      permittedNames(names),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return certificate.toString('pem');
}

/** PEM. */
export async function issueServerCertificate(options: ServerCertificateOptions): Promise<string> {
  const { authority, validity, names } = options;
  const publicKey = publicKeyInfo(options.publicKey);
  const issuer = new x509.X509Certificate(authority.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    issuer: issuer.subjectName,
    subject: distinguishedName(names.dns[0] ?? names.addresses[0] ?? 'Nearhand'),
    publicKey,
    signingKey: await signingKey(authority.privateKey),
    signingAlgorithm: algorithm,
    notBefore: validity.from,
    notAfter: validity.until,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.dns.map((value) => ({ type: 'dns', value }) as const),
        ...names.addresses.map((value) => ({ type: 'ip', value }) as const),
      ]),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      new x509.AuthorityKeyIdentifierExtension(keyIdentifier(issuer)),
    ],
  });
  return certificate.toString('pem');
}

function publicKeyInfo(key: KeyObject): Uint8Array<ArrayBuffer> {
  return new Uint8Array(key.export({ type: 'spki', format: 'der' }));
}

function signingKey(key: KeyObject): Promise<CryptoKey> {
  const bytes = new Uint8Array(key.export({ type: 'pkcs8', format: 'der' }));
  return crypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign']);
}

/** Always UTF-8: some browsers compare names byte by byte. */
function distinguishedName(commonName: string): x509.Name {
  // X.520 allows 64 characters.
  return new x509.Name([{ O: [{ utf8String: 'Nearhand' }] }, { CN: [{ utf8String: commonName.slice(0, 64) }] }]);
}

/** As the authority states it, whichever way it was computed. Hexadecimal digits. */
function keyIdentifier(certificate: x509.X509Certificate): string {
  const extension = certificate.getExtension(x509.SubjectKeyIdentifierExtension);
  if (extension === null) throw new AppError('internal', 'The authority has no key identifier.');
  return extension.keyId;
}

/** The library has no class for this extension, but the schema below it has. */
function permittedNames(names: CertificateNames): x509.Extension {
  const permitted = [
    ...names.dns.map((dNSName) => ({ dNSName })),
    ...privateBlocks.map(({ address, bits }) => ({ iPAddress: `${address}/${bits}` })),
    ...names.addresses
      .filter((address) => !isPrivate(address))
      .map((address) => ({ iPAddress: `${address}/${isIPv4(address) ? 32 : 128}` })),
  ];
  const subtrees = permitted.map((name) => new GeneralSubtree({ base: new GeneralName(name) }));
  const constraints = new NameConstraints({ permittedSubtrees: new GeneralSubtrees(subtrees) });
  return new x509.Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints));
}
