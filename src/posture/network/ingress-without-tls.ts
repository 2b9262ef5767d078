// SPDX-License-Identifier: Apache-2.0
// Reads spec.tls and the hosts of spec.rules of Ingresses: every host must be covered by an entry of tls, by name, by a wildcard
// for its first label, or by an entry without hosts. Annotations by which clouds and OpenShift take certificates count too.
import { field, isObject, stringField } from '../../model/json.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { listField, strings } from '../facts/flow-rules.ts';

const certificateAnnotations: readonly string[] = [
  'alb.ingress.kubernetes.io/certificate-arn',
  'alb.ingress.kubernetes.io/listen-ports',
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'networking.gke.io/managed-certificates',
  'appgw.ingress.kubernetes.io/appgw-ssl-certificate',
  'route.openshift.io/termination',
];

const remedy: Remedy = {
  kind: 'advice',
  advice: 'Add the host to spec.tls with a Secret that holds its certificate, which cert-manager can keep, and redirect plain HTTP.',
};

export const ingressWithoutTls = defineCheck({
  id: 'ingress-without-tls',
  title: 'Ingress serves a host without TLS',
  why: 'Passwords, cookies and data cross every network on the way in the clear, and whoever sits there can change them.',
  remedy: 'Give every host a certificate in spec.tls.',
  severity: 'medium',
  layer: 'network',
  threats: ['data-exposure', 'network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  aliases: ['polaris:tlsSettingsMissing', 'C-0263', 'T1557'],
  appliesTo: { kinds: ['Ingress.networking.k8s.io', 'Ingress.extensions'] },
  // cert-manager answers the challenges of ACME over plain HTTP, as that demands.
  applicable: ({ labels, annotations }) =>
    labels['acme.cert-manager.io/http01-solver'] !== 'true' && !certificateAnnotations.some((key) => annotations[key] !== undefined),
  evaluate: ({ body }) => {
    const spec = field(body, 'spec');
    const tls = listField(spec, 'tls').filter(isObject);
    if (tls.length === 0) {
      const detail = 'spec.tls is absent: every host is served in the clear';
      return [{ kind: 'fault', path: '/spec/tls', reason: 'no TLS', detail, remedy }];
    }
    if (tls.some((entry) => listField(entry, 'hosts').length === 0)) return [];
    const covered = tls.flatMap((entry) => strings(field(entry, 'hosts')));
    return listField(spec, 'rules').flatMap((rule, index) => {
      const host = stringField(rule, 'host') ?? '';
      if (host === '' || covered.some((name) => covers(name, host))) return [];
      const detail = `no entry of spec.tls covers ${host.slice(0, 100)}`;
      return [{ kind: 'fault', path: `/spec/rules/${index}/host`, reason: 'a host that no TLS entry covers', detail, remedy }];
    });
  },
});

function covers(name: string, host: string): boolean {
  const [a, b] = [name.toLowerCase(), host.toLowerCase()];
  return a === b || (a.startsWith('*.') && b.slice(b.indexOf('.')) === a.slice(1));
}
