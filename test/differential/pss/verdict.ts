// SPDX-License-Identifier: Apache-2.0
// What the API server answers to a dry run, and what our engine says it will: both as the same value.
import { type AdmissionConfiguration, evaluateAdmission } from '../../../src/engines/pod-security/index.ts';
import { decodePodTemplate } from '../../../src/model/pod-decode.ts';
import { isObject, stringField } from '../../../src/model/json.ts';
import type { Answer } from '../../../testbed/client.ts';
import type { Specimen } from './generate.ts';
import type { JudgedNamespace } from './namespaces.ts';

export type Verdict =
  /** Admitted by enforce; `warning` is what warn says. */
  | { readonly kind: 'admitted'; readonly warning: string }
  | { readonly kind: 'refused'; readonly message: string }
  /** Wrong types: no pod came out of it. */
  | { readonly kind: 'undecodable' }
  /** Refused by validation, or by something that is not PodSecurity: nothing was judged. */
  | { readonly kind: 'unjudged'; readonly message: string };

export function ourVerdict({ body, resource, templatePath }: Specimen, namespace: JudgedNamespace, configuration: AdmissionConfiguration): Verdict {
  const { metadata, spec, wrongTypes } = decodePodTemplate(body, templatePath);
  if (wrongTypes.length > 0) return { kind: 'undecodable' };
  const { allowed, message, warnings } = evaluateAdmission(
    { operation: 'CREATE', resource, name: 'specimen', username: 'testbed-admin', namespace, pod: { metadata, spec } },
    configuration,
  );
  return allowed ? { kind: 'admitted', warning: warnings.join('\n') } : { kind: 'refused', message: message ?? '' };
}

export function theirVerdict({ status, headers, body }: Answer): Verdict {
  const message = isObject(body as never) ? (stringField(body as never, 'message') ?? '') : String(body);
  if (status === 201) return { kind: 'admitted', warning: warningsIn(headers['warning']).join('\n') };
  if (status === 403 && message.includes('violates PodSecurity')) return { kind: 'refused', message };
  if (status === 400) return { kind: 'undecodable' };
  if (status === 403 || status === 422) return { kind: 'unjudged', message };
  throw new Error(`${status} ${message}`);
}
