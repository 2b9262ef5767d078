// SPDX-License-Identifier: Apache-2.0
// Reads the prefixes of images that a constraint admits (parameters.repos and the like): none may take in a public registry as
// a whole or Docker Hub's library, or end within the name of a host or of an organisation there.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { admittedImages, constraintKinds } from '../facts/gatekeeper.ts';

const publicPlaces: ReadonlySet<string> = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'docker.io/library',
  'index.docker.io/library',
  'library',
  'quay.io',
  'ghcr.io',
  'gcr.io',
  'registry.k8s.io',
  'k8s.gcr.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
  'registry.gitlab.com',
  'mirror.gcr.io',
]);

export const gatekeeperConstraintPublicRegistry = defineCheck({
  id: 'gatekeeper-constraint-public-registry',
  title: 'Constraint admits images that anybody may publish',
  why: 'The rule is there to keep foreign images out. A whole public registry is open to everyone, and a host without a slash at its end also admits the attacker’s registry.example.com.evil.org.',
  remedy: 'Name organisations, ending in a slash, and mirror public images.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['supply-chain'],
  references: ['https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos'],
  aliases: ['T1204.003'],
  appliesTo: { kinds: constraintKinds },
  evaluate: (constraint) => {
    const admitted = admittedImages(constraint);
    return (admitted?.prefixes ?? []).flatMap((prefix, index) => {
      const path = `/spec/parameters/${admitted?.name ?? ''}/${index}`;
      const bare = prefix.replace(/^https?:\/\//, '').replace(/[*/]+$/, '');
      if (bare === '' || publicPlaces.has(bare.toLowerCase())) {
        return [
          advised(
            path,
            'public images',
            `"${prefix}" admits what anybody publishes`,
            'Name the organisation, or mirror what is needed into a registry of your own.',
          ),
        ];
      }
      const isWhole = /[/*:@]$/.test(prefix) || admitted?.isExact === true;
      // Within a registry of one's own, nobody else chooses names.
      const [host = '', ...segments] = bare.split('/');
      if (isWhole || (segments.length > 0 && !(segments.length === 1 && publicPlaces.has(host.toLowerCase())))) return [];
      return [
        advised(
          path,
          'prefix ends within a name',
          `"${prefix}" also admits ${prefix}${segments.length > 0 ? '-other' : '.example.org'}`,
          `Write "${prefix}/".`,
        ),
      ];
    });
  },
});
