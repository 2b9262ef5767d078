// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { authorize, grantsOf } from './authorize.ts';
import { anyPolicy, anyRequest, slowGrants, slowlyAllows, someSubjects } from './testing.ts';
import { type User, userOfSubject } from './subject.ts';

const user: fc.Arbitrary<User> = fc.constantFrom(...someSubjects).map(userOfSubject);

test('the index gives the grants that a walk through all bindings gives, in its order', () => {
  fc.assert(
    fc.property(anyPolicy, user, fc.constantFrom('', 'n', 'm'), (policy, who, scope) => {
      const told = [...grantsOf(policy, who, scope)].map(({ binding, role, rule }) => ({ binding, role, rule }));
      expect(told).toEqual([...slowGrants(policy, who, scope)]);
    }),
    { numRuns: 500 },
  );
});

test('asking again, and for others in between, changes no answer', () => {
  fc.assert(
    fc.property(anyPolicy, fc.array(fc.tuple(user, anyRequest), { minLength: 5, maxLength: 30 }), (policy, questions) => {
      for (const [who, request] of [...questions, ...questions])
        expect(authorize(policy, who, request) !== undefined).toBe(slowlyAllows(policy, who, request));
    }),
    { numRuns: 200 },
  );
});
