// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ruleAllows } from './rule.ts';
import { userOfSubject } from './subject.ts';
import { anyPolicy, anyRequest, slowlyAllows, someSubjects } from './testing.ts';
import { whatCan } from './what-can.ts';

const user = fc.constantFrom(...someSubjects).map(userOfSubject);

test('the rules told allow what is allowed, in each namespace', () => {
  fc.assert(
    fc.property(anyPolicy, user, anyRequest, (policy, who, request) => {
      const scope = request.kind === 'resource' ? request.namespace : '';
      const { held } = whatCan(policy, who);
      const here = held.filter(({ namespace }) => namespace === '' || namespace === scope);
      expect(here.some(({ rule }) => ruleAllows(rule, request))).toBe(slowlyAllows(policy, who, request));
      expect(whatCan(policy, who, scope).held).toEqual(here);
    }),
    { numRuns: 1000 },
  );
});

test('what grants a rule grants some of it', () => {
  fc.assert(
    fc.property(anyPolicy, user, anyRequest, (policy, who, request) => {
      for (const { rule, grants, namespace } of whatCan(policy, who).held) {
        expect(grants.length).toBeGreaterThan(0);
        if (request.kind === 'resource' && ruleAllows(rule, request))
          expect(grants.some((grant) => ruleAllows(grant.rule, request))).toBe(true);
        for (const { binding } of grants) expect(binding.namespace).toBe(namespace);
      }
    }),
  );
});
