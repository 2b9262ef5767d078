// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { formatImage, parseImage } from './image.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('normalised as a container runtime does', () => {
  test.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['bitnami/redis', 'docker.io/bitnami/redis:latest'],
    ['docker.io/nginx', 'docker.io/library/nginx:latest'],
    ['index.docker.io/library/nginx', 'docker.io/library/nginx:latest'],
    ['localhost/app', 'localhost/app:latest'],
    ['localhost:5000/app:v1', 'localhost:5000/app:v1'],
    ['registry:5000/app', 'registry:5000/app:latest'],
    ['registry.example.com/team/app:1.0', 'registry.example.com/team/app:1.0'],
    ['[::1]:5000/app', '[::1]:5000/app:latest'],
    [`app@${digest}`, `docker.io/library/app@${digest}`],
    [`registry.example.com/app:1.0@${digest}`, `registry.example.com/app:1.0@${digest}`],
    ['a__b/c-d.e', 'docker.io/a__b/c-d.e:latest'],
  ])('%s', (text, expected) => {
    const image = parseImage(text);
    expect(image && formatImage(image)).toBe(expected);
  });
});

test('a tag that was filled in is known as such', () => {
  expect(parseImage('nginx')).toMatchObject({ tag: 'latest', tagGiven: false });
  expect(parseImage('nginx:latest')).toMatchObject({ tag: 'latest', tagGiven: true });
  expect(parseImage(`nginx@${digest}`)).not.toHaveProperty('tag');
});

test.each([
  ['', 'nothing'],
  ['Nginx', 'upper case without a host'],
  ['registry.example.com/App', 'upper case in the path'],
  ['nginx:', 'an empty tag'],
  ['nginx:-x', 'a tag that begins with a dash'],
  ['nginx@sha256:abc', 'a short digest'],
  ['a//b', 'an empty segment'],
  ['{{ .Values.image }}', 'a template'],
  [' nginx', 'a space'],
])('refuses %j: %s', (text) => {
  expect(parseImage(text)).toBeUndefined();
});
