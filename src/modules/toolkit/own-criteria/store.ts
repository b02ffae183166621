// Statements about a programme's own criteria: drafts, the versions that are out, and which a new cycle is asked.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

export const OwnRow = z.object({
  programme_id: z.string(),
  id: z.string(),
  principle_key: z.string(),
  designations: z.array(z.string()),
  draft: z.record(z.string(), z.unknown()),
  published: z.number(),
  retired_at: z.date().nullable(),
  changed_by: z.string(),
  changed_at: z.date(),
  version: z.number(),
  out_digest: z.string().nullable(),
  published_at: z.date().nullable(),
  published_by: z.string().nullable(),
})

const OWN = `select o.programme_id, o.id, o.principle_key, o.designations, o.draft, o.published, o.retired_at, o.changed_by,
       o.changed_at, o.version, v.digest as out_digest, v.published_at, v.published_by
  from toolkit.own_criteria o
  left join toolkit.own_criterion_versions v
         on v.programme_id = o.programme_id and v.criterion_id = o.id and v.number = o.published`

export const ownOfProgramme = query<{ programme: string }>()(
  OwnRow,
  `${OWN} where o.programme_id = :programme order by o.retired_at is not null, o.changed_at, o.id`,
)

export const ownById = query<{ programme: string; id: string }>()(
  OwnRow,
  `${OWN} where o.programme_id = :programme and o.id = :id`,
)

export const anyOwn = query<{ programme: string }>()(
  z.object({ id: z.string() }),
  `select id from toolkit.own_criteria where programme_id = :programme order by changed_at, id limit 1`,
)

export const addOwn = query<{
  programme: string
  principle: string
  designations: readonly string[]
  draft: string
  by: string
  at: Date
}>()(
  z.object({ id: z.string() }),
  `insert into toolkit.own_criteria (programme_id, principle_key, designations, draft, changed_by, changed_at)
   values (:programme, :principle, :designations::text[], :draft::jsonb, :by, :at)
   returning id`,
)

/** Only over the version that the writer began from. */
export const changeOwn = query<{
  programme: string
  id: string
  version: number
  principle: string
  designations: readonly string[]
  draft: string
  by: string
  at: Date
}>()(
  z.object({ id: z.string() }),
  `update toolkit.own_criteria
      set principle_key = :principle, designations = :designations::text[], draft = :draft::jsonb, changed_by = :by,
          changed_at = :at, version = version + 1
    where programme_id = :programme and id = :id and version = :version
   returning id`,
)

/** The draft of that version comes out under the next number; nothing when someone wrote on meanwhile. */
export const publishOwn = query<{
  programme: string
  id: string
  version: number
  digest: string
  by: string
  at: Date
}>()(
  z.object({ number: z.number() }),
  `with moved as (
     update toolkit.own_criteria set published = published + 1, retired_at = null, version = version + 1
      where programme_id = :programme and id = :id and version = :version
      returning programme_id, id, principle_key, designations, draft, published)
   insert into toolkit.own_criterion_versions
          (programme_id, criterion_id, number, principle_key, designations, words, digest, published_by, published_at)
   select programme_id, id, published, principle_key, designations, draft, :digest, :by, :at from moved
   returning number`,
)

export const retireOwn = query<{ programme: string; id: string; version: number; at: Date | null }>()(
  z.object({ id: z.string() }),
  `update toolkit.own_criteria set retired_at = :at, version = version + 1
    where programme_id = :programme and id = :id and version = :version and published > 0
   returning id`,
)

/** What a cycle that begins today is asked by these programmes, as it came out. */
export const askedOf = query<{ programmes: readonly string[]; designation: string }>()(
  z.object({
    programme_id: z.string(),
    id: z.string(),
    number: z.number(),
    principle_key: z.string(),
    words: z.record(z.string(), z.unknown()),
  }),
  `select v.programme_id, o.id, v.number, v.principle_key, v.words
     from toolkit.own_criteria o
     join toolkit.own_criterion_versions v
       on v.programme_id = o.programme_id and v.criterion_id = o.id and v.number = o.published
    where o.programme_id = any (:programmes::uuid[]) and o.retired_at is null and :designation = any (v.designations)
    order by v.programme_id, v.published_at, o.id`,
)

export const keepAsked = query<{ setting: string; cycle: string; own: string }>()(
  Nothing,
  `update toolkit.cycles set own_criteria = :own::jsonb where setting_id = :setting and id = :cycle`,
)
