// A link by which someone without an account reads Larchmead's newest kept version: open for two weeks, without a code,
// so that visitors of the demonstration and tests can follow it.
import { createHash } from 'node:crypto'
import { nowhere, transaction } from '../src/kernel/db.ts'
import type { Engine } from '../src/kernel/engine.ts'
import { hashOf } from '../src/kernel/secrets.ts'
import { lastDay } from '../src/modules/toolkit/links/rules.ts'
import { addReadingLink } from '../src/modules/toolkit/links/store.ts'
import { newestRecord } from '../src/modules/toolkit/records/store.ts'
import { isoDay } from '../src/view/words.ts'
import { cast, larchmead } from './cast.ts'

/** The same on every machine. */
export const openReading: string = createHash('sha256').update('reading larchmead').digest('base64url')

const DAYS = 14

export async function writeLinks(engine: Engine, { now }: { now: Date }): Promise<void> {
  const { setting } = larchmead
  await transaction(engine, { reach: { ...nowhere, settings: [setting] } }, async (tx) => {
    const newest = await tx.maybe(newestRecord, { setting })
    if (!newest) throw new Error(`${larchmead.name} has kept no version of its Record`)
    await tx.one(addReadingLink, {
      setting,
      link: hashOf(openReading),
      code: null,
      record: newest.id,
      reader: 'Chair of governors',
      purpose: 'The governors’ meeting of this half term',
      by: cast.ruth.name,
      at: now,
      last_day: lastDay(isoDay(now), DAYS),
    })
  })
}
