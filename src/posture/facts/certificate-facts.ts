// SPDX-License-Identifier: Apache-2.0
// The facts of certificates and requests as a PemFile's body has them, read back. Whoever wrote it, what lacks a part has its
// neutral value; a certificate without its times is none.
import { field, isArray, isObject, type Json, stringField } from '../../model/json.ts';
import type { CertificateFacts, RequestFacts } from '../../model/x509/certificate.ts';

export function certificateFrom(value: Json | undefined): CertificateFacts | undefined {
  const [notBefore, notAfter] = [timeIn(value, 'notBefore'), timeIn(value, 'notAfter')];
  const request = requestFrom(value);
  if (request === undefined || notBefore === undefined || notAfter === undefined) return undefined;
  return {
    ...request,
    notBefore,
    notAfter,
    issuer: nameFrom(field(value, 'issuer')),
    serial: stringField(value, 'serial') ?? '',
    selfIssued: field(value, 'selfIssued') === true,
  };
}

export function requestFrom(value: Json | undefined): RequestFacts | undefined {
  if (!isObject(value)) return undefined;
  const [subjectKeyId, authorityKeyId] = [stringField(value, 'subjectKeyId'), stringField(value, 'authorityKeyId')];
  const [key, signature] = [field(value, 'publicKey'), field(value, 'signature')];
  const [bits, curve, hash] = [field(key, 'bits'), stringField(key, 'curve'), stringField(signature, 'hash')];
  return {
    subject: nameFrom(field(value, 'subject')),
    isCA: field(value, 'isCA') === true,
    dnsNames: strings(field(value, 'dnsNames')),
    ipAddresses: strings(field(value, 'ipAddresses')),
    uris: strings(field(value, 'uris')),
    keyUsages: strings(field(value, 'keyUsages')),
    extendedKeyUsages: strings(field(value, 'extendedKeyUsages')),
    ...(subjectKeyId === undefined ? {} : { subjectKeyId }),
    ...(authorityKeyId === undefined ? {} : { authorityKeyId }),
    publicKey: {
      algorithm: stringField(key, 'algorithm') ?? '',
      ...(typeof bits === 'number' ? { bits } : {}),
      ...(curve === undefined ? {} : { curve }),
    },
    signature: { algorithm: stringField(signature, 'algorithm') ?? '', ...(hash === undefined ? {} : { hash }) },
  };
}

function nameFrom(value: Json | undefined): CertificateFacts['subject'] {
  const commonName = stringField(value, 'commonName');
  const text = stringField(value, 'text') ?? '';
  return { ...(commonName === undefined ? {} : { commonName }), organizations: strings(field(value, 'organizations')), text };
}

/** The year 9999 is the last that a certificate can name. */
const lastTime = Date.UTC(9999, 11, 31, 23, 59, 59);

function timeIn(value: Json | undefined, key: string): number | undefined {
  const found = field(value, key);
  return typeof found === 'number' && Number.isInteger(found) && Math.abs(found) <= lastTime ? found : undefined;
}

function strings(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
