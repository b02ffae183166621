// A reporter that only counts: one line of JSON for each test that failed or was skipped, and one with the totals,
// which tests/run.ts adds up over several runs.
import type { TestEvent } from 'node:test/reporters'

export type Counts = { passed: number; failed?: number; cancelled: number; skipped: number; todo: number }
export type Line = { failed: string } | { skipped: string } | { counts: Counts }

const write = (line: Line): string => `${JSON.stringify(line)}\n`

export default async function* tally(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type === 'test:fail' && data.details.type !== 'suite') yield write({ failed: data.name })
    if (type === 'test:pass' && data.skip) yield write({ skipped: `${data.name} (${String(data.skip)})` })
    // A file of its own has a summary too; the one of the whole run names none.
    if (type === 'test:summary' && data.file === undefined) yield write({ counts: data.counts })
  }
}
