// Two settings that ask to join, with their senders' addresses proved: a school of the made-up register, asked for by
// a senior leader, and a youth club that is not on it.
import { createHash } from 'node:crypto'
import type { Calendar } from './calendar.ts'
import { programme, seedId } from './cast.ts'
import type { Rows } from './rows.ts'

const asked = [
  {
    urn: 700192,
    name: 'Tannerston Primary School',
    designation: 'primary',
    where_words: null,
    asker_name: 'Hannah Pryce',
    asker_role: 'senior_leader',
    asker_email: 'hannah.pryce@tannerston.example',
    why: 'Our children came back from the summer with a lot on their minds, and a neighbouring head told us what Wholeschool did for them.',
    ago: 3,
  },
  {
    urn: null,
    name: 'Thornley Lanterns Youth Club',
    designation: 'community',
    where_words: 'Scout hall, Mill Lane, Thornley. Tuesdays and Fridays.',
    asker_name: 'Ikenna Obi',
    asker_role: 'head',
    asker_email: 'ikenna.obi@thornley-lanterns.example',
    why: 'Forty young people come twice a week. We would like to look at how we support them, and not on our own.',
    ago: 1,
  },
] as const

export function addJoining(rows: Rows, calendar: Calendar): void {
  for (const { ago, ...one } of asked) {
    const id = seedId(`joining ${one.name}`)
    rows.add('settings.joining_requests', {
      ...one,
      id,
      programme_id: programme.id,
      token_hash: `\\x${createHash('sha256').update(id).digest('hex')}`,
      asked_at: calendar.at(ago),
      proved_at: calendar.at(ago, 20),
    })
  }
}
