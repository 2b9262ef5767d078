// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { FileOrigin } from '../model/object.ts';
import type { PatchOperation } from '../model/patch.ts';
import { openDocument } from './places.ts';
import { remedyDiff } from './remedy-diff.ts';

const originOf = (text: string): FileOrigin => ({ kind: 'file', source: 'a.yaml', start: 0, end: text.length, pointer: '' });
const diff = (text: string, ...patch: readonly PatchOperation[]) =>
  remedyDiff(openDocument(originOf(text), text), '', patch).map(({ mark, text: line }) => `${mark}${line}`);

const block = `spec:
  containers:
    - name: api
      image: api
      securityContext:
        privileged: true # for now
        capabilities:
          add: [NET_ADMIN, SYS_TIME]
          drop:
            - NET_RAW
    - name: proxy
  volumes: []
`;

test.each<[string, PatchOperation, readonly string[]]>([
  [
    'a scalar is replaced; its comment stays',
    { op: 'replace', path: '/spec/containers/0/securityContext/privileged', value: false },
    ['-        privileged: true # for now', '+        privileged: false # for now'],
  ],
  [
    'a key is added to a block, in its indentation',
    { op: 'add', path: '/spec/containers/0/securityContext/readOnlyRootFilesystem', value: true },
    ['+        readOnlyRootFilesystem: true'],
  ],
  [
    'a nested value is added to a list item',
    { op: 'add', path: '/spec/containers/1/securityContext', value: { capabilities: { drop: ['ALL'] } } },
    ['+      securityContext:', '+        capabilities:', '+          drop:', '+            - ALL'],
  ],
  [
    'an item is added to a block list',
    { op: 'add', path: '/spec/containers/0/securityContext/capabilities/drop/-', value: 'ALL' },
    ['+            - ALL'],
  ],
  [
    'an item is added to a flow list',
    { op: 'add', path: '/spec/containers/0/securityContext/capabilities/add/-', value: 'CHOWN' },
    ['-          add: [NET_ADMIN, SYS_TIME]', '+          add: [NET_ADMIN, SYS_TIME, CHOWN]'],
  ],
  [
    'the first item of a flow list is removed with its comma',
    { op: 'remove', path: '/spec/containers/0/securityContext/capabilities/add/0' },
    ['-          add: [NET_ADMIN, SYS_TIME]', '+          add: [SYS_TIME]'],
  ],
  [
    'the last item of a flow list too',
    { op: 'remove', path: '/spec/containers/0/securityContext/capabilities/add/1' },
    ['-          add: [NET_ADMIN, SYS_TIME]', '+          add: [NET_ADMIN]'],
  ],
  [
    'an empty list gets its first item as a block',
    { op: 'add', path: '/spec/volumes/-', value: 'a' },
    ['-  volumes: []', '+  volumes:', '+    - a'],
  ],
  [
    'a block is removed whole',
    { op: 'remove', path: '/spec/containers/0/securityContext/capabilities' },
    ['-        capabilities:', '-          add: [NET_ADMIN, SYS_TIME]', '-          drop:', '-            - NET_RAW'],
  ],
  [
    'of a list that is replaced, only what differs',
    { op: 'replace', path: '/spec/containers/0/securityContext/capabilities/drop', value: ['ALL'] },
    ['-            - NET_RAW', '+            - ALL'],
  ],
  ['what is not there is told by its pointer', { op: 'remove', path: '/spec/nothing' }, ['-/spec/nothing']],
])('%s', (_, operation, expected) => {
  expect(diff(block, operation)).toEqual(expected);
});

test('the first key of a list item keeps its dash', () => {
  expect(diff(block, { op: 'replace', path: '/spec/containers/0/name', value: 'web' })).toEqual(['-    - name: api', '+    - name: web']);
});

test('JSON is changed in JSON where it stands on one line', () => {
  expect(diff('{"spec": {"hostPID": true}}', { op: 'replace', path: '/spec/hostPID', value: false })).toEqual([
    '-{"spec": {"hostPID": true}}',
    '+{"spec": {"hostPID": false}}',
  ]);
});
