// SPDX-License-Identifier: Apache-2.0
// What a scan is asked for and gives besides the table: formats, selections, baselines, exceptions, configuration, and how it
// is called from shells, kubectl and pipelines.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { builtProgram } from './built-program.ts';

const root = path.dirname(import.meta.dirname);
let home = '';
let folder = '';
let program = '';

const pod = (name: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  hostPID: true\n${more}  containers: [{name: a, image: a}]\n`;
const exception = (more: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    apiVersion: 'rampart.dev/v1alpha1',
    kind: 'Exception',
    metadata: { name: 'agent' },
    spec: {
      checks: ['host-namespaces'],
      objects: [{ kind: 'Pod', name: 'a' }],
      owner: 'platform',
      approver: 'security',
      reason: 'It watches processes.',
      expires: '2999-12-31',
      ...more,
    },
  });

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'rampart-formats-'));
  program = path.join(home, 'rampart');
  const script = await builtProgram(path.join(home, 'built'));
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(program, 0o755);
});
beforeEach(() => {
  folder = mkdtempSync(path.join(home, 'work-'));
  mkdirSync(path.join(folder, '.git'));
  write('in/a.yaml', pod('a'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

function read(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${home}:${process.env['PATH'] ?? ''}`, HOME: folder, ...env },
  });
  return { status, stdout, stderr };
}

const rampart = (...args: readonly string[]) => run(program, args);
const hostPid = ['scan', 'in', '--check', 'host-namespaces'] as const;

function report(...args: readonly string[]) {
  const { status, stdout, stderr } = rampart('scan', 'in', '--format', 'json', ...args);
  return { status, stderr, report: JSON.parse(stdout) };
}

test('every format at once, each named by its extension', () => {
  const { status, stdout } = rampart('scan', 'in', ...['json', 'sarif', 'xml', 'html', 'md', 'csv'].flatMap((name) => ['-o', `r.${name}`]));
  expect(status).toBe(1);
  expect(stdout).toContain('SUMMARY');
  expect(readdirSync(folder).filter((name) => name.startsWith('r.')).length).toBe(6);
  expect(read('r.xml')).toMatch(/^<\?xml version="1\.0"[^]*<\/testsuites>\n$/);
  expect(read('r.html')).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
  expect(read('r.md')).toContain('## Rampart');
  expect(read('r.csv').split('\r\n').length - 2).toBe(JSON.parse(read('r.json')).findings.length);
});

test('the content of a Secret, and a literal credential, appear in no format', () => {
  const secret = 'c3VwZXJzZWNyZXQtdmFsdWU=';
  write('in/secret.yaml', `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: ${secret}}\n`);
  write('in/env.yaml', pod('e').replace('image: a', `image: a, env: [{name: DB_PASSWORD, value: ${secret}}]`));
  for (const format of ['junit', 'html', 'markdown', 'csv']) expect(rampart('scan', 'in', '--format', format).stdout).not.toContain(secret);
});

describe('selection', () => {
  test('by layer and framework', () => {
    const { report: selected } = report('--layer', 'workload', '--framework', 'pss,cis');
    expect(new Set(selected.checks.map(({ layer }: { layer: string }) => layer))).toEqual(new Set(['workload']));
    expect(selected.checks.map(({ id }: { id: string }) => id)).toContain('host-namespaces');
    expect(rampart('scan', 'in', '--framework', 'iso').status).toBe(2);
  });

  test('checks lists what scan would ask', () => {
    const { stdout } = rampart('checks', '--layer', 'workload', '--framework', 'pss,cis', '--format', 'json');
    const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).toSorted();
    expect(ids(JSON.parse(stdout))).toEqual(ids(report('--layer', 'workload', '--framework', 'pss,cis').report.checks));
    expect(rampart('checks', '--severity', 'critical').stdout).toMatch(/^critical {2}[a-z-]+/);
  });
});

describe('baseline', () => {
  test('only what is new fails', () => {
    expect(rampart(...hostPid, '--write-baseline', 'baseline.json').status).toBe(0);
    expect(rampart(...hostPid, '--baseline', 'baseline.json').status).toBe(0);
    write('in/a.yaml', `# moved by a line\n${pod('a')}`);
    expect(rampart(...hostPid, '--baseline', 'baseline.json').status).toBe(0);
    write('in/b.yaml', pod('b'));
    const { status, report: compared } = report('--check', 'host-namespaces', '--baseline', 'baseline.json');
    expect(status).toBe(1);
    expect(compared.findings.map(({ object }: { object: { name: string } }) => object.name)).toEqual(['b']);
    expect(compared.summary).toMatchObject({ known: 1, gone: 0 });
    // A report made with a baseline is one.
    rampart(...hostPid, '--baseline', 'baseline.json', '--write-baseline', 'baseline.json');
    expect(rampart(...hostPid, '--baseline', 'baseline.json').status).toBe(0);
  });

  test('a baseline that is none is refused', () => {
    write('baseline.json', '{}');
    expect(rampart(...hostPid, '--baseline', 'baseline.json')).toMatchObject({ status: 2, stdout: '' });
    expect(rampart(...hostPid, '--baseline', 'nowhere.json').status).toBe(2);
  });
});

describe('exceptions', () => {
  test('what is accepted is apart in every format, and fails nothing', () => {
    write('exceptions.yaml', exception());
    const args = [...hostPid, '--exceptions', 'exceptions.yaml'];
    expect(rampart(...args).status).toBe(0);
    expect(rampart(...args).stdout).toMatch(
      /ACCEPTED {2}1 finding by 1 exception[^]*It watches processes\. Owner platform, approved by security/,
    );
    for (const format of ['junit', 'html', 'markdown', 'sarif'])
      expect(rampart(...args, '--format', format).stdout, format).toContain('It watches processes.');
    expect(rampart(...args, '--format', 'csv').stdout).toMatch(/\r\naccepted,fail,high,host-namespaces/);
    const { accepted, findings, exceptions } = JSON.parse(rampart(...args, '--format', 'json').stdout);
    expect([accepted.length, findings.length, exceptions[0].status]).toEqual([1, 0, 'used']);
  });

  test('an expired one accepts nothing, an unused one is told', () => {
    write('exceptions.yaml', `${exception({ expires: '2020-01-01' })}\n---\n${exception({ objects: [{ name: 'z' }] })}`);
    const { status, stdout } = rampart(...hostPid, '--exceptions', 'exceptions.yaml');
    expect(status).toBe(1);
    expect(stdout).toMatch(/expired \(2020-01-01\); 1 finding it had accepted is open again/);
    expect(stdout).toContain('unused: it fits no finding of this scan');
  });

  test('an invalid one accepts nothing and is a line with its place', () => {
    write('exceptions.yaml', exception({ approver: 'Platform' }).replaceAll(',', ',\n'));
    const { status, stdout, stderr } = rampart(...hostPid, '--exceptions', 'exceptions.yaml');
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /^exceptions\.yaml:\d+:\d+: exception agent accepts nothing: spec\.approver is the owner: somebody else has to approve\n$/,
    );
    expect(stdout).toContain('invalid, so it accepts nothing');
  });

  test('one that lies among the manifests accepts nothing by itself', () => {
    write('in/exception.yaml', exception());
    expect(rampart(...hostPid).status).toBe(1);
  });
});

describe('configuration', () => {
  test('is found upwards, obeyed, and outweighed by the command line', () => {
    write('exceptions.yaml', exception());
    write(
      'rampart.yaml',
      'checks:\n  skip: [image-not-pinned]\n  severity: {host-namespaces: low}\nseverityThreshold: critical\nexceptions: [exceptions.yaml]\n',
    );
    const { status, report: configured } = report();
    expect(status).toBe(0);
    expect(configured.configuration).toEqual({ file: 'rampart.yaml', checksOff: ['image-not-pinned'] });
    expect(configured.accepted.map(({ severity }: { severity: string }) => severity)).toEqual(['low']);
    expect(report('--severity-threshold', 'low').status).toBe(1);
    expect(report('--no-config').report.accepted).toEqual([]);
    expect(report('--check', 'image-not-pinned').report.findings.length).toBe(1);
  });

  test('an unknown field is refused with its line', () => {
    write('rampart.yaml', 'checks:\n  skipp: []\n');
    expect(rampart('scan', 'in')).toMatchObject({
      status: 2,
      stderr: 'rampart: rampart.yaml:2:3: checks.skipp is no field of a configuration\n',
    });
  });

  test('a report with all of it passes its schema', () => {
    write('exceptions.yaml', `${exception()}\n---\n${exception({ owner: '' })}`);
    write('rampart.yaml', 'checks: {skip: [image-not-pinned]}\nexceptions: [exceptions.yaml]\n');
    rampart('scan', 'in', '--check', 'memory-limit', '--write-baseline', 'baseline.json');
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync(path.join(root, 'docs/schema/report.json'), 'utf8')),
    );
    const { report: whole } = report('--baseline', 'baseline.json');
    validate(whole);
    expect(validate.errors ?? []).toEqual([]);
    expect([whole.known.length, whole.accepted.length]).toEqual([1, 1]);
  });
});

describe('completion', () => {
  const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;

  test('bash completes commands, options, lists and checks', () => {
    write('c.bash', rampart('completion', 'bash').stdout);
    const complete = (...words: readonly string[]) => {
      const script = `source c.bash; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _rampart; echo "\${COMPREPLY[*]}"`;
      return run('bash', ['-c', script]).stdout.trim();
    };
    expect(complete('rampart', 'sc')).toBe('scan');
    expect(complete('rampart', 'scan', '--base')).toBe('--baseline');
    expect(complete('rampart', 'scan', '--format', 'json,ht')).toBe('json,html');
    expect(complete('rampart', 'explain', 'host-names')).toBe('host-namespaces');
    expect(complete('rampart', 'scan', 'i')).toBe('in');
  });

  test.runIf(has('zsh'))('zsh reads its script', () => {
    write('_rampart', rampart('completion', 'zsh').stdout);
    expect(run('zsh', ['-n', '_rampart'])).toMatchObject({ status: 0, stderr: '' });
  });

  test.runIf(has('fish'))('fish completes', () => {
    write('c.fish', rampart('completion', 'fish').stdout);
    expect(run('fish', ['-c', 'source c.fish; complete -C"rampart explain host-names"']).stdout).toMatch(/^host-namespaces/);
  });
});

describe('deploy', () => {
  test('kubectl finds the plugin; a command is that command', () => {
    const { status, stdout } = run(path.join(root, 'deploy/kubectl-rampart'), ['checks', '--severity', 'critical']);
    expect([status, stdout]).toEqual([0, rampart('checks', '--severity', 'critical').stdout]);
    write('bin/rampart', '#!/bin/sh\necho "$@"\n');
    chmodSync(path.join(folder, 'bin/rampart'), 0o755);
    const told = (...args: readonly string[]) =>
      run(path.join(root, 'deploy/kubectl-rampart'), args, { PATH: `${folder}/bin:${process.env['PATH'] ?? ''}` }).stdout.trim();
    expect(told('-n', 'shop')).toBe('scan --cluster -n shop');
    expect(told('pss', 'a.yaml')).toBe('pss a.yaml');
    expect(told('--version')).toBe('--version');
  });

  test('the steps of the GitHub Action', () => {
    const action = load(readFileSync(path.join(root, 'deploy/github-action/action.yml'), 'utf8')) as {
      runs: { steps: { run?: string; env?: Record<string, string> }[] };
    };
    const [scan, , last] = action.runs.steps;
    const env = {
      RAMPART: program,
      RUNNER_TEMP: path.join(folder, 'temp'),
      GITHUB_OUTPUT: path.join(folder, 'output'),
      GITHUB_STEP_SUMMARY: path.join(folder, 'summary'),
      INPUT_PATHS: 'in/*.yaml',
      INPUT_THRESHOLD: 'high',
      INPUT_BASELINE: '',
      INPUT_ARGS: '--check host-namespaces $(touch owned)',
    };
    // As the runner does: bash -e, the step in a file.
    write('step.sh', scan?.run ?? '');
    run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', 'step.sh'], env);
    expect(read('output')).toContain('exit-code=3');
    run('bash', ['-eo', 'pipefail', 'step.sh'], { ...env, INPUT_ARGS: '--check host-namespaces' });
    expect(read('output')).toContain('exit-code=1');
    expect(read('summary')).toContain('**1 high**');
    expect(JSON.parse(read('temp/rampart/rampart.sarif')).runs[0].results.length).toBe(1);
    expect(existsSync(path.join(folder, 'owned'))).toBe(false);
    expect(run('bash', ['-c', last?.run ?? ''], { CODE: '1' }).status).toBe(1);
  });

  test('the script of the GitLab job', () => {
    const { rampart: job } = load(readFileSync(path.join(root, 'deploy/gitlab/rampart.yml'), 'utf8')) as {
      rampart: { script: string[]; variables: Record<string, string>; artifacts: { reports: { junit: string } } };
    };
    const { status } = run('bash', ['-eo', 'pipefail', '-c', job.script.join('\n')], {
      ...job.variables,
      RAMPART: program,
      RAMPART_PATHS: 'in',
    });
    expect(status).toBe(1);
    expect(read(job.artifacts.reports.junit)).toContain('host-namespaces');
    expect(run('bash', ['-eo', 'pipefail', '-c', job.script.join('\n')], job.variables).stderr).toContain(
      'say where Rampart is cloned from',
    );
  });

  test('the pre-commit hook calls a program that is there', () => {
    const [hook] = load(readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8')) as { entry: string }[];
    const [entry = '', ...args] = hook?.entry.split(' ') ?? [];
    expect(existsSync(path.join(root, entry))).toBe(true);
    expect(args).toEqual(['scan', '.']);
  });
});

describe('questions of a benchmark', () => {
  const binding =
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\nsubjects: [{kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}]\n';

  test('stand in JSON by the schema, in HTML, Markdown and CSV, and in no report that was not asked for them', () => {
    write('in/binding.yaml', binding);
    const outputs = ['json', 'html', 'md', 'csv', 'sarif', 'xml'].flatMap((name) => ['-o', `q.${name}`]);
    expect(rampart('scan', 'in', '--framework', 'cis', ...outputs).status).toBe(1);
    const asked = JSON.parse(read('q.json'));
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync(path.join(root, 'docs/schema/report.json'), 'utf8')),
    );
    validate(asked);
    expect(validate.errors).toBeNull();
    expect(asked.questions).toHaveLength(28);
    expect(asked.questions.filter(({ status }: { status: string }) => status === 'pass')).toEqual([]);
    const logins = asked.questions.find(({ id }: { id: string }) => id === 'CIS-3.1.1');
    expect(logins.facts[0].places[0]).toMatchObject({ origin: { file: 'in/binding.yaml', line: 5 }, detail: 'User jane' });
    expect(read('q.html')).toContain('5.1.13 Who may make tokens of ServiceAccounts');
    expect(read('q.md')).toContain('**5.1.13** Who may make tokens of ServiceAccounts');
    expect(
      read('q.csv')
        .split('\r\n')
        .filter((row) => row.startsWith('question,')),
    ).toHaveLength(28);
    for (const name of ['q.sarif', 'q.xml']) expect(read(name)).not.toContain('CIS-5.6.4');
    expect(report().report.questions).toBeUndefined();
  });

  test('change no exit code', () => {
    write('in/a.yaml', binding);
    expect(rampart('scan', 'in', '--framework', 'cis').status).toBe(0);
  });

  test('follow the layers that were asked for', () => {
    const { report: asked } = report('--framework', 'cis', '--layer', 'network');
    expect(asked.questions.map(({ id }: { id: string }) => id)).toEqual(['CIS-5.3.1', 'CIS-5.3.2']);
  });

  test('are explained and listed, and are no checks', () => {
    expect(rampart('explain', 'CIS-5.6.4').stdout).toContain('A good answer');
    const both = rampart('explain', 'cis-5.1.7').stdout;
    expect(both).toContain('Who is in the group system:masters');
    expect(both).toContain('● rbac-system-masters');
    expect(rampart('checks', '--framework', 'cis').stdout).toContain('28 questions for people');
    expect(rampart('checks', '--framework', 'mitre').stdout).not.toContain('question');
    const { status, stderr } = rampart('scan', 'in', '--check', 'CIS-5.6.4');
    expect(status).toBe(2);
    expect(stderr).toContain('CIS-5.6.4 is a question');
  });
});
