// SPDX-License-Identifier: Apache-2.0
// The certificates in objects, wherever Kubernetes keeps one.
import { field, isArray, isObject, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type Pointer, pointer, valueAt } from '../../model/pointer.ts';
import { certificatesOfNote } from '../../model/redacted-certificates.ts';
import { decodeBase64 } from '../../model/x509/base64.ts';
import type { CertificateFacts, RequestFacts } from '../../model/x509/certificate.ts';
import { blockFacts, type BlockFacts } from '../../model/x509/pem-file.ts';
import { pemBlocks } from '../../model/x509/pem.ts';
import { asciiText } from '../../model/x509/text.ts';
import { certificateFrom, requestFrom } from './certificate-facts.ts';
import { webhookKinds } from './webhooks.ts';

export const bundleKinds = [...webhookKinds, 'APIService.apiregistration.k8s.io', 'CustomResourceDefinition.apiextensions.k8s.io'] as const;

/** Where certificates are looked for. */
export const certificateKinds = [
  'PemFile.rampart.dev',
  'Config',
  'ConfigMap',
  'Secret',
  'CertificateSigningRequest.certificates.k8s.io',
  ...bundleKinds,
];

export interface PlacedCertificate {
  readonly path: Pointer;
  /** What it is, as the subject of a sentence: `CN=kube-apiserver`, `client-certificate-data of admin (CN=kubernetes-admin)`. */
  readonly name: string;
  /** presented: shown to others, by a server or a client. trusted: others are verified by it. */
  readonly use: 'presented' | 'trusted';
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly isCA: boolean;
  /** Absent where no more than its validity may be known, as of a Secret. */
  readonly facts?: CertificateFacts;
  /** Another one of the same value and name is valid for longer: this one is what a rotation left behind. */
  readonly superseded: boolean;
}

const known = new WeakMap<KubernetesObject, readonly PlacedCertificate[]>();

/** The certificates in an object, read once. */
export function certificatesIn(object: KubernetesObject): readonly PlacedCertificate[] {
  const found = known.get(object) ?? valuesOf(object).flatMap(certificatesOfValue);
  known.set(object, found);
  return found;
}

/** A value of an object that holds certificates, with their facts. */
interface Value {
  readonly use: PlacedCertificate['use'];
  /** `caBundle of webhook a`; '' where the certificate's own name says enough. */
  readonly label: string;
  readonly certificates: readonly (Pick<PlacedCertificate, 'path' | 'notBefore' | 'notAfter' | 'isCA'> & {
    readonly facts?: CertificateFacts;
  })[];
}

/** So many authorities in one value are those that a system trusts by default: each has its own end, and none is ours to renew. */
const publicBundle = 10;

function certificatesOfValue({ use, label, certificates }: Value): PlacedCertificate[] {
  if (certificates.filter(({ isCA }) => isCA).length >= publicBundle) return [];
  return certificates.map((one) => ({
    ...one,
    use,
    name: nameOf(label, one.facts),
    superseded: certificates.some(
      ({ facts, notAfter }) => facts !== undefined && facts.subject.text === one.facts?.subject.text && notAfter > one.notAfter,
    ),
  }));
}

function nameOf(label: string, facts: CertificateFacts | undefined): string {
  const subject = facts === undefined ? '' : facts.subject.text === '' ? `serial ${facts.serial}` : facts.subject.text;
  return label === '' ? subject : subject === '' ? label : `${label} (${subject})`;
}

function valuesOf(object: KubernetesObject): Value[] {
  const { kind, body } = object;
  switch (kind) {
    case 'PemFile':
      return [
        {
          use: 'presented',
          label: '',
          certificates: blocksOf(body).flatMap(({ path, block }) =>
            certificateOf(`${path}/certificate`, certificateFrom(field(block, 'certificate'))),
          ),
        },
      ];
    case 'Config':
      return kubeconfigTexts(object).map(({ path, text, use, label }) => ({
        use,
        label,
        certificates: certificatesOfText(path, decoded(text)),
      }));
    case 'ConfigMap':
      return entries(field(body, 'data')).map(([key, text]) => ({
        use: 'trusted',
        label: key,
        certificates: certificatesOfText(pointer('data', key), typeof text === 'string' ? text : undefined),
      }));
    case 'Secret':
      return ['data', 'stringData'].flatMap((part) => entries(field(body, part)).map(([key, text]) => secretValue(part, key, text)));
    case 'CertificateSigningRequest':
      return [
        {
          use: 'presented',
          label: 'the certificate issued',
          certificates: certificatesOfText('/status/certificate', decoded(valueAt(body, '/status/certificate'))),
        },
      ];
    default:
      return bundlesOf(object).map(({ path, label, value }) => ({
        use: 'trusted',
        label,
        certificates: certificatesOfText(path, decoded(value)),
      }));
  }
}

function secretValue(part: string, key: string, text: Json): Value {
  const certificates = typeof text === 'string' ? certificatesOfNote(text) : [];
  const use = key.startsWith('ca.') ? 'trusted' : 'presented';
  return { use, label: key, certificates: certificates.map((validity) => ({ path: pointer(part, key), ...validity })) };
}

function certificatesOfText(path: Pointer, text: string | undefined): Value['certificates'] {
  return blocksIn(text).flatMap(({ certificate }) => certificateOf(path, certificate));
}

function certificateOf(path: Pointer, facts: CertificateFacts | undefined): Value['certificates'] {
  if (facts === undefined) return [];
  const { notBefore, notAfter, isCA } = facts;
  return [{ path, notBefore, notAfter, isCA, facts }];
}

/** The blocks in a text. What is no PEM, as most values of a ConfigMap, is not looked at for long. */
function blocksIn(text: string | undefined): BlockFacts[] {
  return text?.includes('-----BEGIN CERTIFICATE') === true ? pemBlocks(text).map(blockFacts) : [];
}

/** The text that base64 stands for, where it does. */
function decoded(value: Json | undefined): string | undefined {
  const bytes = typeof value === 'string' ? decodeBase64(value) : undefined;
  return bytes instanceof Uint8Array ? asciiText(bytes) : undefined;
}

export interface PlacedBundle {
  readonly path: Pointer;
  readonly label: string;
  readonly value: Json;
}

/** The caBundle fields of webhooks, API services and conversions, those that are empty among them. */
export function bundlesOf({ kind, body }: KubernetesObject): PlacedBundle[] {
  const at = (path: Pointer, label: string): PlacedBundle[] => {
    const value = valueAt(body, path);
    return value === undefined || value === null ? [] : [{ path, label, value }];
  };
  if (kind === 'APIService') return at('/spec/caBundle', 'caBundle');
  if (kind === 'CustomResourceDefinition') {
    return [
      ...at('/spec/conversion/webhook/clientConfig/caBundle', 'caBundle of the conversion'),
      // As v1beta1 has it.
      ...at('/spec/conversion/webhookClientConfig/caBundle', 'caBundle of the conversion'),
    ];
  }
  return list(field(body, 'webhooks')).flatMap((webhook, index) =>
    at(`/webhooks/${index}/clientConfig/caBundle`, `caBundle of ${stringField(webhook, 'name') ?? `webhook ${index}`}`),
  );
}

interface KubeconfigText {
  readonly path: Pointer;
  readonly text: string;
  readonly use: PlacedCertificate['use'];
  readonly label: string;
}

/** The certificates that a kubeconfig holds itself, in base64. */
export function kubeconfigTexts({ body }: KubernetesObject): KubeconfigText[] {
  const of = (part: string, inner: string, key: string, use: KubeconfigText['use']) =>
    list(field(body, part)).flatMap((item, index) => {
      const text = stringField(field(item, inner), key);
      if (text === undefined) return [];
      return { path: pointer(part, index, inner, key), text, use, label: `${key} of ${stringField(item, 'name') ?? index}` };
    });
  return [
    ...of('clusters', 'cluster', 'certificate-authority-data', 'trusted'),
    ...of('users', 'user', 'client-certificate-data', 'presented'),
  ];
}

export interface PlacedRequest {
  readonly path: Pointer;
  readonly request: RequestFacts;
}

/** The signing requests in a PemFile or in a CertificateSigningRequest. */
export function requestsIn(object: KubernetesObject): PlacedRequest[] {
  if (object.kind === 'PemFile') {
    return blocksOf(object.body).flatMap(({ path, block }) => {
      const request = requestFrom(field(block, 'request'));
      return request === undefined ? [] : [{ path: `${path}/request`, request }];
    });
  }
  const text = decoded(valueAt(object.body, '/spec/request'));
  return blocksIn(text).flatMap(({ request }) => (request === undefined ? [] : [{ path: '/spec/request', request }]));
}

/** What a template puts in, or what a tool prints in its place: nothing follows from it. Base64 always has small letters. */
export function isPlaceholder(text: string): boolean {
  return /[${}<>]/.test(text.slice(0, 200)) || /^[A-Z0-9@%._+-]{1,100}$/.test(text.trim());
}

/** The text of a bundle; undefined where it is no base64, or stands for something else. */
export function bundleText(value: Json): string | undefined {
  return decoded(value);
}

function blocksOf(body: Json): { readonly path: Pointer; readonly block: Json }[] {
  return list(field(body, 'blocks')).map((block, index) => ({ path: pointer('blocks', index), block }));
}

function entries(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

function list(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
