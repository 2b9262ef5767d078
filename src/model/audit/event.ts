// SPDX-License-Identifier: Apache-2.0
// An event of the API server's audit log, as audit.k8s.io/v1 tells it, whatever version it was written in. What was sent and answered
// (requestObject, responseObject) is not in it: it may be a Secret.
import { isArray, isObject, type Json, type JsonArray, type JsonObject, stringMap } from '../json.ts';

export interface AuditUser {
  readonly name: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** What the request was for. In a request that creates, the name may be what the body says: requestAttributes tells what was asked. */
export interface AuditObjectRef {
  readonly resource: string;
  readonly subresource: string;
  /** '' where there is none. */
  readonly namespace: string;
  readonly name: string;
  /** '' is the core group. */
  readonly apiGroup: string;
  readonly apiVersion: string;
}

export interface AuditEvent {
  /** Chosen by the server, or by the client in the header Audit-ID. */
  readonly auditID: string;
  /** RequestReceived, ResponseStarted, ResponseComplete or Panic. */
  readonly stage: string;
  readonly level: string;
  /** As given; '' where the log does not say. */
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
  readonly verb: string;
  readonly requestURI: string;
  /** Who authenticated; absent where nobody did, which is answered 401. */
  readonly user?: AuditUser;
  /** As whom the request was made, where the user impersonated somebody. */
  readonly impersonatedUser?: AuditUser;
  /** The verb of constrained impersonation by which that was allowed, such as impersonate:user-info. */
  readonly impersonationConstraint?: string;
  /** All but the last may be what the client says. */
  readonly sourceIPs: readonly string[];
  readonly userAgent: string;
  /** Absent for a request that is for no resource, and in the text format. */
  readonly objectRef?: AuditObjectRef;
  readonly responseStatus?: { readonly code?: number; readonly reason: string };
  readonly annotations: Readonly<Record<string, string>>;
  /** UTF-8 bytes of the event and its bodies as the server writes them, where the reader was asked for it; bodies where they were recorded. */
  readonly bytes?: number;
  readonly requestBytes?: number;
  readonly responseBytes?: number;
}

/** Whether a value is meant to be an audit event. Those in a list name no kind. */
export function isAuditEvent(value: Json): value is JsonObject {
  if (!isObject(value)) return false;
  return typeof value['auditID'] === 'string' || (value['kind'] === 'Event' && isAudit(value['apiVersion']));
}

function isAudit(apiVersion: Json | undefined): boolean {
  return typeof apiVersion === 'string' && apiVersion.startsWith('audit.k8s.io/');
}

/** The event, or why it is none. `sizes` measures it and its bodies; `line` is its text where that is as the server wrote it. */
export function decodeAuditEvent(value: JsonObject, sizes = false, line?: string): AuditEvent | { readonly broken: string } {
  const { auditID, stage, verb, requestURI } = value;
  if (typeof auditID !== 'string' || typeof stage !== 'string') return { broken: 'it is an audit event without auditID or stage' };
  if (typeof verb !== 'string') return { broken: 'it is an audit event without a verb' };
  const objectRef = objectRefOf(value['objectRef']);
  if (typeof requestURI !== 'string' && objectRef === undefined)
    return { broken: 'it is an audit event that names neither requestURI nor objectRef' };
  const [user, impersonatedUser] = [userOf(value['user']), userOf(value['impersonatedUser'])];
  const responseStatus = statusOf(value['responseStatus']);
  const constraint = constraintOf(value['authenticationMetadata']);
  return {
    auditID,
    stage,
    level: text(value['level']),
    // Before v1beta1 there was one time of arrival, and the event's own metadata.
    requestReceivedTimestamp: text(value['requestReceivedTimestamp']) || text(value['timestamp']),
    stageTimestamp: text(value['stageTimestamp']) || createdAt(value['metadata']),
    verb,
    requestURI: text(requestURI),
    ...(user === undefined ? {} : { user }),
    ...(impersonatedUser === undefined ? {} : { impersonatedUser }),
    ...(constraint === '' ? {} : { impersonationConstraint: constraint }),
    sourceIPs: texts(value['sourceIPs']),
    userAgent: text(value['userAgent']),
    ...(objectRef === undefined ? {} : { objectRef }),
    ...(responseStatus === undefined ? {} : { responseStatus }),
    annotations: mapOf(value['annotations']),
    ...(sizes ? sizesOf(value, line) : {}),
  };
}

function userOf(value: Json | undefined): AuditUser | undefined {
  if (!isObject(value) || typeof value['username'] !== 'string' || value['username'] === '') return undefined;
  return { name: value['username'], uid: text(value['uid']), groups: texts(value['groups']), extra: extraOf(value['extra']) };
}

function extraOf(value: Json | undefined): AuditUser['extra'] {
  if (!isObject(value)) return {};
  if (isListMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, items]) => [key, texts(items)]));
}

function objectRefOf(value: Json | undefined): AuditObjectRef | undefined {
  if (!isObject(value) || typeof value['resource'] !== 'string' || value['resource'] === '') return undefined;
  const version = text(value['apiVersion']);
  // v1alpha1 writes both as one.
  const slash = version.lastIndexOf('/');
  return {
    resource: value['resource'],
    subresource: text(value['subresource']),
    namespace: text(value['namespace']),
    name: text(value['name']),
    apiGroup: text(value['apiGroup']) || version.slice(0, Math.max(0, slash)),
    apiVersion: version.slice(slash + 1),
  };
}

function statusOf(value: Json | undefined): AuditEvent['responseStatus'] {
  if (!isObject(value)) return undefined;
  const { code } = value;
  return { ...(typeof code === 'number' ? { code } : {}), reason: text(value['reason']) };
}

function constraintOf(value: Json | undefined): string {
  return isObject(value) ? text(value['impersonationConstraint']) : '';
}

function createdAt(value: Json | undefined): string {
  return isObject(value) ? text(value['creationTimestamp']) : '';
}

function sizesOf(
  { requestObject, responseObject, ...rest }: JsonObject,
  line: string | undefined,
): Pick<AuditEvent, 'bytes' | 'requestBytes' | 'responseBytes'> {
  const [requestBytes, responseBytes] = [bytesOf(requestObject), bytesOf(responseObject)];
  const beside = (name: string, bytes: number | undefined) => (bytes === undefined ? 0 : bytes + `,"${name}":`.length);
  const whole =
    line === undefined
      ? (bytesOf(rest) ?? 0) + beside('requestObject', requestBytes) + beside('responseObject', responseBytes)
      : utf8Length(line);
  return {
    // With the end of the line.
    bytes: whole + 1,
    ...(requestBytes === undefined ? {} : { requestBytes }),
    ...(responseBytes === undefined ? {} : { responseBytes }),
  };
}

/** UTF-8 bytes of JSON as Go writes it, which escapes what HTML could misunderstand: `\u0026` for one byte. */
function bytesOf(value: Json | undefined): number | undefined {
  if (value === undefined) return undefined;
  try {
    const written = JSON.stringify(value);
    let length = utf8Length(written);
    for (const [letter] of written.matchAll(/[&<>\u2028\u2029]/g)) length += letter > '>' ? 3 : 5;
    return length;
  } catch (error) {
    // Nested deeper than can be written, which no object of Kubernetes is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function utf8Length(written: string): number {
  let length = written.length;
  for (let index = 0; index < written.length; index++) {
    const unit = written.charCodeAt(index);
    // Each half of a surrogate pair makes two of its four bytes.
    if (unit > 0x7f) length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return length;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

// What is as it should be is kept as it is: to copy it takes as long as to parse it.

function texts(value: Json | undefined): readonly string[] {
  if (!isArray(value)) return [];
  return areTexts(value) ? value : value.filter((item) => typeof item === 'string');
}

function areTexts(items: JsonArray): items is readonly string[] {
  return items.every((item) => typeof item === 'string');
}

function isListMap(value: JsonObject): value is Record<string, readonly string[]> {
  for (const key in value) {
    const items = value[key];
    if (!isArray(items) || !areTexts(items)) return false;
  }
  return true;
}

function mapOf(value: Json | undefined): Readonly<Record<string, string>> {
  return isObject(value) && isTextMap(value) ? value : stringMap(value);
}

function isTextMap(value: JsonObject): value is Record<string, string> {
  for (const key in value) if (typeof value[key] !== 'string') return false;
  return true;
}
