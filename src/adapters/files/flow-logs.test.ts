// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { readFlowLogs } from './flow-logs.ts';

const flow = { from: 'shop/web', to: 'shop/cart', port: 80 };

test('logs of several formats, packed and not, and what is wrong with them', async () => {
  const files = temporaryFolder({
    'a.csv': 'from,to,port\nshop/web,shop/cart,80\nshop/web,shop/cart,eighty\n',
    'b.json.gz': gzipSync(`${JSON.stringify(flow)}\n${JSON.stringify(flow)}\n`),
    'pretty.json': JSON.stringify([flow, { ...flow, port: 81 }], null, 2),
  });
  const names = ['a.csv', 'b.json.gz', 'pretty.json', 'missing.json'].map((name) => path.join(files.folder, name));
  const { log, problems } = await readFlowLogs(names);
  files.remove();
  expect(log.rows.map(({ port, count }) => [port, count])).toEqual([
    [80, 4],
    [81, 1],
  ]);
  expect(log).toMatchObject({ flows: 5, broken: 1, examples: [{ source: names[0], line: 3, reason: 'its port is none' }] });
  expect(problems).toEqual([{ source: names[3], code: 'not-found', reason: 'does not exist' }]);
});
