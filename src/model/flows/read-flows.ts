// SPDX-License-Identifier: Apache-2.0
// Tells the format of a flow log by its lines, since people join logs and rename files.
import type { Json } from '../json.ts';
import { azureFlows, isAzure } from './azure.ts';
import { calicoFlow, isCalico } from './calico.ts';
import { falcoFlow, isFalco } from './falco.ts';
import type { FlowLine } from './flow.ts';
import { hubbleFlow, isHubble } from './hubble.ts';
import { columnsOf, csvHeader, csvValues, isPlain, plainFlow, recordsIn } from './plain.ts';
import { awsFields, awsFlow, awsHeader, googleFlow, isAws, isGoogle } from './vpc.ts';

/** Reads the lines of one log in their order: what its header says holds for those after it. */
export function flowReader(): (line: string) => readonly FlowLine[] {
  let readTable: ((line: string) => FlowLine) | undefined;
  return (line) => {
    const text = line.trim();
    if (text === '' || text === '[' || text === ']') return ['nothing'];
    if (text.startsWith('{') || text.startsWith('[')) return jsonLine(text);
    const names = awsHeader(text);
    if (names !== undefined) {
      readTable = (row) => awsFlow(row, names);
      return ['nothing'];
    }
    if (readTable === undefined && isAws(text)) readTable = (row) => awsFlow(row, awsFields);
    const header = readTable === undefined ? csvHeader(text) : undefined;
    if (header !== undefined) {
      const { names: columns, separator } = header;
      readTable = (row) => {
        const values = csvValues(row, separator);
        return plainFlow(new Map(columns.map((name, index) => [name, values[index]?.trim() ?? null])));
      };
      return ['nothing'];
    }
    return [
      readTable === undefined ? { broken: 'it is no flow of Hubble, Calico, a VPC, Falco, CSV with a header, or JSON' } : readTable(text),
    ];
  };
}

function jsonLine(text: string): readonly FlowLine[] {
  let value: Json;
  try {
    // A pretty-printed array has a comma after each of its lines.
    value = JSON.parse(text.endsWith(',') ? text.slice(0, -1) : text);
  } catch {
    return [{ broken: 'it is no whole JSON value' }];
  }
  return recordsIn(value).flatMap((record) => (isAzure(record) ? azureFlows(record) : [flowOf(record)]));
}

function flowOf(record: Json): FlowLine {
  if (isHubble(record)) return hubbleFlow(record);
  if (isCalico(record)) return calicoFlow(record);
  if (isGoogle(record)) return googleFlow(record);
  if (isFalco(record)) return falcoFlow(record);
  const columns = columnsOf(record);
  return isPlain(columns) ? plainFlow(columns) : { broken: 'it is JSON, and no flow: it names no source and destination' };
}
