// SPDX-License-Identifier: Apache-2.0
// Reads issuer and authority key identifier of the certificates in a folder with a ca.crt: an authority of that name and key must be
// among what was read.
import { objectsOfKind } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { CertificateFacts } from '../../model/x509/certificate.ts';
import { defineCertificateCheck } from '../facts/certificate-check.ts';
import { certificatesIn, type PlacedCertificate } from '../facts/certificates.ts';
import { perInventory } from '../facts/per-inventory.ts';

export const certificateIssuerMismatch = defineCertificateCheck({
  id: 'certificate-issuer-mismatch',
  title: 'Certificate was not issued by the authority beside it',
  why: 'Whoever verifies with that authority refuses the certificate: most often the authority was replaced, and this one was left behind until the next restart shows it.',
  remedy: 'Have the authority that is there issue it anew, or put the authority back that did.',
  severity: 'medium',
  threats: ['network-attack', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/setup/best-practices/certificates/',
    'https://kubernetes.io/docs/tasks/tls/manual-rotation-of-ca-certificates/',
  ],
  aliases: [],
  kinds: ['PemFile.rampart.dev'],
  concerns: (certificate, object, { inventory }) =>
    isIssued(certificate, object) && (seen(inventory).beside.get(folderOf(object)) ?? []).length > 0,
  judge: ({ name, facts }, { inventory }, object) => {
    if (facts === undefined) return undefined;
    const { everywhere, beside } = seen(inventory);
    const ofName = everywhere.get(facts.issuer.text) ?? [];
    if (ofName.some((authority) => hasKey(authority, facts.authorityKeyId)) || isElsewhere(facts, ofName)) return undefined;
    const names = (beside.get(folderOf(object)) ?? []).map(({ subject }) => subject.text);
    const [other] = ofName;
    return {
      reason: 'its issuer is not the authority beside it',
      detail:
        other === undefined
          ? `${name} was issued by ${facts.issuer.text}, and beside it lies ${names.join(', ')}`
          : `${name} was issued by another ${facts.issuer.text}: its key is ${facts.authorityKeyId}, not ${other.subjectKeyId}`,
      evidence: { issuer: facts.issuer.text, ...(facts.authorityKeyId === undefined ? {} : { authorityKeyId: facts.authorityKeyId }) },
    };
  },
});

interface Authorities {
  /** By name: all that were read. */
  readonly everywhere: ReadonlyMap<string, readonly CertificateFacts[]>;
  /** By folder: those whose file says that it is the authority. */
  readonly beside: ReadonlyMap<string, readonly CertificateFacts[]>;
}

const seen = perInventory((inventory): Authorities => {
  const objects = [...objectsOfKind(inventory, 'PemFile', 'rampart.dev'), ...objectsOfKind(inventory, 'Config', '')];
  const placed = objects.flatMap((object) =>
    certificatesIn(object).flatMap(({ facts }) => (facts?.isCA === true ? [{ object, facts }] : [])),
  );
  const named = placed.filter(({ object }) => object.kind === 'PemFile' && /(?:^|[-_.])ca\.(?:crt|cer|pem)$/i.test(object.name));
  return { everywhere: grouped(placed, ({ facts }) => facts.subject.text), beside: grouped(named, ({ object }) => folderOf(object)) };
});

interface Placed {
  readonly object: KubernetesObject;
  readonly facts: CertificateFacts;
}

function grouped(placed: readonly Placed[], key: (one: Placed) => string): Map<string, CertificateFacts[]> {
  return new Map([...Map.groupBy(placed, key)].map(([name, group]) => [name, group.map(({ facts }) => facts)]));
}

/** The first certificate of a file is the one that is presented; those behind it lead to the authority. */
function isIssued(certificate: PlacedCertificate, object: KubernetesObject): boolean {
  return certificatesIn(object)[0] === certificate && !certificate.isCA && certificate.facts?.selfIssued === false;
}

/** Without key identifiers the name alone decides. */
function hasKey({ subjectKeyId }: CertificateFacts, authorityKeyId: string | undefined): boolean {
  return authorityKeyId === undefined || subjectKeyId === undefined || subjectKeyId === authorityKeyId;
}

/** kubeadm keeps the authority of etcd in a folder of its own, which need not have been read. */
function isElsewhere({ issuer }: CertificateFacts, ofName: readonly CertificateFacts[]): boolean {
  return ofName.length === 0 && issuer.text === 'CN=etcd-ca';
}

function folderOf({ origin }: KubernetesObject): string {
  return origin.kind === 'file' ? origin.source.slice(0, origin.source.lastIndexOf('/') + 1) : '';
}
