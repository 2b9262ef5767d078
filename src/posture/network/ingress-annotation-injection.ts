// SPDX-License-Identifier: Apache-2.0
// Reads those annotations of ingress-nginx whose value it has written into nginx.conf: no line break, semicolon, brace or quote may stand in
// them. Regular expressions may have braces with a number.
import { pointer } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { ingressKinds } from '../facts/ingress.ts';

const prefix = 'nginx.ingress.kubernetes.io/';
/** Those that known exploits went through, and others of the same kind. */
const written: ReadonlySet<string> = new Set([
  'auth-url',
  'auth-signin',
  'auth-method',
  'auth-realm',
  'auth-tls-match-cn',
  'auth-tls-error-page',
  'mirror-target',
  'mirror-host',
  'permanent-redirect',
  'temporal-redirect',
  'rewrite-target',
  'app-root',
  'upstream-vhost',
  'x-forwarded-prefix',
  'canary-by-header-value',
  'proxy-redirect-to',
]);

export const ingressAnnotationInjection = defineCheck({
  id: 'ingress-annotation-injection',
  title: 'Annotation of an Ingress breaks out into nginx.conf',
  why: 'A value with a line break, a semicolon or a brace ends the directive that it was meant for and begins another: code in the controller, whose ServiceAccount reads the Secrets of all namespaces. A harmless value has no use for them.',
  remedy: 'Delete the annotation, find out who wrote it, and update the controller; it must validate annotations.',
  severity: 'high',
  layer: 'network',
  threats: ['privilege-escalation', 'data-exposure'],
  references: [
    'https://kubernetes.io/blog/2025/03/24/ingress-nginx-cve-2025-1974/',
    'https://github.com/kubernetes/kubernetes/issues/126811',
  ],
  aliases: ['CVE-2025-24514', 'CVE-2025-1097', 'CVE-2025-1098', 'CVE-2024-7646'],
  appliesTo: { kinds: ingressKinds },
  evaluate: ({ annotations }) =>
    Object.entries(annotations).flatMap(([key, value]) => {
      if (!key.startsWith(prefix) || !written.has(key.slice(prefix.length))) return [];
      const sign = /[\r\n;"'`\\]|[{}](?<!\{\d{0,4},?\d{0,4}\}|\{(?=\d{1,4}(?:,\d{0,4})?\}))|#\s/.exec(value.trimEnd())?.[0];
      if (sign === undefined || (sign === '\\' && key.endsWith('rewrite-target'))) return [];
      const path = pointer('metadata', 'annotations', key);
      const detail = `${key} holds ${JSON.stringify(sign)}, which ends a directive of nginx`;
      const remedy = removeRemedy(path, 'What the annotation did has to be written without these signs.');
      return [{ kind: 'fault' as const, path, reason: 'a sign that ends a directive', detail, remedy }];
    }),
});
