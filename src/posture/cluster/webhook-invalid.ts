// SPDX-License-Identifier: Apache-2.0
// Reads what the API server demands of each webhook of version v1: a name of three parts, sideEffects None or NoneOnDryRun,
// admissionReviewVersions, one of url (https) and service, timeoutSeconds from 1 to 30, and words that it knows.
import { field, isObject, type Json, stringField } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import { defineCheck, type Fault, type Remedy } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { listField } from '../facts/flow-rules.ts';
import { webhookKinds } from '../facts/webhooks.ts';

const words: Readonly<Record<string, readonly string[]>> = {
  failurePolicy: ['Fail', 'Ignore'],
  matchPolicy: ['Exact', 'Equivalent'],
  reinvocationPolicy: ['Never', 'IfNeeded'],
};
const note = 'The webhook is then in force, and refuses what it is there to refuse.';
const operations: readonly string[] = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*'];

export const webhookInvalid = defineCheck({
  id: 'webhook-invalid',
  title: 'API server refuses the webhook',
  why: 'The configuration is not stored, so nothing is asked of the webhook: what it was to refuse is admitted. An older one of the same name stays in force unnoticed.',
  remedy: 'Correct the field that is refused.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/validating-webhook-configuration-v1/'],
  aliases: [],
  appliesTo: { kinds: webhookKinds },
  applicable: ({ apiVersion }) => apiVersion === 'admissionregistration.k8s.io/v1',
  evaluate: ({ body }) =>
    listField(body, 'webhooks').flatMap((webhook, index) =>
      isObject(webhook) ? [...fieldFaults(webhook, `/webhooks/${index}`), ...clientFaults(webhook, `/webhooks/${index}/clientConfig`)] : [],
    ),
});

function fieldFaults(webhook: Json, at: Pointer): Fault[] {
  const faults: Fault[] = [];
  const name = stringField(webhook, 'name') ?? '';
  if (name.split('.').filter((part) => part !== '').length < 3)
    faults.push(refused(`${at}/name`, `"${name}" has fewer than three parts`, advice('Name it as a domain: policy.shop.example.com.')));
  const sideEffects = stringField(webhook, 'sideEffects');
  if (sideEffects !== 'None' && sideEffects !== 'NoneOnDryRun') {
    const told = sideEffects === undefined ? 'sideEffects is missing' : `sideEffects ${sideEffects} is not allowed in v1`;
    faults.push(
      refused(`${at}/sideEffects`, told, advice('Write None where the webhook changes nothing but the object, or NoneOnDryRun.')),
    );
  }
  const versions = listField(webhook, 'admissionReviewVersions');
  if (!versions.some((version) => version === 'v1' || version === 'v1beta1'))
    faults.push(refused(`${at}/admissionReviewVersions`, 'no version of AdmissionReview that the API server sends', advice('Write [v1].')));
  const seconds = field(webhook, 'timeoutSeconds');
  if (typeof seconds === 'number' && (seconds < 1 || seconds > 30)) {
    const path = `${at}/timeoutSeconds`;
    faults.push(refused(path, `timeoutSeconds ${seconds} is not from 1 to 30`, patchRemedy([{ op: 'replace', path, value: 10 }], note)));
  }
  for (const [key, known] of Object.entries(words)) faults.push(...wordFault(field(webhook, key), known, `${at}/${key}`));
  listField(webhook, 'rules').forEach((rule, index) => {
    listField(rule, 'operations').forEach((operation, place) => {
      faults.push(...wordFault(operation, operations, `${at}/rules/${index}/operations/${place}`));
    });
  });
  return faults;
}

function wordFault(value: Json | undefined, known: readonly string[], path: Pointer): Fault[] {
  if (typeof value !== 'string' || known.includes(value)) return [];
  const meant = known.find((word) => word.toLowerCase() === value.toLowerCase());
  const remedy =
    meant === undefined ? advice(`Write one of ${known.join(', ')}.`) : patchRemedy([{ op: 'replace', path, value: meant }], note);
  return [refused(path, `"${value.slice(0, 40)}" is none of ${known.join(', ')}`, remedy)];
}

function clientFaults(webhook: Json, at: Pointer): Fault[] {
  const client = field(webhook, 'clientConfig');
  const url = stringField(client, 'url');
  const service = field(client, 'service');
  if ((url === undefined) === (service === undefined)) {
    const told = url === undefined ? 'neither url nor service is set' : 'url and service exclude each other';
    return [refused(at, told, advice('Name the Service of the webhook, or the https address of one outside of the cluster.'))];
  }
  if (url !== undefined && !/^https:\/\//i.test(url))
    return [refused(`${at}/url`, 'the address is not https', advice('Serve the webhook over TLS.'))];
  if (service === undefined) return [];
  return ['name', 'namespace']
    .filter((key) => (stringField(service, key) ?? '') === '')
    .map((key) => refused(`${at}/service/${key}`, `the ${key} of the Service is missing`, advice(`Set the ${key} of the Service.`)));
}

function advice(text: string): Remedy {
  return { kind: 'advice', advice: text };
}

function refused(path: Pointer, detail: string, remedy: Remedy): Fault {
  return { kind: 'fault', path, reason: 'the webhook is refused', detail, remedy };
}
