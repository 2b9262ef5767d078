// SPDX-License-Identifier: Apache-2.0
// What the API server answers to a dry run, and what our engine says it will: both as the same value.
import { type AdmissionConfiguration, evaluateAdmission } from '../../../src/engines/pod-security/index.ts';
import { decodePodTemplate } from '../../../src/model/pod-decode.ts';
import type { Answer } from '../../../testbed/client.ts';
import type { Specimen } from './generate.ts';
import type { JudgedNamespace } from './namespaces.ts';

export type Verdict =
  /** Admitted by enforce; `warning` is what warn says, '' where it is content. */
  | { readonly kind: 'admitted'; readonly warning: string }
  | { readonly kind: 'refused'; readonly message: string }
  /** Wrong types: no pod came out of it. */
  | { readonly kind: 'undecodable' }
  /** Refused by validation, or by what is not PodSecurity: nothing was judged. */
  | { readonly kind: 'unjudged'; readonly message: string };

export function ourVerdict(specimen: Specimen, namespace: JudgedNamespace, configuration: AdmissionConfiguration): Verdict {
  const { body, resource, templatePath } = specimen;
  const { metadata, spec, wrongTypes } = decodePodTemplate(body, templatePath);
  if (wrongTypes.length > 0) return { kind: 'undecodable' };
  const { allowed, message, warnings } = evaluateAdmission(
    { operation: 'CREATE', resource, name: metadata.name ?? '', username: 'testbed-admin', namespace, pod: { metadata, spec } },
    configuration,
  );
  return allowed ? { kind: 'admitted', warning: warnings.join('\n') } : { kind: 'refused', message: message ?? '' };
}

export function theirVerdict({ status, headers, body }: Answer): Verdict {
  const message = typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : '';
  if (status === 201) return { kind: 'admitted', warning: podSecurityWarnings(headers['warning']).join('\n') };
  if (status === 403 && message.includes('violates PodSecurity')) return { kind: 'refused', message };
  if (status === 400) return { kind: 'undecodable' };
  if (status === 403 || status === 422) return { kind: 'unjudged', message };
  throw new Error(`the API server answered ${status} ${message}`);
}

/** How many standards have spoken: enforce judges Pods, warn what enforce admits. */
export function standardsIn({ resource }: Specimen, { kind }: Verdict): number {
  if (kind === 'admitted') return resource === 'pods' ? 2 : 1;
  return kind === 'refused' ? 1 : 0;
}

/** The texts of a Warning header, RFC 7234, section 5.5. */
function podSecurityWarnings(header: string | undefined): readonly string[] {
  // Node reads headers as Latin-1, the API server writes UTF-8.
  const text = Buffer.from(header ?? '', 'latin1').toString('utf8');
  return [...text.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)]
    .map(([, quoted = '']) => quoted.replaceAll(/\\(.)/g, '$1'))
    .filter((warning) => warning.startsWith('would violate PodSecurity'));
}
