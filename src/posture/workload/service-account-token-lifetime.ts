// SPDX-License-Identifier: Apache-2.0
// Reads volumes[*].projected.sources[*].serviceAccountToken.expirationSeconds; up to a day is allowed, and the default is an
// hour. No audience is no fault: that is how a pod that opted out of the automounted token asks for one of its own.
import { defineCheck } from '../check.ts';
import { setRemedy, specPath } from '../facts/container-faults.ts';

/** Seconds; cloud providers' workload identities ask for exactly this. */
const longest = 86_400;

export const serviceAccountTokenLifetime = defineCheck({
  id: 'service-account-token-lifetime',
  title: 'Projected token lives longer than a day',
  why: 'A token that is stolen from the container, a log or a backup works until it expires. Whoever checks it by signature alone, as cloud providers and Vault with OIDC do, accepts it even after the pod is gone.',
  remedy: 'Set expirationSeconds to 3600: the kubelet renews the file long before that.',
  severity: 'medium',
  layer: 'workload',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken'],
  aliases: ['kube-linter:projected-token-long-expiration', 'T1528'],
  appliesTo: 'workload',
  evaluate: (workload) =>
    (workload.spec.volumes ?? []).flatMap(({ name, projected }, volume) =>
      (projected?.sources ?? []).flatMap(({ serviceAccountToken: token }, source) => {
        if (token?.expirationSeconds === undefined || token.expirationSeconds <= longest) return [];
        const path = `${specPath(workload)}/volumes/${volume}/projected/sources/${source}/serviceAccountToken/expirationSeconds`;
        return {
          kind: 'fault' as const,
          path,
          reason: 'token lives longer than 24 hours',
          detail: `token "${token.path ?? ''}" of volume "${name ?? volume}" lives ${token.expirationSeconds} seconds`,
          remedy: setRemedy(workload, path, 3600, 'The program must read the file again before the token expires.'),
        };
      }),
    ),
});
