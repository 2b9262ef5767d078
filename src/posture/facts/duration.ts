// SPDX-License-Identifier: Apache-2.0
const unit: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** Seconds of a duration as Go writes it: `1h30m`, `15s`, `0`; undefined where it is none. */
export function durationSeconds(text: string): number | undefined {
  if (text === '0') return 0;
  if (!/^[-+]?(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([a-zµ]+)/g)];
  const seconds = parts.reduce((sum, [, value, name]) => sum + Number(value) * (unit[name ?? ''] ?? 0), 0);
  return text.startsWith('-') ? -seconds : seconds;
}
