// Rows on either side of the end of their time, for retire-data: people who left, schools that left or did not, cycles
// with one of everything that hangs from them, letters, agreements.
import { randomUUID } from 'node:crypto'

/** The moment at which retire-data is asked. */
export const RETIRES_AT = new Date('2032-06-15T12:00:00Z')

export type Rows = Record<string, string>[]
/** Runs a statement as the owner who retires, who reaches every row. */
export type Owner = (text: string, values?: unknown[]) => Promise<Rows>

export const CLOSED = { gone: randomUUID(), kept: randomUUID(), open: randomUUID() }
export const SCHOOL = { gone: randomUUID(), kept: randomUUID(), enrolled: randomUUID(), elsewhere: randomUUID() }
const [PROGRAMME, OTHER] = [randomUUID(), randomUUID()]

async function makePerson(as: Owner, id: string, closed: string | null): Promise<void> {
  await as(
    `insert into people.people (id, name, email, created_at, closed_at) values ($1, 'A Person', $2, '2020-01-01', $3)`,
    [id, `${id}@example.org`, closed],
  )
  await as(`insert into people.accounts (person_id) values ($1)`, [id])
  await as(`insert into people.recovery_codes (person_id, code_hash) values ($1, 'x')`, [id])
  // Still fresh: what goes with the person goes even so.
  await as(
    `insert into people.invitations (person_id, token_hash, kind, invited_by, created_at, expires_at)
     values ($1, convert_to($2, 'UTF8'), 'join', 'Priya', $3, $3)`,
    [id, id, RETIRES_AT],
  )
}

async function makeSchool(
  as: Owner,
  setting: string,
  left: readonly (readonly [string, string | null])[],
): Promise<void> {
  await as(
    `insert into settings.settings (setting_id, kind, name, created_at) values ($1, 'school', 'A School', '2020-01-01')`,
    [setting],
  )
  for (const [programme, on] of left)
    await as(
      `insert into settings.enrolments (setting_id, programme_id, name, designation, enrolled_on, left_on)
       values ($1, $2, 'A School', 'primary', '2020-01-01', $3)`,
      [setting, programme, on],
    )
}

/** A cycle with one of everything that hangs from it. */
async function makeCycle(as: Owner, setting: string, number: number, ended: string | null): Promise<void> {
  const [cycle, member, action, indicator, record] = Array.from({ length: 5 }, () => randomUUID())
  const at = '2021-01-01'
  const rows: [string, Record<string, unknown>][] = [
    [
      'toolkit.cycles',
      {
        id: cycle,
        number,
        edition_key: 'primary',
        edition_version: 1,
        started_on: at,
        moved_at: at,
        stage: ended ? 'closed' : 'review',
        review_closed_at: ended,
      },
    ],
    ['toolkit.team_members', { id: member, person_id: randomUUID(), name: 'A Member', joined_on: at, left_on: at }],
    ['toolkit.rounds', { cycle_id: cycle, part: 'baseline', opened_at: at, opened_by: 'A Member' }],
    ['toolkit.round_members', { cycle_id: cycle, part: 'baseline', member_id: member, told_at: at }],
    [
      'toolkit.ratings',
      { cycle_id: cycle, item_key: 'a', member_id: member, state: 'rated', level: 2, updated_at: at },
    ],
    [
      'toolkit.actions',
      {
        id: action,
        cycle_id: cycle,
        criterion_key: 'a',
        title: 'A title',
        owner_id: member,
        created_by: 'A',
        created_at: at,
        updated_by: 'A',
        updated_at: at,
      },
    ],
    ['toolkit.steps', { action_id: action, position: 1, words: 'A step' }],
    ['toolkit.indicators', { id: indicator, action_id: action, name: 'A measure' }],
    ['toolkit.indicator_points', { indicator_id: indicator, on_day: at, value: 1, noted_by: 'A' }],
    [
      'toolkit.evidence',
      {
        cycle_id: cycle,
        criterion_key: 'a',
        kind: 'series',
        on_day: at,
        words: 'x',
        indicator_id: indicator,
        added_by: 'A',
        added_at: at,
      },
    ],
    [
      'toolkit.reviews',
      {
        action_id: action,
        done_words: 'x',
        changed: 'some',
        next: 'finished',
        reviewed_by: member,
        reviewed_name: 'A',
        reviewed_at: at,
      },
    ],
    [
      'toolkit.records',
      { id: record, cycle_id: cycle, number: 1, why: 'x', document: '{}', digest: 'x', kept_by: 'A', kept_at: at },
    ],
    [
      'toolkit.shared_records',
      {
        programme_id: PROGRAMME,
        record_id: record,
        setting_name: 'A',
        cycle_number: number,
        record_number: 1,
        document: '{}',
        shared_by: 'A',
        shared_at: at,
        until: at,
      },
    ],
  ]
  for (const [table, values] of rows) {
    const names = ['setting_id', ...Object.keys(values)]
    await as(`insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`, [
      setting,
      ...Object.values(values),
    ])
  }
}

export const HANGING = [
  'team_members',
  'cycles',
  'rounds',
  'round_members',
  'ratings',
  'actions',
  'steps',
  'indicators',
  'indicator_points',
  'evidence',
  'reviews',
  'records',
  'shared_records',
].map((name) => `toolkit.${name}`)

/** What goes of it all. */
export const EXPECTED: Record<string, number> = {
  'people.people': 1,
  'people.accounts': 1,
  'people.recovery_codes': 1,
  'people.invitations': 1,
  'kernel.letters': 2,
  'kernel.audit_lines': 1,
  'settings.agreements': 2,
  // All that the school which left has, and of the enrolled one what its third cycle, and six years, have made old.
  ...Object.fromEntries(HANGING.map((table) => [table, 1])),
  'toolkit.round_members': 2,
  'toolkit.ratings': 2,
  'toolkit.records': 2,
  'toolkit.shared_records': 2,
}

export async function makeLives(as: Owner): Promise<void> {
  for (const [i, id] of [PROGRAMME, OTHER].entries())
    await as(
      `insert into settings.programmes (id, slug, name, office_setting_id, level_names, created_at) values ($1, $2, 'A', $1, '[]', '2020-01-01')`,
      [id, `programme-${i}`],
    )
  await makePerson(as, CLOSED.gone, '2026-06-15T12:00:00Z')
  await makePerson(as, CLOSED.kept, '2026-06-15T12:00:00.001Z')
  await makePerson(as, CLOSED.open, null)
  await makeSchool(as, SCHOOL.gone, [
    [PROGRAMME, '2026-06-14'],
    [OTHER, '2022-01-01'],
  ])
  await makeSchool(as, SCHOOL.kept, [
    [PROGRAMME, '2026-06-15'],
    [OTHER, '2022-01-01'],
  ])
  await makeSchool(as, SCHOOL.enrolled, [[PROGRAMME, null]])
  await makeSchool(as, SCHOOL.elsewhere, [
    [PROGRAMME, null],
    [OTHER, '2022-01-01'],
  ])
  await makeCycle(as, SCHOOL.gone, 1, null)
  await makeCycle(as, SCHOOL.kept, 1, null)
  await makeCycle(as, SCHOOL.elsewhere, 1, null)
  await makeCycle(as, SCHOOL.enrolled, 1, '2026-06-15T12:00:00Z')
  await makeCycle(as, SCHOOL.enrolled, 2, '2026-06-15T12:00:00.001Z')
  await makeCycle(as, SCHOOL.enrolled, 3, '2032-06-01')
  const letter = `insert into kernel.letters (queued_at, sealed, sent_at) values ($1, 'x', $2)`
  await as(letter, ['2032-01-01', '2032-05-16T12:00:00Z'])
  await as(letter, ['2032-01-01', '2032-05-16T12:00:00.001Z'])
  await as(letter, ['2031-06-15T12:00:00Z', null])
  await as(letter, ['2031-06-16', null])
  const line = `insert into kernel.audit_lines (setting_id, at, person_name, deed, words) values ($1, $2, 'A', 'trial.done', 'x')`
  await as(line, [SCHOOL.enrolled, '2026-06-15T12:00:00Z'])
  await as(line, [SCHOOL.enrolled, '2026-06-15T12:00:00.001Z'])
  const agreement = `insert into settings.agreements (setting_id, programme_id, party, party_kind, purposes, lawful_basis, starts_on, ends_on, offered_by, offered_at, ended_at, signed_at)
    values ($1, $2, 'A', 'setting', '{}', 'x', '2020-01-01', $3, 'A', '2020-01-01', $4, '2020-01-01')`
  await as(agreement, [SCHOOL.enrolled, PROGRAMME, '2040-01-01', '2026-06-01'])
  await as(agreement, [SCHOOL.enrolled, OTHER, '2026-06-14', null])
  await as(agreement, [SCHOOL.elsewhere, PROGRAMME, '2026-06-15', null])
}
