// Statements about the cast of a demonstration.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

export const CastRow = z.object({ person_id: z.string(), name: z.string(), place: z.string(), words: z.string() })

export type CastMember = z.output<typeof CastRow>

export const wholeCast = query()(
  CastRow,
  `select c.person_id, p.name, c.place, c.words
     from people.demo_cast c
     join people.people p on p.id = c.person_id
    where p.closed_at is null
    order by c.position, p.name`,
)

export const castMember = query<{ person: string }>()(
  CastRow,
  `select c.person_id, p.name, c.place, c.words
     from people.demo_cast c
     join people.people p on p.id = c.person_id
    where c.person_id = :person and p.closed_at is null`,
)

export const addToCast = query<{ person: string; place: string; words: string; position: number }>()(
  z.object({}),
  `insert into people.demo_cast (person_id, place, words, position) values (:person, :place, :words, :position)
   on conflict (person_id) do nothing`,
)
