// SPDX-License-Identifier: Apache-2.0
// What we say that an API server refuses of an AuthenticationConfiguration, beside what it refuses.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { authenticationConfigurationInvalid } from '../../src/posture/cluster/authentication-configuration-invalid.ts';
import { evaluateOn, objectOf } from '../../src/posture/testing.ts';
import { createTokenKey } from '../../testbed/certificates.ts';
import { requireProgram } from '../../testbed/component.ts';
import { component } from '../../testbed/components/kube-apiserver.ts';
import { freePort } from '../../testbed/ports.ts';
import { runProgram } from '../../testbed/program.ts';
import { describeWith } from '../../testbed/require.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const issuer = { url: 'https://login.test', audiences: ['kubernetes'] };

describeWith(['kube-apiserver'], 'an AuthenticationConfiguration', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  beforeAll(async () => {
    const { privateKey, publicKey } = await createTokenKey();
    temporary = temporaryFolder({ 'sa.key': privateKey, 'sa.pub': publicKey });
  });
  afterAll(() => temporary.remove());

  /** The fields that the API server names when it refuses to start. */
  async function refusedFields(body: JsonObject): Promise<string[]> {
    const { folder } = temporary;
    writeFileSync(path.join(folder, 'authentication.json'), JSON.stringify(body));
    const closed = await freePort();
    const said = await runProgram(requireProgram(component), [
      `--authentication-config=${folder}/authentication.json`,
      `--cert-dir=${folder}/certificates`,
      `--etcd-servers=http://127.0.0.1:${closed}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${folder}/sa.pub`,
      `--service-account-signing-key-file=${folder}/sa.key`,
      '--bind-address=127.0.0.1',
      '--advertise-address=192.0.2.1',
      `--secure-port=${await freePort()}`,
    ]).then(
      () => '',
      (error: unknown) => String(error),
    );
    const reason = /invalid authentication configuration: (.*)/.exec(said)?.[1] ?? '';
    return [...reason.matchAll(/jwt\[(\d+)\]\.([\w.]+): (?:Invalid|Required|Duplicate)/g)].map(
      ([, index, field]) => `/jwt/${index}/${field?.replaceAll('.', '/')}`,
    );
  }

  function foundFields(body: JsonObject): string[] {
    return evaluateOn(authenticationConfigurationInvalid, [objectOf(body)]).findings.map(({ path: place, absent }) =>
      [place, ...absent].join('/'),
    );
  }

  it.each<[string, readonly JsonObject[]]>([
    ['no https, no audience, no prefix', [{ issuer: { url: 'http://login.test' }, claimMappings: { username: { claim: 'sub' } } }]],
    [
      'audiences without a policy, discovery without https, an address nobody verified, a prefix beside an expression',
      [
        {
          issuer: { ...issuer, audiences: ['a', 'b'], discoveryURL: 'http://a.test/.well-known/openid-configuration' },
          claimMappings: { username: { expression: 'claims.email' }, groups: { expression: 'claims.g', prefix: 'x' } },
        },
      ],
    ],
    [
      'no user name, a claim beside an expression, an issuer twice',
      [
        { issuer, claimMappings: { groups: { claim: 'g' } } },
        { issuer, claimMappings: { username: { claim: 's', prefix: 'a:', expression: 'claims.x' } } },
      ],
    ],
  ])('%s: the same fields', async (_, jwt) => {
    const body = { apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthenticationConfiguration', jwt };
    expect(foundFields(body).toSorted()).toEqual((await refusedFields(body)).toSorted());
  });
});
