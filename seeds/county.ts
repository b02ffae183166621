// Builds the made-up county of Wealdshire in an empty database and marks the database a demonstration for ever. The
// same `now` gives the same county on every machine and either engine. Refused where there is anyone already.
import type { Engine } from '../src/kernel/engine.ts'
import type { Secrets } from '../src/kernel/secrets.ts'
import { calendarFrom, type Calendar } from './calendar.ts'
import { alderbourne, cast, larchmead } from './cast.ts'
import { addCast } from './people.ts'
import { addPlaces } from './places.ts'
import { makeRows, writeRows, type Rows } from './rows.ts'
import { addSchool } from './schools.ts'

export type CountyOptions = { secrets: Secrets; now: Date; full?: boolean }

/** In the order in which they may refer to one another. */
const TABLES = [
  'kernel.marks',
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
  'toolkit.cycles',
  'toolkit.team_members',
]

function addCastSchools(rows: Rows, calendar: Calendar): void {
  const both = { designation: 'primary', flows: ['board', 'reviewers_reading'], levels: [1, 2] } as const
  addSchool(rows, calendar, {
    ...both,
    ...larchmead,
    urn: 700901,
    district: 'Castlegate',
    inTrust: true,
    enrolledAgo: 640,
    signedAgo: 625,
    sharedAgo: 600,
    head: cast.ruth,
  })
  addSchool(rows, calendar, {
    ...both,
    ...alderbourne,
    urn: 700902,
    district: 'Haven',
    inTrust: true,
    enrolledAgo: 130,
    signedAgo: 110,
    flows: ['board'],
    sharedAgo: 100,
    levels: [1],
    head: cast.helen,
  })
}

/** Refused when the database has anyone in it; afterwards it is a demonstration. */
export async function buildCounty(engine: Engine, options: CountyOptions): Promise<void> {
  const calendar = calendarFrom(options.now)
  const rows = makeRows(TABLES)
  rows.add('kernel.marks', { name: 'demo', value: 'yes' })
  addPlaces(rows, calendar)
  addCast(rows, calendar)
  addCastSchools(rows, calendar)
  await writeRows(engine, rows, async (client) => {
    const there = await client.query('select 1 from people.people limit 1')
    if (there.rowCount) throw new Error('A demonstration is made only in an empty database, and this one has people in it.')
  })
}
