// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { environmentFile, variablesIn, withVariables, wordsOf } from './words.ts';

test('words are split as systemd splits them', () => {
  expect(wordsOf(`  /usr/bin/kubelet "--a=b c" '--d=\\e' --f=g\\ h ""`)).toEqual(['/usr/bin/kubelet', '--a=b c', '--d=\\e', '--f=g h', '']);
  expect(wordsOf('')).toEqual([]);
});

test('a variable alone is many words, one in braces is part of a word', () => {
  const variables = new Map([['ARGS', '--a=1 "--b=2 3"']]);
  expect(withVariables(['kubelet', '$ARGS', '--c=${ARGS}', '$NONE', '--d=$$', '--e=${NONE}'], variables)).toEqual([
    'kubelet',
    '--a=1',
    '--b=2 3',
    '--c=--a=1 "--b=2 3"',
    '--d=$',
    '--e=',
  ]);
  expect([...variablesIn(['$A', '--b=${B}', '$$C'])]).toEqual(['A', 'B']);
});

test('files of variables have comments, quotes and continued lines', () => {
  expect(environmentFile('# a\nA="--x \\"y\\""\n;b\nB = 1 \nC=a\\\nb\nnothing\r\nD=\'$x\'\n')).toEqual([
    ['A', '--x "y"'],
    ['B', '1'],
    ['C', 'a b'],
    ['D', '$x'],
  ]);
});
