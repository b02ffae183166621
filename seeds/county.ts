// Builds the made-up county of Wealdshire in an empty database and marks the database a demonstration for ever. The
// same `now` gives the same county on every machine and either engine. Refused where there is anyone already.
import { join } from 'node:path'
import type { Engine } from '../src/kernel/engine.ts'
import type { Secrets } from '../src/kernel/secrets.ts'
import { importRegister } from '../src/modules/settings/register/command.ts'
import { Refusal } from '../src/operations/format.ts'
import { calendarFrom } from './calendar.ts'
import { cast, programme } from './cast.ts'
import { addJoining } from './joining.ts'
import { addOwnCriteria } from './own-criteria.ts'
import { addAtTheDoor, addCast } from './people.ts'
import { writeLinks } from './links.ts'
import { writeMoves } from './moves.ts'
import { addPlaces } from './places.ts'
import { publishSharing } from './publishing.ts'
import { makeRows, writeRows } from './rows.ts'
import { addSmall, woodmere } from './small.ts'
import { addCastSchools, addCounty } from './stories.ts'
import { writeTogether } from './together.ts'
import { writeViews } from './views.ts'
import { writeSheets } from './sheets.ts'
import { addTrustSharing, shareRecordsWithTrust } from './trusts.ts'

export type CountyOptions = {
  secrets: Secrets
  now: Date
  full?: boolean
  /** Made beforehand, by countyRows with the same `now`. */
  rows?: ReturnType<typeof makeRows>
}

/** In the order in which they may refer to one another. */
const TABLES = [
  'kernel.marks',
  'kernel.audit_lines',
  'people.people',
  'people.accounts',
  'people.demo_cast',
  'settings.programmes',
  'settings.trusts',
  'settings.phases',
  'settings.districts',
  'settings.settings',
  'settings.places',
  'settings.enrolments',
  'settings.agreements',
  'settings.sharing',
  'settings.trust_sharing',
  'settings.joining_requests',
  'toolkit.own_criteria',
  'toolkit.own_criterion_versions',
  'toolkit.cycles',
  'toolkit.team_members',
  'toolkit.involvements',
  'toolkit.rounds',
  'toolkit.round_members',
  'toolkit.ratings',
  'toolkit.agreed_ratings',
  'toolkit.gap_reasons',
  'toolkit.actions',
  'toolkit.steps',
  'toolkit.indicators',
  'toolkit.indicator_points',
  'toolkit.evidence',
  'toolkit.chapter_agreements',
  'toolkit.reviews',
]

/** All rows of the county, before anything is written: the same `now` gives the same rows. */
export function countyRows(now: Date, full: boolean): ReturnType<typeof makeRows> {
  const calendar = calendarFrom(now)
  const rows = makeRows(TABLES)
  rows.add('kernel.marks', { name: 'demo', value: 'yes' })
  addPlaces(rows, calendar)
  addCast(rows, calendar)
  addCastSchools(rows, calendar)
  addJoining(rows, calendar)
  addTrustSharing(rows, calendar)
  addOwnCriteria(rows, calendar)
  if (full) addCounty(rows, calendar)
  if (full) {
    addSmall(rows, calendar)
    addAtTheDoor(rows, woodmere.head, woodmere.name, `Head with four hats at ${woodmere.name}`)
  }
  return rows
}

/** Refused when the database has anyone in it; afterwards it is a demonstration. */
export async function buildCounty(engine: Engine, options: CountyOptions): Promise<void> {
  const full = options.full === true
  const rows = options.rows ?? countyRows(options.now, full)
  await writeRows(engine, rows, async (client) => {
    const there = await client.query('select 1 from people.people limit 1')
    if (there.rowCount)
      throw new Refusal('A demonstration is made only in an empty database, and this one has people in it.')
  })
  await publishSharing(engine, rows, options)
  await shareRecordsWithTrust(engine, options)
  await writeViews(engine, options)
  await writeLinks(engine, options)
  await writeTogether(engine, options)
  await writeMoves(engine, rows, options)
  await writeSheets(engine, options)
  await readRegisters(engine, options.now, full)
}

const WHOLE = ['wealdshire.csv', 'wealdshire-opened.csv']
const OPENED = ['wealdshire-opened.csv']

/** The made-up register of the county, so that an officer finds every school in it and can enrol another. */
async function readRegisters(engine: Engine, now: Date, full: boolean): Promise<void> {
  for (const fileName of full ? WHOLE : OPENED) {
    const path = join(import.meta.dirname, 'register', fileName)
    const done = await importRegister(engine, path, {
      programmeSlug: programme.slug,
      byName: cast.priya.name,
      fileName,
      now,
    })
    if ('refused' in done || done.summary.rejected.length > 0)
      throw new Error(`seeds/register/${fileName} was not read whole`)
  }
}
