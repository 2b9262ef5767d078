// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { fieldsIn, macrosIn } from './falco-condition.ts';

test.each([
  ['spawned_process and (proc.name in (nc, ncat) or proc.cmdline contains "x and y")', ['spawned_process'], ['proc.name', 'proc.cmdline']],
  ['evt.type = execve and evt.dir = < and not user_known', ['user_known'], ['evt.type', 'evt.dir']],
  ['(open_write or (container)) and fd.name startswith /etc and fd.name exists', ['open_write', 'container'], ['fd.name']],
  ['proc.aname[2]=sh and proc.name in (shell_binaries)', [], ['proc.aname', 'proc.name']],
])('%s', (condition, macros, fields) => {
  expect(macrosIn(condition)).toEqual(macros);
  expect(fieldsIn(condition)).toEqual(fields);
});
