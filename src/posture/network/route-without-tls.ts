// SPDX-License-Identifier: Apache-2.0
// Reads the TLS settings of routes that are no Ingresses: tls of OpenShift's Routes, which must not allow plain HTTP beside it, of Traefik's
// IngressRoutes, and of Contour's HTTPProxies that are the root of a host.
import { field, isObject, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck, type Fault } from '../check.ts';
import { advised, replaced } from '../facts/advice.ts';
import { listField, strings } from '../facts/flow-rules.ts';

export const routeWithoutTls = defineCheck({
  id: 'route-without-tls',
  title: 'Route serves a host without TLS',
  why: 'Passwords, cookies and data cross every network on the way in the clear, and whoever sits there can change them.',
  remedy: 'Give the route TLS, and let plain HTTP only redirect to it.',
  severity: 'medium',
  layer: 'network',
  threats: ['data-exposure', 'network-attack'],
  references: [
    'https://docs.openshift.com/container-platform/latest/networking/routes/secured-routes.html',
    'https://doc.traefik.io/traefik/routing/providers/kubernetes-crd/',
    'https://projectcontour.io/docs/main/config/tls-termination/',
  ],
  aliases: ['C-0263', 'kube-linter:insecure-route-termination'],
  appliesTo: {
    kinds: ['Route.route.openshift.io', 'IngressRoute.traefik.io', 'IngressRoute.traefik.containo.us', 'HTTPProxy.projectcontour.io'],
  },
  evaluate: (object) => {
    if (object.kind === 'Route') return openShiftFaults(object);
    return object.kind === 'HTTPProxy' ? contourFaults(object) : traefikFaults(object);
  },
});

function openShiftFaults({ body }: KubernetesObject): Fault[] {
  const tls = field(field(body, 'spec'), 'tls');
  if (!isObject(tls)) return [missing('/spec/tls', 'Set spec.tls.termination: edge, reencrypt or passthrough.')];
  if (stringField(tls, 'insecureEdgeTerminationPolicy') !== 'Allow') return [];
  const note = 'Clients that follow no redirect fail from then on.';
  const detail = 'insecureEdgeTerminationPolicy is Allow: the same is served without TLS';
  return [replaced('/spec/tls/insecureEdgeTerminationPolicy', 'plain HTTP beside TLS', detail, 'Redirect', note)];
}

function traefikFaults({ body }: KubernetesObject): Fault[] {
  const spec = field(body, 'spec');
  // A route on the entry point for plain HTTP may be there to redirect, by a middleware.
  const redirects = listField(spec, 'routes').every((route) =>
    listField(route, 'middlewares').some((middleware) => /redirect|https/i.test(stringField(middleware, 'name') ?? '')),
  );
  const isPlain = field(spec, 'tls') === undefined && !strings(field(spec, 'entryPoints')).includes('websecure');
  return isPlain && !redirects
    ? [missing('/spec/tls', 'Set spec.tls with a secretName or certResolver, on an entry point for HTTPS.')]
    : [];
}

function contourFaults({ body }: KubernetesObject): Fault[] {
  const host = field(field(body, 'spec'), 'virtualhost');
  if (!isObject(host) || field(host, 'tls') !== undefined) return [];
  return [missing('/spec/virtualhost/tls', 'Set virtualhost.tls.secretName; Contour then redirects plain HTTP.')];
}

function missing(path: string, advice: string): Fault {
  return advised(path, 'no TLS', 'the host is served in the clear', advice);
}
