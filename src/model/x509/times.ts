// SPDX-License-Identifier: Apache-2.0
import { type Der, DerFault, type Element, tags } from './der.ts';
import { asciiText } from './text.ts';

/** A Time of X.509 in milliseconds since 1970. Two digits of a year are of 1950 to 2049 (RFC 5280, section 4.1.2.5). */
export function timeOf(der: Der, element: Element | undefined): number {
  if (element?.tag !== tags.utcTime && element?.tag !== tags.generalizedTime) throw new DerFault('a time is missing');
  const content = der.content(element);
  const text = content.length > 32 ? '' : asciiText(content);
  const isShort = element.tag === tags.utcTime;
  const match = (isShort ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/).exec(text);
  if (match === null) throw new DerFault('a time is malformed');
  const [written = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map((digits) => Number(digits ?? 0));
  const year = !isShort ? written : written < 50 ? 2000 + written : 1900 + written;
  // The years 0 to 99 mean what they say only to setUTCFullYear.
  const date = new Date(Date.UTC(2000, 0, 1, hour, minute, second));
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal) throw new DerFault('a time does not exist');
  return date.getTime();
}
