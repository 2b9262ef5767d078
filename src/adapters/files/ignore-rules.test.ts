// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { newestKubernetes } from '../../model/version.ts';
import { find } from './find.ts';

const tree = {
  '.gitignore':
    '# built\n*.gen.yaml\n/dist\nbuild/\ntemp/*\n!temp/keep.yaml\nlog[0-9].yaml\ntrailing.yaml   \n\\#odd.yaml\ndeep/**/x.yaml\n',
  'a.yaml': '',
  'a.gen.yaml': '',
  'dist/a.yaml': '',
  'sub/dist/a.yaml': '',
  'sub/build/a.yaml': '',
  'temp/a.yaml': '',
  'temp/keep.yaml': '',
  'log1.yaml': '',
  'logs.yaml': '',
  'trailing.yaml': '',
  '#odd.yaml': '',
  'deep/1/2/x.yaml': '',
  'deep/1/2/y.yaml': '',
  'sub/.gitignore': '!keep.gen.yaml\n!build/\n/top.yaml\nin/*.yaml\nany.yaml\n!\n',
  'sub/keep.gen.yaml': '',
  'sub/other.gen.yaml': '',
  'sub/top.yaml': '',
  'sub/in/top.yaml': '',
  'sub/in/deeper/top.yaml': '',
  'sub/in/deeper/any.yaml': '',
  'sub [x]/.gitignore': '*.yaml\n!b.yaml\n',
  'sub [x]/a.yaml': '',
  'sub [x]/b.yaml': '',
};

const temporary = temporaryFolder(tree);
afterAll(() => temporary.remove());

const hasGit = spawnSync('git', ['--version']).status === 0;

test.skipIf(!hasGit)('what git ignores is not read, and the rest is', async () => {
  execFileSync('git', ['init', '--quiet'], { cwd: temporary.folder });
  const options = ['ls-files', '-z', '--others', '--exclude-standard', '--', '*.yaml'];
  const expected = execFileSync('git', ['-c', 'core.excludesFile=', ...options], { cwd: temporary.folder, encoding: 'utf8' });
  expect(await filesIn(temporary.folder)).toEqual(
    expected
      .split('\0')
      .filter((name) => name !== '')
      .sort(),
  );

  const named = await filesIn(path.join(temporary.folder, 'sub'));
  expect(named, 'rules above the folder hold').toEqual(['build/a.yaml', 'dist/a.yaml', 'in/deeper/top.yaml', 'keep.gen.yaml']);
  expect(await filesIn(path.join(temporary.folder, 'dist')), 'an ignored folder that was named is read').toEqual(['a.yaml']);
});

async function filesIn(folder: string): Promise<string[]> {
  const found = await find([folder], {
    isWanted: (name) => name.endsWith('.yaml'),
    mayGoOn: () => Promise.resolve(true),
    version: newestKubernetes,
  });
  return found.files.map(({ name }) => path.relative(folder, name)).sort();
}
