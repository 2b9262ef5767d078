// SPDX-License-Identifier: Apache-2.0
// Reads the paths of Ingresses: none may lead to what programs serve for their operators. A path of / leads there as well, and is not told:
// which paths a program serves is not known.
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { ingressKinds, ingressPaths } from '../facts/ingress.ts';

const internal =
  /^\/(?:[\w-]{1,40}\/){0,3}(?:metrics|actuator|debug(?:\/pprof|\/vars)?|pprof|jolokia|h2-console|phpmyadmin|server-status|\.git|\.env|_cat|heapdump|threaddump)(?:\/|$|\()/i;

export const ingressExposesInternals = defineCheck({
  id: 'ingress-exposes-internals',
  title: 'Ingress leads to pages for operators',
  why: 'Metrics, profiles, dumps and consoles tell what a program is made of and holds in memory, passwords included, and some let whoever finds them run code.',
  remedy: 'Take the path away, and reach it by port-forward or from inside; or put a login before it.',
  severity: 'medium',
  layer: 'network',
  threats: ['data-exposure', 'network-attack'],
  references: ['https://owasp.org/www-project-top-ten/2017/A3_2017-Sensitive_Data_Exposure', 'https://attack.mitre.org/techniques/T1190/'],
  aliases: ['T1190'],
  appliesTo: { kinds: ingressKinds },
  // A login before every path of the Ingress, or a limit to addresses.
  applicable: ({ annotations }) =>
    !Object.keys(annotations).some((key) => /\/(?:auth-(?:url|type|tls-secret)|(?:white|allow)list-source-range)$/.test(key)),
  evaluate: (object) =>
    ingressPaths(object).flatMap(({ pointer, path, host }) =>
      internal.test(path)
        ? {
            kind: 'fault' as const,
            path: `${pointer}/path`,
            reason: 'a path for operators',
            detail: `${host}${path.slice(0, 100)} is open to every client`,
            remedy: removeRemedy(pointer, 'Monitoring that comes by this path needs another way.'),
          }
        : [],
    ),
});
