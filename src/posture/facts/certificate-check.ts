// SPDX-License-Identifier: Apache-2.0
// Checks that judge one certificate at a time, wherever it stands.
import type { KubernetesObject } from '../../model/object.ts';
import { type CheckContext, type CheckMetadata, defineCheck, type Fault, type ObjectCheck, type Outcome } from '../check.ts';
import { certificateKinds, certificatesIn, type PlacedCertificate } from './certificates.ts';
import { renewal } from './certificate-renewal.ts';

export const day = 24 * 60 * 60 * 1000;

interface Definition extends Omit<CheckMetadata, 'layer'> {
  /** All that hold certificates where it is left out. */
  readonly kinds?: readonly string[];
  /** Which certificates it says something about; all where it is left out. */
  readonly concerns?: (certificate: PlacedCertificate, object: KubernetesObject, context: CheckContext) => boolean;
  /** What is wrong with one; the remedy is its renewal where `advice` is left out. */
  readonly judge: (
    certificate: PlacedCertificate,
    context: CheckContext,
    object: KubernetesObject,
  ) => (Pick<Fault, 'reason' | 'detail' | 'evidence'> & { readonly advice?: string }) | undefined;
  /** What can be said of the object besides. */
  readonly besides?: (object: KubernetesObject) => readonly Outcome[];
}

/** A check on certificates. An object that holds none is not judged. */
export function defineCertificateCheck({
  kinds = certificateKinds,
  concerns = () => true,
  judge,
  besides = () => [],
  ...metadata
}: Definition): ObjectCheck {
  const concerned = (object: KubernetesObject, context: CheckContext) =>
    certificatesIn(object).filter((certificate) => concerns(certificate, object, context));
  return defineCheck({
    ...metadata,
    layer: 'infrastructure',
    appliesTo: { kinds },
    applicable: (object, context) => concerned(object, context).length > 0 || besides(object).length > 0,
    evaluate: (object, context) => [
      ...concerned(object, context).flatMap((certificate): Outcome[] => {
        const found = judge(certificate, context, object);
        if (found === undefined) return [];
        const { advice = renewal(object, certificate), ...fault } = found;
        return [{ kind: 'fault', path: certificate.path, ...fault, remedy: { kind: 'advice', advice } }];
      }),
      ...besides(object),
    ],
  });
}

/** 2027-03-01. */
export function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `in 12 days`, `3 days ago`, `today`. */
export function distance(time: number, now: number): string {
  const days = Math.floor(Math.abs(time - now) / day);
  if (days === 0) return time < now ? 'less than a day ago' : 'in less than a day';
  const words = days === 1 ? '1 day' : `${days} days`;
  return time < now ? `${words} ago` : `in ${words}`;
}
